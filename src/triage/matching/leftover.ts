import type { Fact } from './fact.ts';

/** Lines on either side that are remembered of what has no match yet. */
const reach = 6;
/** Lines that are looked through for them: blank lines and lone brackets are skipped. */
const search = 20;

/** A finding without a match so far, with what its surroundings look like. */
export interface Leftover {
  readonly fact: Fact;
  /** Telling lines above and below, nearest first; empty where the source is not known. */
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** @param lines normalised lines of the finding's file */
export function leftoverOf(fact: Fact, lines: readonly string[] | undefined): Leftover {
  if (lines === undefined || fact.line === 0) return { fact, above: [], below: [] };
  const above: string[] = [];
  for (let at = fact.line - 2; at >= 0 && at >= fact.line - 2 - search && above.length < reach; at -= 1) {
    if (isTelling(lines[at])) above.push(lines[at] ?? '');
  }
  const below: string[] = [];
  for (let at = fact.line; at < lines.length && at < fact.line + search && below.length < reach; at += 1) {
    if (isTelling(lines[at])) below.push(lines[at] ?? '');
  }
  return { fact, above, below };
}

/** Lines that two places have in common, counted from the finding outwards until the first that differs. */
export function commonSurroundings(a: Leftover, b: Leftover): number {
  return commonStart(a.above, b.above) + commonStart(a.below, b.below);
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

function isTelling(line: string | undefined): boolean {
  return line !== undefined && /[\p{L}\p{N}]{2}/u.test(line);
}
