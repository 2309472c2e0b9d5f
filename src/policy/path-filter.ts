import { compileGlob } from '../core/glob.ts';

/**
 * No file of a checkout has a longer path, or a longer name in it: PATH_MAX and NAME_MAX of Linux
 * (https://man7.org/linux/man-pages/man0/limits.h.0p.html). A report can name longer ones, on which a glob with several
 * stars would take very long.
 */
const longest = { path: 4096, name: 255 };

function isNoFile(path: string): boolean {
  // A large repository asks this of every file, and hardly any has a path longer than a name may be.
  if (path.length <= longest.name) return false;
  return path.length > longest.path || path.split('/').some((name) => name.length > longest.name);
}

/**
 * True where one of the globs fits the path; `**` crosses folders, `*` does not, and dot files count. A leading `!` is
 * a file's name here: what is left out is said by `exclude`.
 *
 * @throws GlobError for what is no glob
 */
export function pathFilter(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.map(compileGlob);
  return (path) => !isNoFile(path) && patterns.some((fits) => fits(path));
}

/** The files that `paths` of a policy leaves in; also what is no file at all, which no glob can mean. */
export function includedPath(paths: {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}): (path: string) => boolean {
  const included = paths.include.length === 0 ? () => true : pathFilter(paths.include);
  const excluded = pathFilter(paths.exclude);
  return (path) => isNoFile(path) || (included(path) && !excluded(path));
}
