import type { Git } from './git.ts';
import { textsOf, treeEntries } from './split-nul.ts';

/** What the index says, and where the files are something else. */
export interface WorkTree {
  /** In the index's order; a path with a conflict has several. */
  readonly entries: readonly IndexEntry[];
  /** Paths of which git, by type, size and times, does not know that they are as the index has them. */
  readonly doubtful: ReadonlySet<string>;
}

export interface IndexEntry {
  /** Undefined where it is no UTF-8. */
  readonly path: string | undefined;
  /** Six octal digits, such as `100644`. */
  readonly mode: string;
  /** False where the index tells git not to look at the file, as in a sparse checkout. */
  readonly isLookedAt: boolean;
}

/**
 * Lists the index and looks at every file that it names once; git does so several times faster than we could. A file
 * behind a symbolic link is a missing one to it. Throws a ToolError where git cannot tell.
 */
export async function readWorkTree(git: Git): Promise<WorkTree> {
  const options = { maxOutputBytes: 1 << 30 };
  const [index, doubtful] = await Promise.all([
    git.run(['ls-files', '-z', '--stage', '-v'], options),
    git.run(['diff-files', '-z', '--name-only', '--no-renames', '--ignore-submodules=all'], options),
  ]);
  return {
    entries: treeEntries(index).map(({ fields, path }) => ({
      path,
      mode: fields.slice(2, 8),
      // In lower case it is taken for unchanged, `S` is left out: https://git-scm.com/docs/git-ls-files
      isLookedAt: fields.startsWith('H') || fields.startsWith('M'),
    })),
    doubtful: new Set(textsOf(doubtful).filter((path) => path !== undefined)),
  };
}
