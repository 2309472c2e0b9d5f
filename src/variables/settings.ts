import type { variables } from './variables.generated.ts';

type Entry = (typeof variables)[number];

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}`
  : Lowercase<Name>;

type Word<E> = E extends { readonly values: readonly (infer Value)[] } ? Value : string;

type ValueOf<E extends Entry> = E['type'] extends 'integer'
  ? number
  : E['type'] extends 'boolean'
    ? boolean
    : E['type'] extends 'array'
      ? readonly Word<E>[]
      : Word<E>;

type WithDefault = Extract<Entry, { readonly default: string }>;
type WithoutDefault = Exclude<Entry, WithDefault>;

/** The variables of `pipe.yml`, checked and typed: `FAIL_ON` is `failOn`. Those without a default may be absent. */
export type Settings = { readonly [E in WithDefault as CamelCase<E['name']>]: ValueOf<E> } & {
  readonly [E in WithoutDefault as CamelCase<E['name']>]?: ValueOf<E>;
};
