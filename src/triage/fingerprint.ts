import { createHash } from 'node:crypto';
import type { Finding, IdentifiedFinding } from '../core/finding.ts';
import type { SourceTree } from '../core/source-tree.ts';
import { comparePlace } from './compare-place.ts';
import { flaggedText } from './flagged-text.ts';
import { normalisedElsewhere, normalisedMessage } from './normalised-text.ts';
import { primaryLocationLineHashes } from './primary-location-line-hash.ts';

/** Hexadecimal digits: 128 bits, so that findings by the million do not collide. */
const digits = 32;

/**
 * Gives every finding its identity across commits, in the order of the input. See `docs/identity.md`.
 *
 * A fingerprint is `v1:` and 32 hexadecimal digits; where several findings are equal in all that counts, the second
 * one in the order of the file ends in `.2` and so on. It has at most 64 characters of safe ASCII, as it is an
 * annotation's `external_id` and part of a comment's marker.
 */
export async function identify(
  findings: readonly Finding[],
  tree: SourceTree | undefined,
): Promise<readonly IdentifiedFinding[]> {
  const hashes = new Array<string>(findings.length);
  const lineHashes = new Array<string | undefined>(findings.length);
  for (const [path, indexes] of byPath(findings)) {
    const lines = path === undefined ? undefined : await tree?.lines(path);
    const ofLines = primaryLocationLineHashes(lines ?? [], linesOf(findings, indexes));
    for (const index of indexes) {
      const finding = findings[index];
      if (finding === undefined) continue;
      hashes[index] = hashOf(finding, lines);
      // Anybody could try secrets until one has this hash, which is no cryptographic one.
      if (finding.category !== 'secret')
        lineHashes[index] = ofLines.get(finding.place?.region?.startLine ?? 0);
    }
  }
  return withOrdinals(findings, hashes).map((finding, index) => {
    const primaryLocationLineHash = lineHashes[index];
    return primaryLocationLineHash === undefined ? finding : { ...finding, primaryLocationLineHash };
  });
}

function linesOf(findings: readonly Finding[], indexes: readonly number[]): ReadonlySet<number> {
  return new Set(indexes.flatMap((index) => findings[index]?.place?.region?.startLine ?? []));
}

function byPath(findings: readonly Finding[]): ReadonlyMap<string | undefined, readonly number[]> {
  return Map.groupBy(findings.keys(), (index) => findings[index]?.place?.path);
}

function hashOf(finding: Finding, lines: readonly string[] | undefined): string {
  const text = flaggedText(finding, lines);
  const where =
    text === undefined
      ? ['message', normalisedMessage(finding.message), ...elsewhereOf(finding)]
      : ['text', text.line, text.part];
  const identity = JSON.stringify([finding.scanner, finding.rule, finding.place?.path ?? null, ...where]);
  return `v1:${createHash('sha256').update(identity).digest('hex').slice(0, digits)}`;
}

function elsewhereOf({ elsewhere, place }: Finding): readonly string[] {
  return elsewhere === undefined || place?.region !== undefined ? [] : [normalisedElsewhere(elsewhere)];
}

function withOrdinals(findings: readonly Finding[], hashes: readonly string[]): readonly IdentifiedFinding[] {
  const inOrder = findings
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => comparePlace(a.finding, b.finding) || a.index - b.index);
  const seen = new Map<string, number>();
  const identified = new Array<IdentifiedFinding>(findings.length);
  for (const { finding, index } of inOrder) {
    const hash = hashes[index] ?? '';
    const ordinal = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, ordinal);
    identified[index] = { ...finding, fingerprint: ordinal === 1 ? hash : `${hash}.${ordinal}` };
  }
  return identified;
}
