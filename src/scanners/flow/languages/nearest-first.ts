/** Files by how much of their path they share with another file's, the most first. */
export function nearestFirst(files: Iterable<string>, from: string): readonly string[] {
  return [...files].sort((one, other) => sharedLength(other, from) - sharedLength(one, from));
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
