import type { TriagedFinding } from '../core/finding.ts';
import type { SourceTree } from '../core/source-tree.ts';
import { digest } from './digest.ts';

/** What a thread is about, in a form short enough to remember hundreds of them. */
export function findingKey(fingerprint: string): string {
  return digest('finding', fingerprint).slice(0, 12);
}

export function groupKey({ scanner, rule }: Pick<TriagedFinding, 'scanner' | 'rule'>): string {
  return digest('group', scanner, rule).slice(0, 12);
}

/**
 * A digest of what a finding looks like wherever it is: equal for the same rule on the same lines in a file of
 * another name. Of a secret it is taken from the message, or the digest would help to guess it.
 */
export async function likeness(
  { scanner, rule, category, message, place, snippet }: TriagedFinding,
  source: SourceTree,
): Promise<string> {
  const region = place?.region;
  const lines =
    category === 'secret' || region === undefined ? undefined : await source.lines(place?.path ?? '');
  const text =
    lines === undefined || region === undefined
      ? `${message} ${category === 'secret' ? '' : (snippet ?? '')}`
      : lines.slice(region.startLine - 1, Math.min(region.endLine, region.startLine + 50)).join('\n');
  return digest('like', scanner, rule, text.replace(/\s+/g, ''));
}
