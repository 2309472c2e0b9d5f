import type { Expression, ModuleForm } from '../form/form.ts';
import type { Frame } from './frame.ts';
import { isInteresting } from './interesting.ts';
import { nameIn } from './look-up.ts';
import type { Machine } from './machine.ts';
import { shapeOf, type Value } from './value.ts';

/** Files that include each other one within the other. */
const deepest = 5;

/** What is put into the place of an include: the code of the other file, which shares the variables of this one. */
export function include(
  machine: Machine,
  { call, path }: Extract<Expression, { kind: 'include' }>,
  frame: Frame,
): Value {
  const result = machine.evaluate(call, frame);
  // What is there is followed only as far as there is room: functions and classes are found without.
  if (!machine.hasTime) return result;
  const where = machine.evaluate(path, frame);
  if (where.taints.length > 0) return result;
  const module = machine.names.included(shapeOf(where), frame.module.file, holdsAny(machine, frame));
  return module === undefined || isUnderWay(module, frame) ? result : runWithin(machine, module, frame);
}

/** Whether a variable that the other file shares holds data from outside. */
function holdsAny(machine: Machine, frame: Frame): boolean {
  for (const name of frame.locals)
    if (isInteresting(machine, machine.store.get(nameIn(frame, name)))) return true;
  return false;
}

function isUnderWay(module: ModuleForm, frame: Frame): boolean {
  let depth = 0;
  for (let run: Frame | undefined = frame; run !== undefined; run = run.caller) {
    if (run.module === module) return true;
    if (run.including) depth += 1;
  }
  return depth >= deepest;
}

function runWithin(machine: Machine, module: ModuleForm, frame: Frame): Value {
  const own: Frame = {
    ...frame,
    module,
    locals: new Set([...frame.locals, ...(module.included ?? module).locals]),
    caller: frame,
    entered: undefined,
    including: true,
    base: machine.store,
    returns: [],
    loops: [],
  };
  const code = (module.included ?? module).body;
  const body = code.filter(({ kind }) => kind !== 'function' && kind !== 'class');
  const end = machine.onFork(() => machine.execute(body, own));
  const ends = [...own.returns.map(({ store }) => store), end];
  // An end of the program within a file that is taken from elsewhere is one way of several: it may ask what is not known.
  if (ends.some(({ dead }) => !dead)) machine.store.join(ends);
  return machine.store.merge(own.returns.map(({ value }) => value));
}
