import type { TriagedFinding } from '../core/finding.ts';
import type { Report } from '../core/report.ts';
import type { KnownThread } from './known-thread.ts';

/** Why a thread is done with. */
export type ThreadEnd =
  | { readonly state: 'fixed' }
  | { readonly state: 'suppressed'; readonly finding: TriagedFinding }
  /** It is there without this change too. */
  | { readonly state: 'known' };

/**
 * What became of the findings of a thread that none of the wanted ones goes on in; undefined where one of them is
 * still there, or might be: an incomplete run ends no thread, nor does one whose scanner did not look.
 */
export function threadEnd(
  { fingerprints }: KnownThread,
  findings: ReadonlyMap<string, TriagedFinding>,
  report: Pick<Report, 'verdict'>,
  unseen: boolean,
): ThreadEnd | undefined {
  const there = fingerprints.flatMap((fingerprint) => findings.get(fingerprint) ?? []);
  if (there.some(({ disposition }) => disposition === 'active' || disposition === 'moved?')) return undefined;
  if (report.verdict.outcome === 'incomplete') return undefined;
  const suppressed = there.find(({ disposition }) => disposition === 'suppressed');
  if (suppressed !== undefined) return { state: 'suppressed', finding: suppressed };
  if (there.length > 0) return { state: 'known' };
  return unseen ? undefined : { state: 'fixed' };
}
