import type { Expression, FunctionForm } from '../form/form.ts';
import type { Store } from './store.ts';
import type { Place, Scope, Value } from './value.ts';

/** One run of a function, or a module. */
export interface Frame extends Scope {
  readonly form?: FunctionForm | undefined;
  /** The run that called this one. */
  readonly caller: Frame | undefined;
  /** The call of it, where code made one. */
  readonly entered?: { readonly place: Place; readonly given: readonly Passed[] } | undefined;
  readonly depth: number;
  /** The code of another file that stands in the place of an include; its variables are the caller's. */
  readonly including?: boolean;
  /** The store as the run began. */
  readonly base: Store;
  /** The ways it ended. */
  readonly returns: { readonly value: Value; readonly store: Store }[];
  /** The innermost loop or switch last. */
  readonly loops: Loop[];
  /** Tests that are looked into at the moment: in `x = x && y` one speaks of its own outcome. */
  readonly testing: Set<Expression>;
}

/** What one argument was. */
export interface Passed {
  readonly value: Value;
  readonly name?: string | undefined;
  readonly expression?: Expression | undefined;
}

export interface Loop {
  readonly base: Store;
  readonly breaks: Store[];
  readonly continues: Store[];
  /** A switch: `continue` is meant for the loop around it. */
  readonly isSwitch: boolean;
}
