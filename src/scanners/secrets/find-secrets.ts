import { hasWrongSum } from './checksum.ts';
import { decodedText } from './encoded-text.ts';
import { isExampleFile } from './example-file.ts';
import { findByFormat } from './find-by-format.ts';
import { findByName } from './find-by-name.ts';
import { findPasswords } from './find-passwords.ts';
import type { FoundSecret } from './found-secret.ts';
import type { KnownForms } from './known-forms.ts';
import { type LongWord, longWords } from './long-words.ts';
import { manualsIn } from './manual-in-text.ts';
import { findWithSecretlint, secretlintRules } from './secretlint-rules.ts';
import { isInSectionForTests } from './section-for-tests.ts';
import { codesOf } from './text-codes.ts';

/** Everything that looks like a secret in a text; of those that overlap, the one that says most of its kind. */
export async function findSecrets(path: string, text: string, forms: KnownForms): Promise<FoundSecret[]> {
  const codes = codesOf(text);
  const words = longWords(codes);
  const candidates = forms.index.candidates(text, codes);
  const formats = candidates.filter((candidate) => 'pattern' in candidate);
  const guesses = formats.filter(({ isGuess }) => isGuess);
  const others = formats.filter(({ isGuess }) => !isGuess);
  const rules = secretlintRules.filter((rule) => candidates.includes(rule));
  // A provider's own format says more than a header or an address that it stands in.
  const byFormat = findByFormat(text, [
    ...others.filter(({ isSelfMade }) => !isSelfMade),
    ...others.filter(({ isSelfMade }) => isSelfMade),
  ]);
  const byRule = await findWithSecretlint(path, text, rules);
  const found = withoutOverlaps([
    ...byFormat,
    // What begins like a token of a format and is not of it, is none.
    ...byRule.filter(({ start, end }) => !forms.isBeginningOfToken(text.slice(start, end))),
    ...findByName(text, forms, words),
    ...findPasswords(text),
    ...findByFormat(text, guesses),
    ...findEncoded(text, forms, words),
  ]);
  const told = found.filter((secret) => isNotPublic(secret, text, forms));
  if (told.length === 0) return told;
  const isExample = isExampleFile(path);
  const manuals = isExample ? [] : manualsIn(path, text);
  const isInManual = ({ start }: FoundSecret) => manuals.some(([from, to]) => from < start && start < to);
  return told.map((secret) => {
    const isMadeUp = isExample && hasWrongSum(text.slice(secret.start, secret.end));
    const isSelfMade = forms.isSelfMade(secret.rule);
    const isSample = () => isInManual(secret) || isInSectionForTests(path, text, secret.start);
    return isMadeUp || (isSelfMade && (isExample || isSample())) ? { ...secret, doubtful: true } : secret;
  });
}

/** A text in Base64 may be so twice: a secret of Kubernetes whose entry is a file with another one in it. */
const deepest = 2;

/** Texts in Base64 with a secret in them: the whole of each is told, as what is most certain in it. */
function findEncoded(text: string, forms: KnownForms, words: readonly LongWord[], depth = 1): FoundSecret[] {
  return words.flatMap((word) => {
    const inner = decodedText(text, word);
    if (inner === undefined) return [];
    const innerWords = longWords(codesOf(inner));
    const formats = forms.index.candidates(inner).filter((candidate) => 'pattern' in candidate);
    const found = [
      ...findByFormat(inner, formats),
      ...findByName(inner, forms, innerWords),
      ...findPasswords(inner),
      ...(depth < deepest ? findEncoded(inner, forms, innerWords, depth + 1) : []),
    ].filter((secret) => isNotPublic(secret, inner, forms));
    const most = found.find(({ doubtful }) => !doubtful) ?? found[0];
    return most === undefined ? [] : [{ ...most, start: word.start, end: word.end }];
  });
}

function isNotPublic({ start, end, isPublic }: FoundSecret, text: string, forms: KnownForms): boolean {
  return isPublic !== true && !forms.isPublished(text.slice(start, end));
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
