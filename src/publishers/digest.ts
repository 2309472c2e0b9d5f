import { createHash } from 'node:crypto';

/** A short digest to tell contents apart; no secret, no security. */
export function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
