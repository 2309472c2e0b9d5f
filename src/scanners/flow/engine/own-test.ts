import type { Expression, Statement } from '../form/form.ts';
import type { Frame } from './frame.ts';
import { frameOfCall } from './frame-of-call.ts';
import { nameIn } from './look-up.ts';
import type { Machine } from './machine.ts';
import { clean, cleanFor, type Taint, type Value } from './value.ts';

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
  const test = closure && onlyAnswer(closure.form.body);
  if (closure === undefined || test === undefined) return [];
  const names = closure.form.parameters.filter((_, index) => index > 0 || !closure.form.takesSelf);
  if (names.some(({ rest }) => rest) || args.some(({ spread, name }) => spread || name !== undefined))
    return [];
  const inner = frameOfCall(machine, closure, frame);
  const end = machine.onFork(() => {
    for (const [index, { name }] of names.entries())
      machine.store.set(nameIn(inner, name), given[index] ?? { taints: clean });
    refine(machine, test, truth, inner);
  });
  return args.flatMap(({ value: argument }, index) => {
    const [name, before] = [names[index]?.name, given[index]?.taints ?? clean];
    const after = name === undefined ? undefined : end.get(nameIn(inner, name))?.taints;
    if (after === undefined || after === before || before.length === 0) return [];
    const kinds = after.length === 0 ? ~0 : harmless(after);
    if (kinds === 0) return [];
    return {
      argument,
      change: (known) => ({ ...known, taints: kinds === ~0 ? clean : cleanFor(known.taints, kinds) }),
    };
  });
}

/** What a function gives back that does nothing else. */
function onlyAnswer([only, more]: readonly Statement[]): Expression | undefined {
  if (only === undefined || more !== undefined) return undefined;
  if (only.kind === 'block') return onlyAnswer(only.body);
  return only.kind === 'return' ? only.value : undefined;
}

const harmless = (taints: readonly Taint[]) =>
  taints.reduce((kinds, { clean: harmlessOf }) => kinds & harmlessOf, ~0);
