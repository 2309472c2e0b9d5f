import type { Expression, Statement } from '../form/form.ts';
import type { Frame } from './frame.ts';
import { frameOfCall } from './frame-of-call.ts';
import { nameIn } from './look-up.ts';
import type { Machine } from './machine.ts';
import { type Closure, clean, cleanFor, type Taint, type Value } from './value.ts';

type CallExpression = Extract<Expression, { kind: 'call' }>;
type Refine = (machine: Machine, test: Expression, truth: boolean, frame: Frame) => void;

/** What a test said of an argument of it. */
export interface Said {
  readonly argument: Expression;
  /** Gives what is known of the argument from now on. */
  readonly change: (known: Value) => Value;
}

/** A function that asks another one, and so on: deeper ones say nothing. */
const deepest = 7;

/**
 * `isName(text)`, where all that the function does is `return pattern.MatchString(text)`: it says of its argument what
 * that says, whatever it is called.
 */
export function ownTest(
  machine: Machine,
  { callee, args }: CallExpression,
  truth: boolean,
  { frame, refine }: { readonly frame: Frame; readonly refine: Refine },
): readonly Said[] {
  const given = args.map(({ value }) => machine.evaluate(value, frame));
  if (frame.depth >= deepest || !given.some(({ taints }) => taints.length > 0)) return [];
  const { closure } = machine.evaluate(callee, frame);
  if (closure === undefined || args.some(({ spread, name }) => spread || name !== undefined)) return [];
  const said = saidBy(machine, closure, given, truth, { frame, refine });
  return args.flatMap(({ value: argument }, index) => {
    const kinds = said[index] ?? 0;
    return kinds === 0 ? [] : { argument, change: (known) => settledFor(known, kinds) };
  });
}

export const settledFor = (value: Value, kinds: number): Value => ({
  ...value,
  taints: kinds === ~0 ? clean : cleanFor(value.taints, kinds),
});

/** Of each value that such a function is given, the kinds that it is harmless for when the function says so. */
export function saidBy(
  machine: Machine,
  closure: Closure,
  given: readonly Value[],
  truth: boolean,
  { frame, refine }: { readonly frame: Frame; readonly refine: Refine },
): readonly number[] {
  const test = onlyAnswer(closure.form.body);
  const names = closure.form.parameters.filter((_, index) => index > 0 || !closure.form.takesSelf);
  if (test === undefined || names.some(({ rest }) => rest)) return [];
  const inner = frameOfCall(machine, closure, frame);
  const end = machine.onFork(() => {
    for (const [index, { name }] of names.entries())
      machine.store.set(nameIn(inner, name), given[index] ?? { taints: clean });
    refine(machine, test, truth, inner);
  });
  return given.map(({ taints: before }, index) => {
    const name = names[index]?.name;
    const after = name === undefined ? undefined : end.get(nameIn(inner, name))?.taints;
    if (after === undefined || after === before || before.length === 0) return 0;
    return after.length === 0 ? ~0 : harmless(after);
  });
}

/** What a function gives back that does nothing else. */
export function onlyAnswer([only, more]: readonly Statement[]): Expression | undefined {
  if (only === undefined || more !== undefined) return undefined;
  if (only.kind === 'block') return onlyAnswer(only.body);
  return only.kind === 'return' ? only.value : undefined;
}

const harmless = (taints: readonly Taint[]) =>
  taints.reduce((kinds, { clean: harmlessOf }) => kinds & harmlessOf, ~0);
