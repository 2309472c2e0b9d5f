import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { ConfigError } from '../core/errors.ts';
import type { RunTool } from '../process/run-tool.ts';
import { createGit, type Git } from './git.ts';
import type { Origin } from './origin.ts';
import { createPrivateGitFolder } from './private-git-folder.ts';
import { readWorkTree, type WorkTree } from './work-tree.ts';

/** The folder under scan, and git over it where it is a checkout and git is installed. */
export interface Checkout {
  readonly root: string;
  readonly git?: Git;
  /** How the files were when this was first asked. Throws a ToolError where git cannot tell. */
  readonly workTree?: () => Promise<WorkTree>;
  /** Why there is no git. */
  readonly detail?: string;
}

/**
 * Opens the folder under scan.
 *
 * @throws ConfigError where there is no such folder.
 */
export async function openCheckout(options: {
  readonly folder: string;
  readonly workFolder: string;
  readonly gitProgram: string | undefined;
  readonly path: string;
  readonly runTool: RunTool;
  readonly signal: AbortSignal;
  /** Where history that is missing may be fetched from, by the clone's own git directory; nowhere if unsaid. */
  readonly findOrigin?: (gitDir: string) => Promise<Origin | undefined>;
}): Promise<Checkout> {
  const root = await realpath(options.folder).catch(() => undefined);
  if (root === undefined) {
    throw new ConfigError([
      { where: 'BITBUCKET_CLONE_DIR', message: `there is no folder ${JSON.stringify(options.folder)}` },
    ]);
  }
  if (!(await isReadable(root))) {
    const message = `the folder ${JSON.stringify(options.folder)} cannot be read by the user that the pipe runs as`;
    throw new ConfigError([{ where: 'BITBUCKET_CLONE_DIR', message }]);
  }
  if (options.gitProgram === undefined) return { root, detail: 'git is not installed' };
  const places = await createPrivateGitFolder(root, options.workFolder);
  if (places === undefined) return { root, detail: 'the folder is no git checkout' };
  const git = createGit(options.runTool, {
    program: options.gitProgram,
    root,
    path: options.path,
    signal: options.signal,
    gitDir: places.gitDir,
    origin: await options.findOrigin?.(places.originalGitDir),
  });
  let workTree: Promise<WorkTree> | undefined;
  return {
    root,
    git,
    workTree: () => {
      workTree ??= readWorkTree(git);
      return workTree;
    },
  };
}

async function isReadable(folder: string): Promise<boolean> {
  return access(folder, constants.R_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}
