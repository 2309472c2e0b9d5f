import type { Finding, Region } from '../core/finding.ts';
import { createRedaction } from '../core/redact.ts';
import type { SourceTree } from '../core/source-tree.ts';

export type Mask = (text: string) => string;

/** Secrets that scanners found, for all that other scanners say of the same lines, and our own credential anywhere. */
export interface FoundSecrets {
  /** For a text about these files; undefined where no secret is known that it could hold. */
  maskFor(paths: Iterable<string>): Mask | undefined;
  /** For a text that could be about any file; undefined where no secret is known. */
  readonly maskAll?: Mask;
  /** Takes out our own credential alone; undefined where there is none. */
  readonly maskOwn?: Mask;
}

/** The scanned tree's, and the baseline's. */
export interface BothSecrets {
  readonly head: FoundSecrets;
  readonly base: FoundSecrets;
}

/** A file with more is a list of secrets, and a search for each in each text would take too long. */
const mostOfFile = 200;
const mostOfAll = 500;
/** Lines of a finding that are looked into: a private key has some fifty. */
const mostLines = 200;
/** A credential of fewer characters is none of Bitbucket's, and could be part of any word. */
const shortestCredential = 8;
/** What reads like a word is taken for a secret only from this length on. */
const longestWord = 15;

/**
 * What the found secrets are, read from the scanned text: a scanner for code may flag the line of a key and quote it
 * without knowing what it quotes.
 *
 * @param own parts of this run's credential: an earlier step's tool may have found it in its environment
 * @param isUnseen true where the search for secrets failed: then all that could be one is taken out of every text
 */
export async function findSecretTexts(
  findings: Iterable<Pick<Finding, 'category' | 'place'>>,
  tree: SourceTree | undefined,
  own: readonly string[] = [],
  isUnseen = false,
): Promise<FoundSecrets> {
  const byPath = await textsByPath(findings, tree);
  const masks = new Map([...byPath].map(([path, texts]) => [path, createRedaction([...texts])]));
  const credentials = own.filter(isNoWord);
  const maskOwn = credentials.length === 0 ? undefined : createRedaction(credentials);
  const everywhere = [...(maskOwn === undefined ? [] : [maskOwn]), ...(isUnseen ? [withoutSuspects] : [])];
  const found = [...new Set([...byPath.values()].flatMap((texts) => [...texts]))].slice(0, mostOfAll);
  const all = [...credentials, ...found];
  const known = createRedaction(all);
  return {
    maskFor(paths) {
      const here = [...everywhere, ...[...new Set(paths)].flatMap((path) => masks.get(path) ?? [])];
      return here.length === 0 ? undefined : (text) => here.reduce((rest, mask) => mask(rest), text);
    },
    ...(maskOwn !== undefined && { maskOwn }),
    ...((all.length > 0 || isUnseen) && {
      maskAll: isUnseen ? (text: string) => withoutSuspects(known(text)) : known,
    }),
  };
}

async function textsByPath(
  findings: Iterable<Pick<Finding, 'category' | 'place'>>,
  tree: SourceTree | undefined,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const byPath = new Map<string, Set<string>>();
  for (const { category, place } of findings) {
    if (category !== 'secret' || place?.region === undefined) continue;
    const known = byPath.get(place.path) ?? new Set<string>();
    byPath.set(place.path, known);
    if (known.size >= mostOfFile) continue;
    const lines = (await tree?.lines(place.path)) ?? [];
    for (const text of textsIn(lines, place.region)) known.add(text);
  }
  return byPath;
}

/** The flagged text, and what in its lines looks like a secret: not every scanner flags the very characters. */
function textsIn(lines: readonly string[], region: Region): readonly string[] {
  const { startLine, endLine, startColumn, endColumn } = region;
  const touched = lines.slice(startLine - 1, Math.min(endLine, startLine + mostLines));
  const [first = ''] = touched;
  const flagged =
    startLine === endLine && startColumn !== undefined && endColumn !== undefined
      ? [first.slice(startColumn - 1, endColumn - 1)]
      : [];
  const words = touched.flatMap((line) => line.slice(0, 5_000).match(/[^\s"'`=:,;()[\]{}<>|&?]+/g) ?? []);
  return [...flagged.filter((text) => text.length >= 6), ...words.filter(looksSecret)].slice(0, mostOfFile);
}

/** Without texts in quotes, and without what looks random. */
function withoutSuspects(text: string): string {
  return text
    .replace(/(["'])(?:\\.|(?!\1)[^\\\n]){5,5000}\1/g, '$1***$1')
    .replace(/[^\s"'`=:,;()[\]{}<>|&?]+/g, (word) => (looksSecret(word) ? '***' : word));
}

function isNoWord(text: string): boolean {
  return text.length >= (/^[a-z]+$/.test(text) ? longestWord + 1 : shortestCredential);
}

function looksSecret(word: string): boolean {
  return word.length >= 12 && /\d/.test(word) && /[A-Za-z]/.test(word);
}
