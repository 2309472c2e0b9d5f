/** Lines between a package's name and its version, in every lock file that has them apart. */
const reach = 4;

/** Where a lock file or manifest names the package in this version, from 1; else where it names it at all. */
export function lineOfPackage(text: string, name: string, version: string): number | undefined {
  // Maven's names are `group:artifact`; the file has them on lines of their own.
  const short = name.slice(name.lastIndexOf(':') + 1);
  const lines = text.split('\n');
  const named = lines.flatMap((line, index) => (hasWord(line, short) ? [index] : []));
  // A name also stands where others depend on it; where it is installed, its version is the nearest. npm says so.
  const installed = `node_modules/${name}"`;
  const rank = (index: number) => (lines[index]?.includes(installed) === true ? 0 : 1);
  const distances = named
    .map((index) => ({
      index,
      distance: lines.slice(index, index + 1 + reach).findIndex((line) => hasVersion(line, version)),
    }))
    .filter(({ distance }) => distance !== -1)
    .sort((a, b) => rank(a.index) - rank(b.index) || a.distance - b.distance);
  const index = distances[0]?.index ?? named[0];
  return index === undefined ? undefined : index + 1;
}

/** Not as the least of a range of versions. */
function hasVersion(line: string, version: string): boolean {
  return hasWord(line.replace(/(?:[~^]|[<>]=?)\s?v?\d[\w.-]*/g, ''), version);
}

/** Not as a part of a longer name: `lodash` is neither in `lodash.merge` nor in `lodash-es`; `v1.2.3` is 1.2.3. */
function hasWord(line: string, word: string): boolean {
  if (word === '') return false;
  for (let at = line.indexOf(word); at !== -1; at = line.indexOf(word, at + 1)) {
    const before = line.slice(Math.max(0, at - 1), at);
    const after = line.slice(at + word.length, at + word.length + 2);
    if (!/[\w.-]/.test(before.replace(/^v$/, '')) && !/^(?:[\w-]|\.\w)/.test(after)) return true;
  }
  return false;
}
