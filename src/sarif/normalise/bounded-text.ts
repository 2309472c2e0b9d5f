import { truncate } from '../../core/truncate.ts';

/**
 * Most UTF-16 units that are kept of each text. SARIF itself sets no limit; these are far above what a person reads
 * and keep one hostile result from filling the memory of everything downstream.
 */
export const textLimits = {
  title: 200,
  rule: 500,
  message: 20_000,
  description: 20_000,
  help: 60_000,
  snippet: 20_000,
  name: 500,
  uri: 4_000,
  /** Linux names no longer path than 4,096 bytes; each may be percent-encoded, below a base. */
  path: 16_384,
  fingerprint: 1_000,
} as const;

/** At most `limit` units of well-formed text: half a surrogate pair becomes U+FFFD, as it could not be sent anywhere. */
export function boundedText(text: string, limit: number): string {
  return truncate(text.isWellFormed() ? text : text.toWellFormed(), limit);
}

/** `text` as one line with single blanks, at most `limit` units. */
export function oneLine(text: string, limit: number): string {
  // Cut before the regular expression runs: a title needs no more of a megabyte than its start.
  return boundedText(
    text
      .slice(0, limit * 4)
      .replace(/\s+/g, ' ')
      .trim(),
    limit,
  );
}
