import type { Policy } from './policy.ts';

/** Lines that a description has at most; the last one says how many there are more. */
const maxLines = 20;

/**
 * What another version of the policy would change: one plain sentence a difference, none where there is none. For
 * the summary of a pull request that changes its policy, which has no effect on its own run.
 */
export function describePolicyChange(before: Policy, after: Policy): readonly string[] {
  const lines = [
    ...differences('scanner', mapEntries(before.scanners), mapEntries(after.scanners)),
    ...differences('severity', before.severities, after.severities),
    ...differences('included path', before.paths.include, after.paths.include),
    ...differences('excluded path', before.paths.exclude, after.paths.exclude),
    ...differences('threshold', before.thresholds, after.thresholds),
    ...differences('suppression', before.suppressions.map(withoutLine), after.suppressions.map(withoutLine)),
    ...differences('custom scanner', before.customScanners, after.customScanners),
  ];
  if (lines.length <= maxLines) return lines;
  return [...lines.slice(0, maxLines - 1), `and ${lines.length - maxLines + 1} changes more`];
}

function differences(kind: string, before: readonly unknown[], after: readonly unknown[]): readonly string[] {
  const old = before.map(told);
  const now = after.map(told);
  return [
    ...subtract(now, old).map((text) => `adds ${kind} ${text}`),
    ...subtract(old, now).map((text) => `removes ${kind} ${text}`),
  ];
}

/** As multisets: two equal entries of which one goes are a difference. */
function subtract(from: readonly string[], what: readonly string[]): readonly string[] {
  const left = Map.groupBy(what, (text) => text);
  return from.filter((text) => left.get(text)?.pop() === undefined);
}

function mapEntries(map: ReadonlyMap<string, boolean>): readonly unknown[] {
  return [...map].map(([name, on]) => ({ name, on }));
}

function withoutLine({ line: _, ...entry }: { readonly line: number }): unknown {
  return entry;
}

function told(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return String(entry);
  return Object.entries(entry)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
