import type { Region, TriagedFinding } from '../core/finding.ts';
import { mostAlone } from '../reports/group-by-rule.ts';
import { spreadOverRules } from '../reports/order.ts';
import { findingKey, groupKey } from './thread-key.ts';

/** An active finding on lines that the change adds: one that a thread can stand at. */
export interface Wanted {
  readonly finding: TriagedFinding;
  /** The file that it stands in. */
  readonly path: string;
  readonly anchor: Region;
  /** See `likeness`. */
  readonly like: string;
}

/** What one thread is about: a finding, or the many of one rule. The thread stands at the first. */
export interface Topic {
  readonly kind: 'thread' | 'group';
  readonly key: string;
  readonly wanted: readonly [Wanted, ...Wanted[]];
}

/**
 * What to open threads about, in the order in which they spend the limit: new findings by rule, worst first. `deleted`:
 * keys of threads that must not come again.
 */
export function newTopics(wanted: readonly Wanted[], deleted: ReadonlySet<string>): readonly Topic[] {
  const byRule = Map.groupBy(wanted, ({ finding }) => groupKey(finding));
  const topics = [...byRule].flatMap(([key, [first, ...others]]): readonly Topic[] => {
    if (first === undefined || deleted.has(key)) return [];
    if (others.length + 1 > mostAlone) return [{ kind: 'group', key, wanted: [first, ...others] }];
    return [first, ...others].map(single);
  });
  const leads = topics.map((topic) => {
    const { severity, scanner, rule } = topic.wanted[0].finding;
    return { severity, scanner, rule, topic };
  });
  return spreadOverRules(leads).map(({ topic }) => topic);
}

export function single(wanted: Wanted): Topic {
  return { kind: 'thread', key: findingKey(wanted.finding.fingerprint), wanted: [wanted] };
}
