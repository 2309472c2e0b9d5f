import { ToolError } from '../core/errors.ts';
import type { Git } from './git.ts';
import { type DiffFile, UnifiedDiffReader } from './unified-diff.ts';

/**
 * A diff in more places is not read: a pull request of that size is doubt, not an empty diff. The first commit of a
 * hundred thousand files has as many places, and each takes some 200 bytes of memory.
 */
const mostPlaces = 500_000;

/** Neither more history nor Bitbucket would help. */
export class DiffTooLargeError extends ToolError {
  constructor() {
    super('git', `the diff is in more than ${mostPlaces.toLocaleString('en')} places; split the change`);
  }
}

/** A commit by its hash; the index; the files as they are. */
type Later = { readonly commit: string } | 'index' | 'files';

/**
 * What changed from a commit to another one, to the index or to the files.
 * Throws a ToolError where git cannot tell, and a DiffTooLargeError where it tells too much.
 *
 * `--text`: a `.gitattributes` in the scanned repository could call a file binary and so hide its changed lines.
 */
export async function diff(git: Git, from: string, to: Later): Promise<readonly DiffFile[]> {
  const reader = new UnifiedDiffReader(mostPlaces);
  const args = [
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
  ];
  await git.run(args, { sink: reader }).catch((error: unknown) => {
    throw reader.isFull ? new DiffTooLargeError() : error;
  });
  return reader.end();
}

/** The tree without any file, so that a first commit can be compared with something. */
export async function emptyTree(git: Git): Promise<string> {
  const hash = await git.run(['hash-object', '-t', 'tree', '--stdin']);
  return hash.toString().trim();
}
