/** The least of the versions that mend it and is above the one in use; undefined where there is none. */
export function nextVersion(current: string, fixed: readonly string[]): string | undefined {
  return fixed.filter((version) => compareVersions(version, current) > 0).sort(compareVersions)[0];
}

/** By their numbers from the left; of equal numbers the one with a word (`-rc1`) is the lesser. */
function compareVersions(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (let index = 0; index < Math.max(left.numbers.length, right.numbers.length); index += 1) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(right.early) - Number(left.early);
}

function partsOf(version: string): { readonly numbers: readonly number[]; readonly early: boolean } {
  const [release = '', ...rest] = version.replace(/^[vV]/, '').split(/[-+]/);
  return {
    numbers: release.split('.').map((part) => Number.parseInt(part, 10) || 0),
    early: rest.length > 0,
  };
}
