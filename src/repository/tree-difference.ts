import type { Git } from './git.ts';
import { splitNul } from './split-nul.ts';
import { decodePath } from './unquote-path.ts';

/**
 * Tracked files of the scanned tree that are not as `HEAD` has them (in a pull-request pipeline the merge result, so
 * that what the destination brings is no difference). Paths that are no UTF-8 are left out.
 * Throws a ToolError where git cannot tell.
 */
export async function treeDifference(git: Git): Promise<readonly string[]> {
  const output = await git.run(
    ['diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', '--ignore-submodules=all', 'HEAD', '--'],
    { maxOutputBytes: 1 << 30 },
  );
  return splitNul(output).flatMap((path) => decodePath(path) ?? []);
}
