/**
 * Work that goes on while its result is not wanted yet. Whoever awaits it learns of its failure; until then, or where
 * nobody does, it is no unhandled one.
 */
export function begin<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return work;
}
