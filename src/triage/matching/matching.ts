/** The evidence for a match, from strong to weak. */
export const hows = [
  'same fingerprint',
  'same place',
  'shifted',
  'renamed',
  'moved',
  'reworded',
  'changed in place',
] as const;

export type How = (typeof hows)[number];

/** Indexes into the two lists. */
export interface Pair {
  readonly before: number;
  readonly after: number;
  readonly how: How;
}

/** Each of `after` could be some of `before`, and nothing tells which. Both have at least one. */
export interface Ambiguity {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** One to one: every index occurs at most once in all of `pairs` and `ambiguities`. What does not occur has no match. */
export interface Matching {
  readonly pairs: readonly Pair[];
  readonly ambiguities: readonly Ambiguity[];
}
