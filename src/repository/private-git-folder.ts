import { cp, lstat, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';

/** A git directory of our own that reads the objects of a clone, and nothing that could run code. */
export interface PrivateGitFolder {
  readonly gitDir: string;
  /** The clone's own git directory (of the main work tree). */
  readonly originalGitDir: string;
}

/**
 * Makes a git directory in `folder` for the checkout at `root`; undefined where `root` is no checkout.
 *
 * Whoever can write a repository's configuration can make git run programs: filters, diff drivers, fsmonitor, hooks,
 * credential helpers. So the scanned clone's configuration is never read. The private directory borrows the clone's
 * objects through `objects/info/alternates` (https://git-scm.com/docs/gitrepository-layout), and copies its refs,
 * HEAD, index and shallow list, which are data. Fetched objects land here, never in the clone.
 */
export async function createPrivateGitFolder(
  root: string,
  folder: string,
): Promise<PrivateGitFolder | undefined> {
  const own = await findGitDir(root);
  if (own === undefined) return undefined;
  const common = await commonDir(own);
  const gitDir = join(folder, 'git');
  await mkdir(join(gitDir, 'objects', 'info'), { recursive: true });
  await mkdir(join(gitDir, 'refs'), { recursive: true });
  await mkdir(join(gitDir, 'info'), { recursive: true });
  await writeFile(join(gitDir, 'objects', 'info', 'alternates'), `${join(common, 'objects')}\n`);
  await writeFile(join(gitDir, 'config'), await ownConfig(common));
  await copyIfThere(join(own, 'HEAD'), join(gitDir, 'HEAD'));
  await copyIfThere(join(own, 'index'), join(gitDir, 'index'));
  for (const name of ['packed-refs', 'shallow', 'info/exclude']) {
    await copyIfThere(join(common, name), join(gitDir, name));
  }
  for (const name of await readdir(own)) {
    if (/^sharedindex\.[0-9a-f]+$/.test(name)) await copyIfThere(join(own, name), join(gitDir, name));
  }
  await cp(join(common, 'refs'), join(gitDir, 'refs'), {
    recursive: true,
    filter: async (path) => !(await isSymbolicLink(path)),
  }).catch(() => undefined);
  return { gitDir, originalGitDir: common };
}

/** `.git` is a folder, or in a linked work tree or submodule a file that says `gitdir: PATH`. */
async function findGitDir(root: string): Promise<string | undefined> {
  const path = join(root, '.git');
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return path;
  if (!found?.isFile() || found.size > 64_000) return undefined;
  const [, target] = /^gitdir: (.+)$/m.exec(await readFile(path, 'utf8')) ?? [];
  if (target === undefined) return undefined;
  const gitDir = resolve(root, target.trim());
  return (await stat(gitDir).catch(() => undefined))?.isDirectory() ? gitDir : undefined;
}

async function commonDir(gitDir: string): Promise<string> {
  const text = await readFile(join(gitDir, 'commondir'), 'utf8').catch(() => undefined);
  if (text === undefined) return gitDir;
  const path = text.trim();
  return isAbsolute(path) ? path : resolve(gitDir, path);
}

/** Only what says how objects and refs are stored is taken over: without it git would misread them. */
async function ownConfig(gitDir: string): Promise<string> {
  const text = await readFile(join(gitDir, 'config'), 'utf8').catch(() => '');
  const sha256 = /^\s*objectformat\s*=\s*sha256\s*$/im.test(text);
  return sha256
    ? '[core]\n\trepositoryformatversion = 1\n\tbare = false\n[extensions]\n\tobjectFormat = sha256\n'
    : '[core]\n\trepositoryformatversion = 0\n\tbare = false\n';
}

async function copyIfThere(from: string, to: string): Promise<void> {
  const found = await stat(from).catch(() => undefined);
  if (found?.isFile()) await writeFile(to, await readFile(from));
}

async function isSymbolicLink(path: string): Promise<boolean> {
  return (await lstat(path)).isSymbolicLink();
}
