/**
 * The segments of a path with `/`, without empty ones and `.`, with `..` taken back. Undefined where it climbs above
 * its start, or holds a NUL, which no file name can.
 */
export function pathSegments(path: string): readonly string[] | undefined {
  if (path.includes('\0')) return undefined;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments;
}

/** `path` with its percent-encoding taken back; what is malformed stays: such a `%` is just a `%`. */
export function percentDecoded(path: string): string {
  if (!path.includes('%')) return path;
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
