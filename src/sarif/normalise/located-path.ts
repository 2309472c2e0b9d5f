/** What a location in SARIF turned out to be: a path of the repository, or why it is none. */
export type LocatedPath =
  | { readonly kind: 'inside'; readonly path: string }
  | { readonly kind: 'none' }
  | { readonly kind: PathProblem; readonly given: string };

/**
 * - `outside`: leaves the repository, by `..` or by a symbolic link
 * - `foreign`: a path of another machine that no file of the repository fits
 * - `ambiguous`: a path of another machine that several files fit
 * - `not-a-file`: a URI of another scheme than `file:`
 */
export const pathProblems = ['outside', 'foreign', 'ambiguous', 'not-a-file'] as const;

export type PathProblem = (typeof pathProblems)[number];
