import { holds } from './conditions.ts';
import { anyElement, deepTaints } from './deep-taints.ts';
import { membersLimit } from './limits.ts';
import type { Call, Given, Machine } from './machine.ts';
import { isOfEach, ofEach, ofEachKnown } from './of-each.ts';
import { type Closure, clean, mergeTaints, unknown, type Value } from './value.ts';

const errorNames = /^_?err(?:or)?$|^e$/;

const afterError = ([first, ...others]: readonly Given[]): readonly Given[] =>
  first === undefined ? [] : [{ value: unknown }, ...others];

/**
 * A function that a library is given will be called, with parts of what the call works on. What a promise becomes by it
 * is given back, as far as it is known.
 */
export function runCallbacks(machine: Machine, made: Call): Value | undefined {
  const { given } = made;
  const callbacks = given.flatMap(({ value }) => value.closure ?? namedIn(machine, made, value) ?? []);
  const isEach = isOfEach(made.name);
  if (callbacks.length === 0 && !isEach) return undefined;
  const item = workedOn(machine, made);
  const isWorkedOn = deepTaints(machine, item).length > 0;
  if (callbacks.length === 0) return isWorkedOn ? ofEachKnown(machine, made, item) : undefined;
  const handled = handedBy(machine, made);
  const parts = isWorkedOn ? partsFor(item, isEach) : [];
  const answers = callbacks.map((closure) =>
    runOne(machine, made, closure, handled ?? fitted(closure, parts)),
  );
  const [closure, another] = callbacks;
  if (closure === undefined || another !== undefined) return undefined;
  const [answer] = answers;
  if (isWorkedOn && isEach) return ofEach(machine, made, item, { closure, answer });
  return made.name === 'then' ? answer : undefined;
}

/** Undefined where the function is called later. */
function runOne(machine: Machine, made: Call, closure: Closure, given: readonly Given[]): Value | undefined {
  const { place, frame } = made;
  if (isLater(machine, closure, made, given)) {
    if (given.length > 0) machine.handed.set(closure.form, given);
    return undefined;
  }
  let answer: Value | undefined;
  const fork = machine.onFork(() => {
    answer = machine.invoke(closure, given, { place, frame });
  });
  machine.store.join([fork, machine.store.fork()]);
  return answer;
}

/** A part, and what comes second: its place, or the part again where that is not known. */
const partsFor = (item: Value, isEach: boolean): readonly Given[] =>
  [item, isEach ? unknown : item].map((value): Given => ({ value }));

/** Of what the parts are: of what the call belongs to, or of what it is known to hand on. */
function workedOn(machine: Machine, { receiver, given, paths }: Call): Value {
  const item = receiver === undefined ? unknown : anyElement(machine, receiver);
  if (item.taints.length > 0 || !machine.model.passes.has(paths)) return item;
  const others = given.filter(({ value }) => value.closure === undefined);
  return { taints: others.reduce((sum, { value }) => mergeTaints(sum, deepTaints(machine, value)), clean) };
}

/** What went wrong comes first by custom, and is of the library. */
function fitted({ form }: Closure, passed: readonly Given[]): readonly Given[] {
  const [first] = form.parameters;
  return first !== undefined && errorNames.test(first.name) ? afterError(passed) : passed;
}

/**
 * What a module of JavaScript hands over while it is loaded is called later, and then sees all that the module has. Of a
 * promise of data the next step needs the answer.
 */
function isLater(
  { model }: Machine,
  { scope }: Closure,
  { frame, name }: Call,
  given: readonly Given[],
): boolean {
  const isLoading = frame.form === undefined && frame.caller === undefined;
  const isStep = name === 'then' && given.length > 0;
  return isLoading && scope === frame && model.language === 'javascript' && !isStep;
}

const handlerOf = (machine: Machine, made: Call) =>
  machine.model.handlers.find(made.paths).find(({ where }) => holds(machine, made, where));

/** A function that stands in a map under the name that a handler is given there by. */
function namedIn(machine: Machine, made: Call, { object }: Value): Closure | undefined {
  const name = object === undefined ? undefined : handlerOf(machine, made)?.entry;
  return object === undefined || name === undefined
    ? undefined
    : machine.store.object(object)?.entries.get(name)?.closure;
}

/** What a library that listens to the outside calls functions with; undefined where it is not known to. */
function handedBy(machine: Machine, made: Call): readonly Given[] | undefined {
  const known = handlerOf(machine, made);
  if (known === undefined) return undefined;
  const { from, to, label, path, clean, schemas } = known;
  const taints = label === undefined ? [] : [{ source: made.place, label, clean, trail: undefined }];
  const value: Value = { taints, path, limit: membersLimit(machine, made, schemas) };
  return Array.from({ length: to + 1 }, (_, index) => ({
    value: index < from ? unknown : value,
    unlessDeclared: index < from || !known.always,
  }));
}
