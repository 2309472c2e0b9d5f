import type { Fact } from './fact.ts';
import type { How } from './matching.ts';

/** What a match stands on, as the report tells it. */
export function howOf(
  before: Fact,
  after: Fact,
  { renames, isMoved }: { readonly renames: ReadonlyMap<string, string>; readonly isMoved: boolean },
): How {
  if (before.path !== after.path && renames.get(before.path) === after.path && !isMoved) return 'renamed';
  if (isMoved || before.path !== after.path) return 'moved';
  if (before.rule !== after.rule || before.message !== after.message) return 'reworded';
  if (before.text !== after.text) return 'changed in place';
  return before.line === after.line ? 'same place' : 'shifted';
}
