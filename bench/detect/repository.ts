import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A public repository whose files are measured on; nothing of it is kept. */
export interface Source {
  readonly owner: string;
  readonly name: string;
  /** What is needed of it, relative; everything if unsaid. */
  readonly paths?: readonly string[];
  /** In full; the newest if unsaid. */
  readonly commit?: string;
}

export interface Fetched {
  /** Absolute path of the work tree. */
  readonly folder: string;
  readonly commit: string;
}

export const github = 'https://github.com/{owner}/{name}.git';

/**
 * Clones a commit of a source below `into`.
 *
 * @param from Address of a repository, with `{owner}` and `{name}` in it: a server, or a folder with copies.
 * @throws What git said, where it cannot be had.
 */
export async function fetchRepository(source: Source, from: string, into: string): Promise<Fetched> {
  const address = from.replaceAll('{owner}', source.owner).replaceAll('{name}', source.name);
  const folder = join(into, `${source.owner}-${source.name}`);
  const git = async (args: readonly string[], cwd?: string) => {
    const { stdout } = await run('git', [...args], {
      cwd,
      maxBuffer: 2 ** 26,
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_LFS_SKIP_SMUDGE: '1' },
      timeout: 300_000,
    });
    return stdout.trim();
  };
  const isFolder = !address.includes('://');
  await git([
    ...['clone', '--quiet', '--no-checkout'],
    ...(isFolder ? [] : ['--depth', '1', '--filter=blob:none']),
    ...['--', address, folder],
  ]);
  const { commit = 'HEAD', paths = ['.'] } = source;
  if (!isFolder && source.commit !== undefined)
    await git(['fetch', '--quiet', '--depth', '1', 'origin', commit], folder);
  await git(['reset', '--quiet', '--soft', commit], folder);
  await git(['checkout', '--quiet', commit, '--', ...paths], folder);
  return { folder, commit: await git(['rev-parse', 'HEAD'], folder) };
}
