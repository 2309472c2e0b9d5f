import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * True where a symbolic link on the way to `path` leads out of `root`, or nowhere. What does not exist leads nowhere
 * either, but harmlessly: its nearest existing folder decides.
 */
export function leadsOutside(root: string, path: string): boolean {
  for (let part = path; part !== '.'; part = dirname(part)) {
    try {
      if (!isInside(realpathSync.native(root), realpathSync.native(join(root, part)))) return true;
      return false;
    } catch {
      if (isLink(join(root, part))) return true;
    }
  }
  return false;
}

/** True where the absolute path `path` is `root` or lies below it; says nothing of symbolic links. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || !(way === '..' || way.startsWith('../') || way.startsWith('/'));
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
