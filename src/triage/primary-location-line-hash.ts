/** Characters that one hash covers, counted without blanks and tabs. */
const windowSize = 100;
const base = 37n;
/** Stands behind the last character of a file. */
const endMarker = '\uffff';

/**
 * GitHub's `primaryLocationLineHash` of some lines of a file, so that a log uploaded there keeps the history that
 * GitHub's own uploader gave it: a polynomial hash, modulo 2^64, of the hundred characters from the line's start on,
 * blanks and tabs left out, every line end a line feed, the file's end one marker and then zeros; behind the colon
 * stands how often the file had that hash so far.
 * https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
 *
 * @param lines the file's lines split at `\r\n`, `\n` and `\r`; after a final line end comes an empty one
 * @param wanted numbers of lines, from 1
 * @returns one hash for each of them that the file has
 */
export function primaryLocationLineHashes(
  lines: readonly string[],
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, string> {
  const hashes = new Map<number, string>();
  const counts = new Map<string, number>();
  const last =
    wanted.size === 0
      ? 0
      : Math.min(
          lines.length,
          [...wanted].reduce((a, b) => Math.max(a, b)),
        );
  for (let number = 1; number <= last; number += 1) {
    const covered = coveredText(lines, number - 1);
    const count = (counts.get(covered) ?? 0) + 1;
    counts.set(covered, count);
    if (wanted.has(number)) hashes.set(number, `${hashOf(covered)}:${count}`);
  }
  return hashes;
}

/** The characters that the hash of a line covers. Equal texts have equal hashes, so that they can be counted instead. */
function coveredText(lines: readonly string[], first: number): string {
  let text = '';
  for (let at = first; at < lines.length && text.length < windowSize; at += 1) {
    text += withoutBlanks(lines[at] ?? '', windowSize - text.length);
    if (text.length < windowSize) text += at === lines.length - 1 ? endMarker : '\n';
  }
  return text.padEnd(windowSize, '\0');
}

/** At most so many characters; a minified line is looked at no further. */
function withoutBlanks(line: string, most: number): string {
  let text = '';
  for (let from = 0; from < line.length && text.length < most; from += windowSize) {
    text += line.slice(from, from + windowSize).replace(/[ \t]+/g, '');
  }
  return text.slice(0, most);
}

function hashOf(text: string): string {
  let hash = 0n;
  for (let at = 0; at < text.length; at += 1) {
    hash = BigInt.asUintN(64, hash * base + BigInt(text.charCodeAt(at)));
  }
  return hash.toString(16);
}
