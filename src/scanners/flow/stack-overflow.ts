/**
 * Whether code was too deep for the stack. Trees have a limit, but a long row of branches, which is flat in the tree,
 * is one within the other once it is lowered. V8 says no more of it than these words.
 */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded';
}
