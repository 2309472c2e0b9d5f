import type { Git } from './git.ts';
import { splitNul } from './split-nul.ts';
import { decodePath } from './unquote-path.ts';

/**
 * Submodules that a change adds or moves to another commit: their files are in another repository. Paths that are no
 * UTF-8 are left out. Throws a ToolError where git cannot tell.
 */
export async function changedSubmodules(git: Git, from: string, to: string): Promise<readonly string[]> {
  const output = await git.run(
    ['diff', '--raw', '-z', '--no-renames', '--no-ext-diff', '--ignore-submodules=none', from, to, '--'],
    {
      maxOutputBytes: 1 << 30,
    },
  );
  const fields = splitNul(output);
  // `:old-mode new-mode old-hash new-hash status`, then the path.
  return fields.flatMap((field, index) => {
    const isSubmodule = /^:\d{6} 160000 /.test(field.subarray(0, 15).toString('latin1'));
    const path = isSubmodule ? fields[index + 1] : undefined;
    return path === undefined ? [] : (decodePath(path) ?? []);
  });
}
