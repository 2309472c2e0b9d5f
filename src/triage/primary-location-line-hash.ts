/** Characters that one hash covers, counted without blanks and tabs. */
const windowSize = 100;
const base = 37n;
/** What a character weighs when it leaves the window. */
const leaving = BigInt.asUintN(64, base ** BigInt(windowSize));
/** Stands behind the last character of a file. */
const endMarker = 65_535;
const lineFeed = 10;
const space = 32;
const tab = 9;

/**
 * GitHub's `primaryLocationLineHash` of every line of a file, so that a log uploaded there keeps the history that
 * GitHub's own uploader gave it: a rolling hash, modulo 2^64, of the hundred characters from the line's start on,
 * blanks and tabs left out, every line end a line feed, the file's end one marker and then zeros; behind the colon
 * counts how often the file had that hash so far.
 * https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
 *
 * @param lines the file's lines split at `\r\n`, `\n` and `\r`; after a final line end comes an empty one
 * @returns one hash a line
 */
export function primaryLocationLineHashes(lines: readonly string[]): readonly string[] {
  const { units, starts } = unitsOf(lines);
  const counts = new Map<string, number>();
  return rollingHashes(units, starts).map((hash) => {
    const text = hash.toString(16);
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    return `${text}:${count}`;
  });
}

/** The characters that count, and where in them each line starts. */
function unitsOf(lines: readonly string[]): { readonly units: Uint16Array; readonly starts: Uint32Array } {
  const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const units = new Uint16Array(length + windowSize);
  const starts = new Uint32Array(lines.length);
  let end = 0;
  for (const [index, line] of lines.entries()) {
    starts[index] = end;
    for (let at = 0; at < line.length; at += 1) {
      const unit = line.charCodeAt(at);
      if (unit !== space && unit !== tab) units[end++] = unit;
    }
    units[end++] = index === lines.length - 1 ? endMarker : lineFeed;
  }
  return { units: units.subarray(0, end + windowSize), starts };
}

/** The hash of the window that begins at each start. */
function rollingHashes(units: Uint16Array, starts: Uint32Array): readonly bigint[] {
  const hashes: bigint[] = [];
  let hash = 0n;
  for (let end = 0; end < units.length && hashes.length < starts.length; end += 1) {
    const gone = end < windowSize ? 0 : (units[end - windowSize] ?? 0);
    hash = BigInt.asUintN(64, hash * base + BigInt(units[end] ?? 0) - leaving * BigInt(gone));
    while (hashes.length < starts.length && starts[hashes.length] === end - windowSize + 1) hashes.push(hash);
  }
  return hashes;
}
