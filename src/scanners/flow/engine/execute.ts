import type { Expression, Statement } from '../form/form.ts';
import { assign } from './assign.ts';
import { anyElement } from './deep-taints.ts';
import { update } from './facts.ts';
import type { Frame, Loop } from './frame.ts';
import { nameIn } from './look-up.ts';
import type { Machine } from './machine.ts';
import { placeOf } from './machine.ts';
import { goneThrough } from './members.ts';
import { isTrue } from './operators.ts';
import { refine, refineAsserted } from './refine.ts';
import { checkReturn } from './sinks.ts';
import type { Store } from './store.ts';
import { clean, unknown, type Value } from './value.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;
type Executors = {
  readonly [Kind in Statement['kind']]: (machine: Machine, statement: Of<Kind>, frame: Frame) => void;
};

const executors: Executors = {
  expression: (machine, { value }, frame) => {
    machine.evaluate(value, frame);
    if (value.kind === 'call') refineAsserted(machine, value, frame);
  },
  if: (machine, { test, yes, no }, frame) => {
    const { constant } = machine.evaluate(test, frame);
    if (constant !== undefined) {
      machine.execute(isTrue(constant) ? yes : no, frame);
      return;
    }
    const forks = [yes, no].map((body, index) =>
      machine.onFork(() => {
        refine(machine, test, index === 0, frame);
        machine.execute(body, frame);
      }),
    );
    machine.store.join(forks);
  },
  loop: loop,
  switch: choose,
  try: attempt,
  return: (machine, { value, ...span }, frame) => {
    const given = value === undefined ? unknown : machine.evaluate(value, frame);
    checkReturn(machine, given, placeOf(frame, span), frame);
    frame.returns.push({ value: given, store: machine.store.copyOnto(frame.base) });
    machine.store.dead = true;
  },
  throw: (machine, { value }, frame) => {
    if (value !== undefined) machine.evaluate(value, frame);
    machine.store.dead = true;
  },
  break: (machine, _statement, { loops }) => leave(machine, loops.at(-1), 'breaks'),
  continue: (machine, _statement, { loops }) =>
    leave(
      machine,
      loops.findLast(({ isSwitch }) => !isSwitch),
      'continues',
    ),
  block: (machine, { body }, frame) => machine.execute(body, frame),
  function: (machine, { form }, frame) => {
    machine.store.set(nameIn(frame, form.name), { taints: clean, closure: { form, scope: frame } });
  },
  class: (machine, { form }, frame) => {
    machine.store.set(nameIn(frame, form.name), { taints: clean, class: { form, scope: frame } });
  },
  import: (machine, { name, path }, frame) => {
    // What stands there is looked up where it is used: files may import each other in circles.
    machine.store.set(nameIn(frame, name), { taints: clean, path });
  },
};

export function execute(machine: Machine, body: readonly Statement[], frame: Frame): void {
  for (const statement of body) {
    if (machine.store.dead) return;
    machine.step();
    const executor = executors[statement.kind] as (
      machine: Machine,
      statement: Statement,
      frame: Frame,
    ) => void;
    executor(machine, statement, frame);
  }
}

function leave(machine: Machine, innermost: Loop | undefined, way: 'breaks' | 'continues'): void {
  innermost?.[way].push(machine.store.copyOnto(innermost.base));
  machine.store.dead = true;
}

/** What one round leaves may matter in the next one; more than two rounds show nothing new. */
const rounds = 2;
/** Loops within loops multiply. */
const deepestRepeated = 3;

function loop(machine: Machine, statement: Of<'loop'>, frame: Frame): void {
  const { test, over } = statement;
  const source =
    over === undefined
      ? undefined
      : goneThrough(machine, machine.evaluate(over, frame), { expression: over, frame });
  const ends: Store[] = [];
  const times = frame.loops.length < deepestRepeated && machine.hasTime ? rounds : 1;
  for (let round = 0; round < times; round += 1) {
    const { constant } = test === undefined ? unknown : machine.evaluate(test, frame);
    const never = constant !== undefined && !isTrue(constant) && !statement.atLeastOnce && round === 0;
    if (never) return;
    const body = oneRound(machine, statement, source, frame);
    ends.push(...body.breaks);
    const before = statement.atLeastOnce && round === 0 ? [] : [machine.store.fork()];
    machine.store.join([...before, ...body.ends]);
  }
  machine.store.join([machine.store.fork(), ...ends]);
  if (test !== undefined && ends.length === 0 && !machine.store.dead) refine(machine, test, false, frame);
}

function oneRound(
  machine: Machine,
  { test, target, keyTarget, keys, body }: Of<'loop'>,
  source: Value | undefined,
  frame: Frame,
): { readonly breaks: readonly Store[]; readonly ends: readonly Store[] } {
  const innermost: Loop = { base: machine.store, breaks: [], continues: [], isSwitch: false };
  frame.loops.push(innermost);
  const end = machine.onFork(() => {
    if (test !== undefined) refine(machine, test, true, frame);
    if (target !== undefined && source !== undefined)
      assign(machine, target, keys ? keysOf(source) : anyElement(machine, source), frame);
    if (keyTarget !== undefined && source !== undefined) assign(machine, keyTarget, keysOf(source), frame);
    machine.execute(body, frame);
  });
  frame.loops.pop();
  return { breaks: innermost.breaks, ends: [end, ...innermost.continues] };
}

const keysOf = ({ taints }: Value): Value => ({ taints });

function choose(machine: Machine, { subject, cases, fallsThrough }: Of<'switch'>, frame: Frame): void {
  const { constant } = machine.evaluate(subject, frame);
  const tests = cases.map(({ tests: list }) => list.map((test) => machine.evaluate(test, frame).constant));
  let only = constant === undefined ? -1 : tests.findIndex((list) => list.includes(constant));
  if (constant !== undefined && only === -1 && tests.flat().every((one) => one !== undefined))
    only = cases.findIndex(({ tests: list }) => list.length === 0);
  const known = constant !== undefined && (only !== -1 || tests.flat().every((one) => one !== undefined));
  const innermost: Loop = { base: machine.store, breaks: [], continues: [], isSwitch: true };
  frame.loops.push(innermost);
  const starts = known ? (only === -1 ? [] : [only]) : cases.map((_, index) => index);
  const ends = starts.map((start) =>
    machine.onFork(() => {
      refineCase(machine, subject, cases[start]?.tests ?? [], frame);
      const last = fallsThrough ? cases.length : start + 1;
      for (const { body } of cases.slice(start, last)) machine.execute(body, frame);
    }),
  );
  frame.loops.pop();
  const hasDefault = cases.some(({ tests: list }) => list.length === 0);
  const passed = known ? only === -1 : !hasDefault;
  machine.store.join([...ends, ...innermost.breaks, ...(passed ? [machine.store.fork()] : [])]);
}

/** In a case the subject is what the case says, or one of several constants. */
function refineCase(
  machine: Machine,
  subject: Expression,
  [test, ...others]: readonly Expression[],
  frame: Frame,
): void {
  if (test === undefined) return;
  const { start, end } = test;
  const equal: Expression = { kind: 'binary', operator: '==', left: subject, right: test, start, end };
  if (others.length === 0) refine(machine, equal, true, frame);
  else if ([test, ...others].every(({ kind }) => kind === 'constant'))
    update(machine, subject, frame, (known) => ({ ...known, taints: clean }));
}

/** A handler begins with what was before the trouble or after it; which is not known. */
function attempt(machine: Machine, { body, handlers, last }: Of<'try'>, frame: Frame): void {
  const tried = machine.onFork(() => machine.execute(body, frame));
  const caught = handlers.map((handler) => {
    const start = machine.store.fork();
    const after = tried.copyOnto(machine.store, start);
    after.dead = false;
    start.join([start.fork(), after]);
    const own = machine.store;
    machine.store = start;
    machine.execute(handler, frame);
    machine.store = own;
    return start;
  });
  machine.store.join([tried, ...caught]);
  if (last.length === 0) return;
  const wasDead = machine.store.dead;
  machine.store.dead = false;
  machine.execute(last, frame);
  machine.store.dead ||= wasDead;
}
