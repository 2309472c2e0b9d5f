import type { Git } from './git.ts';
import { textsOf } from './split-nul.ts';

/**
 * Paths that git neither tracks nor ignores; undefined for one that is no UTF-8. Throws a ToolError where git cannot
 * tell.
 *
 * @param among Only these; without them git walks through all folders.
 */
export async function listUntracked(
  git: Git,
  among: readonly string[] = [],
): Promise<readonly (string | undefined)[]> {
  const args = ['ls-files', '-z', '--others', '--exclude-standard', '--', ...among];
  return textsOf(await git.run(args, { maxOutputBytes: 1 << 30 }));
}
