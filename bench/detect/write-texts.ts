import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ratio } from './labelled-case.ts';
import { type Found, isSevere } from './report-file.ts';
import type { SecretText } from './secret-texts.ts';

export interface WrittenText extends SecretText {
  readonly source: string;
  readonly path: string;
}

/** One file a text, under names that say nothing of what is in it; equal texts once. */
export function writeTexts(source: string, texts: readonly SecretText[], into: string): WrittenText[] {
  const seen = new Set<string>();
  const written: WrittenText[] = [];
  for (const text of texts) {
    const key = `${text.holdsSecret} ${text.text}`;
    if (text.text.trim() === '' || seen.has(key)) continue;
    seen.add(key);
    const path = `${source}/${Math.floor(written.length / 500)}/${written.length}.txt`;
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path), text.text);
    written.push({ ...text, source, path });
  }
  return written;
}

export interface SecretScore {
  readonly texts: number;
  readonly found: number;
  readonly lookAlikes: number;
  readonly flagged: number;
  /** Of those the ones whose value is labelled as a secret in another text. */
  readonly flaggedElsewhere: number;
  /** Of those the ones that fail the gate as it comes: with high or critical severity. */
  readonly foundSevere: number;
  readonly flaggedSevere: number;
}

/** Scores by a key of each text: its source, or its provider. */
export function scoreTexts(
  texts: readonly WrittenText[],
  findings: readonly Found[],
  keyOf: (text: WrittenText) => string,
  isSecretElsewhere: (text: WrittenText) => boolean,
): Map<string, SecretScore> {
  const told = new Set(findings.map(({ path }) => path));
  const severe = new Set(findings.filter(isSevere).map(({ path }) => path));
  const scores = new Map<string, SecretScore>();
  for (const [key, group] of Map.groupBy(texts, keyOf)) {
    const real = group.filter(({ holdsSecret }) => holdsSecret);
    const others = group.filter(({ holdsSecret }) => !holdsSecret);
    const flagged = others.filter(({ path }) => told.has(path));
    scores.set(key, {
      texts: real.length,
      found: real.filter(({ path }) => told.has(path)).length,
      lookAlikes: others.length,
      flagged: flagged.length,
      flaggedElsewhere: flagged.filter(isSecretElsewhere).length,
      foundSevere: real.filter(({ path }) => severe.has(path)).length,
      flaggedSevere: others.filter(({ path }) => severe.has(path)).length,
    });
  }
  return scores;
}

export function secretRow(score: SecretScore) {
  const { texts, found, lookAlikes, flagged, flaggedElsewhere, foundSevere, flaggedSevere } = score;
  return {
    texts,
    found,
    recall: ratio(found, texts - found).toFixed(2),
    'at the gate': ratio(foundSevere, texts - foundSevere).toFixed(2),
    'look-alikes': lookAlikes,
    flagged,
    'of them a secret elsewhere': flaggedElsewhere,
    'flagged at the gate': flaggedSevere,
    precision: ratio(found, flagged).toFixed(2),
  };
}
