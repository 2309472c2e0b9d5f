import picomatch from 'picomatch';

/** True where one of the globs fits the path; `**` crosses folders, `*` does not, and dot files count. */
export function pathFilter(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  // A leading `!` is a file's name here: what is left out is said by `exclude`.
  return picomatch([...globs], { dot: true, nonegate: true });
}

/** The files that `paths` of a policy leaves in. */
export function includedPath(paths: {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}): (path: string) => boolean {
  const included = paths.include.length === 0 ? () => true : pathFilter(paths.include);
  const excluded = pathFilter(paths.exclude);
  return (path) => included(path) && !excluded(path);
}
