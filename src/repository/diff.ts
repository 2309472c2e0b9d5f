import type { Git } from './git.ts';
import { type DiffFile, parseUnifiedDiff } from './unified-diff.ts';

/** A diff beyond this is not read: a pull request of that size is doubt, not an empty diff. Bytes. */
const maxDiffBytes = 256 * 1024 * 1024;

/** A commit by its hash; the index; the files as they are. */
type Later = { readonly commit: string } | 'index' | 'files';

/**
 * What changed from a commit to another one, to the index or to the files.
 * Throws a ToolError where git cannot tell.
 *
 * `--text`: a `.gitattributes` in the scanned repository could call a file binary and so hide its changed lines.
 */
export async function diff(git: Git, from: string, to: Later): Promise<readonly DiffFile[]> {
  const output = await git.run(
    [
      'diff',
      '--text',
      '--unified=0',
      '--find-renames',
      '--no-ext-diff',
      '--no-textconv',
      '--no-color',
      '--no-relative',
      '--ignore-submodules=all',
      '--src-prefix=a/',
      '--dst-prefix=b/',
      '--diff-algorithm=histogram',
      ...(to === 'index' ? ['--cached'] : []),
      from,
      ...(typeof to === 'string' ? [] : [to.commit]),
      '--',
    ],
    { maxOutputBytes: maxDiffBytes },
  );
  return parseUnifiedDiff(output);
}

/** The tree without any file, so that a first commit can be compared with something. */
export async function emptyTree(git: Git): Promise<string> {
  const hash = await git.run(['hash-object', '-t', 'tree', '--stdin']);
  return hash.toString().trim();
}
