import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/**
 * Tells of folders of a tree, relative with `/`, whether they are where they seem to be: no symbolic link on the way.
 * Looks at each folder once.
 */
export function createFolderCheck(root: string): (folder: string) => Promise<boolean> {
  const realRoot = realpath(root);
  realRoot.catch(() => undefined);
  const known = new Map<string, Promise<boolean>>();
  const look = async (folder: string) => {
    try {
      const [real, base] = await Promise.all([realpath(join(root, folder)), realRoot]);
      return real === join(base, folder) && `${real}${sep}`.startsWith(`${base}${sep}`);
    } catch {
      return false;
    }
  };
  return (folder) => {
    const answer = known.get(folder) ?? look(folder);
    known.set(folder, answer);
    return answer;
  };
}
