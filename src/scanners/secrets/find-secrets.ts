import { findByFormat } from './find-by-format.ts';
import { findByName } from './find-by-name.ts';
import { findPasswords } from './find-passwords.ts';
import type { FormatIndex } from './format-index.ts';
import type { FoundSecret } from './found-secret.ts';
import { findWithSecretlint } from './secretlint-rules.ts';

/** Everything that looks like a secret in a text; of those that overlap, the one that says most of its kind. */
export async function findSecrets(path: string, text: string, formats: FormatIndex): Promise<FoundSecret[]> {
  return withoutOverlaps([
    ...findByFormat(text, formats.candidates(text)),
    ...(await findWithSecretlint(path, text)),
    ...findByName(text),
    ...findPasswords(text),
  ]);
}

/** Keeps the first of those that overlap, in the order given; sorted by place. */
export function withoutOverlaps(found: readonly FoundSecret[]): FoundSecret[] {
  const kept: FoundSecret[] = [];
  for (const secret of found) {
    const overlaps = kept.some(({ start, end }) => secret.start < end && start < secret.end);
    if (!overlaps) kept.push(secret);
  }
  return kept.sort((a, b) => a.start - b.start);
}
