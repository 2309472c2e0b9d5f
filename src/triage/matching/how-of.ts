import type { Finding } from '../../core/finding.ts';
import { normalisedMessage } from '../normalised-text.ts';
import type { Fact } from './fact.ts';
import type { How } from './matching.ts';

/** One side of a match. */
export interface Side {
  readonly fact: Fact;
  readonly finding: Finding & { readonly fingerprint?: string };
}

/** What a match stands on, as the report tells it. */
export function howOf(
  before: Side,
  after: Side,
  { renames, isMoved }: { readonly renames: ReadonlyMap<string, string>; readonly isMoved: boolean },
): How {
  const isElsewhere = before.fact.path !== after.fact.path;
  if (isElsewhere && !isMoved && renames.get(before.fact.path) === after.fact.path) return 'renamed';
  if (isElsewhere || isMoved) return 'moved';
  if (before.finding.fingerprint !== undefined && before.finding.fingerprint === after.finding.fingerprint) {
    return 'same fingerprint';
  }
  if (before.finding.rule !== after.finding.rule || !isSaidAlike(before, after)) return 'reworded';
  if (before.fact.text !== after.fact.text) return 'changed in place';
  return before.fact.line === after.fact.line ? 'same place' : 'shifted';
}

function isSaidAlike(before: Side, after: Side): boolean {
  return normalisedMessage(before.finding.message) === normalisedMessage(after.finding.message);
}
