import type { Checkout } from './checkout.ts';
import { textsOf } from './split-nul.ts';

/**
 * Tracked files of the scanned tree that are not as `HEAD` has them (in a pull-request pipeline the merge result, so
 * that what the destination brings is no difference). Paths that are no UTF-8 are left out.
 * Throws a ToolError where git cannot tell.
 */
export async function treeDifference({ git, workTree }: Checkout): Promise<readonly string[]> {
  if (git === undefined || workTree === undefined) return [];
  const { doubtful } = await workTree();
  const args = ['diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', '--ignore-submodules=all'];
  // Where all files are as the index has them, none need be looked at again.
  const output = await git.run([...args, ...(doubtful.size === 0 ? ['--cached'] : []), 'HEAD', '--'], {
    maxOutputBytes: 1 << 30,
  });
  return textsOf(output).filter((path) => path !== undefined);
}
