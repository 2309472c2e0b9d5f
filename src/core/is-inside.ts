import { relative } from 'node:path';

/** True where the absolute path `path` is `root` or lies below it; says nothing of symbolic links. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || !(way === '..' || way.startsWith('../') || way.startsWith('/'));
}
