import { copyFile, lstat, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { readRegularFile } from './source-trees.ts';

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
  if (!(await isRegularFile(join(own, 'HEAD')))) return undefined;
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
  await copyRefs(join(common, 'refs'), join(gitDir, 'refs'));
  return { gitDir, originalGitDir: common };
}

/** `.git` is a folder, or in a linked work tree or submodule a file that says `gitdir: PATH`. */
async function findGitDir(root: string): Promise<string | undefined> {
  const path = join(root, '.git');
  if (await isFolder(path)) return path;
  const [, target] = /^gitdir: (.+)$/m.exec(await readText(path)) ?? [];
  if (target === undefined) return undefined;
  const gitDir = resolve(root, target.trim());
  return (await isFolder(gitDir)) ? gitDir : undefined;
}

async function commonDir(gitDir: string): Promise<string> {
  const path = (await readText(join(gitDir, 'commondir'))).trim();
  if (path === '' || path.includes('\n')) return gitDir;
  return isAbsolute(path) ? path : resolve(gitDir, path);
}

/** Only what says how objects and refs are stored is taken over: without it git would misread them. */
async function ownConfig(gitDir: string): Promise<string> {
  const text = await readText(join(gitDir, 'config'));
  const sha256 = /^\s*objectformat\s*=\s*sha256\s*$/im.test(text);
  return sha256
    ? '[core]\n\trepositoryformatversion = 1\n\tbare = false\n[extensions]\n\tobjectFormat = sha256\n'
    : '[core]\n\trepositoryformatversion = 0\n\tbare = false\n';
}

/** Refs are small files in folders; a link among them could lead anywhere, and to read a FIFO would never end. */
async function copyRefs(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true }).catch(() => [])) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      await mkdir(target, { recursive: true });
      await copyRefs(source, target);
    } else {
      await copyIfThere(source, target);
    }
  }
}

async function copyIfThere(from: string, to: string): Promise<void> {
  if (await isRegularFile(from)) await copyFile(from, to);
}

async function readText(path: string): Promise<string> {
  return (await readRegularFile(path))?.toString() ?? '';
}

async function isRegularFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() === true;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
