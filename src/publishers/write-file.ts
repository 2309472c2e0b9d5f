import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isInside } from '../core/is-inside.ts';
import type { OutputFile } from './output-file.ts';

/**
 * Writes one file whole or not at all: beside its place first, then moved there. A symbolic link at its place is
 * replaced, never followed; a folder that leads out of the repository through a symbolic link is refused.
 */
export async function writeFile(folder: string, repositoryFolder: string, file: OutputFile): Promise<void> {
  const target = join(folder, ...file.name.split('/'));
  const parent = dirname(target);
  await refuseWayOut(parent, repositoryFolder);
  await makeFolder(parent);
  const temporary = join(parent, `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeChunks(temporary, file);
    await rename(temporary, target);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
}

/** One folder at a time: where nothing can be made, as below `/proc`, `mkdir` with `recursive` never ends. */
async function makeFolder(folder: string): Promise<void> {
  const there = await deepestExisting(folder);
  const missing = relative(there, folder).split(sep).filter(Boolean);
  for (const [index] of missing.entries()) {
    await mkdir(join(there, ...missing.slice(0, index + 1))).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  }
}

/** Removes what an earlier run left, so that nobody takes it for this one's. */
export async function removeFile(folder: string, repositoryFolder: string, name: string): Promise<void> {
  const target = join(folder, ...name.split('/'));
  await refuseWayOut(dirname(target), repositoryFolder);
  await rm(target, { force: true });
}

/** Characters gathered before they are written: a report of many findings comes in as many small strings. */
const chunkLength = 256 * 1024;

async function writeChunks(path: string, file: OutputFile): Promise<void> {
  await using handle = await open(path, 'wx', 0o644);
  let gathered = '';
  for await (const piece of file.content()) {
    if (typeof piece === 'string') gathered += piece;
    if (gathered.length > 0 && (typeof piece !== 'string' || gathered.length >= chunkLength)) {
      await handle.writeFile(gathered);
      gathered = '';
    }
    if (typeof piece !== 'string') await handle.writeFile(piece);
  }
  if (gathered.length > 0) await handle.writeFile(gathered);
}

/** Why a file of the output folder cannot be written, for the user to mend; undefined where nothing is known against it. */
export async function obstacleTo(
  folder: string,
  repositoryFolder: string,
  name: string,
): Promise<string | undefined> {
  const target = join(folder, ...name.split('/'));
  const obstacle = await obstacleIn(dirname(target), repositoryFolder);
  if (obstacle !== undefined || !(await lstat(target).catch(() => undefined))?.isDirectory()) return obstacle;
  return `${target} is a folder, and the pipe writes a file of this name; remove it, or set OUTPUT_DIR to another folder`;
}

/** Why nothing can be written below a folder, for the user to mend; undefined where nothing is known against it. */
export async function obstacleIn(folder: string, repositoryFolder: string): Promise<string | undefined> {
  const isFile = `${folder}, or what it lies in, is a file; accepted: a folder`;
  try {
    await refuseWayOut(folder, repositoryFolder);
    return (await stat(await deepestExisting(folder))).isDirectory() ? undefined : isFile;
  } catch (thrown) {
    if (thrown instanceof LinkError) return thrown.message;
    if (!(thrown instanceof Error && 'code' in thrown)) throw thrown;
    if (thrown.code === 'ENOTDIR') return isFile;
    return `nothing can be written there (${thrown.message}); accepted: a folder that the pipe can reach or make`;
  }
}

/** A symbolic link is in the way to the output folder: it leads out of the repository, or nowhere. */
class LinkError extends Error {
  override readonly name = 'LinkError';
}

/** A folder that the settings name outside the repository is somebody's choice; a link out of it is a trap. */
async function refuseWayOut(folder: string, repositoryFolder: string): Promise<void> {
  if (!isInside(resolve(repositoryFolder), resolve(folder))) return;
  const real = await realpath(await deepestExisting(resolve(folder)));
  if (isInside(await realpath(repositoryFolder), real)) return;
  throw new LinkError(
    `the output folder ${folder} leads out of the repository through a symbolic link, to ${real}: remove the link or set OUTPUT_DIR to another folder`,
  );
}

async function deepestExisting(folder: string): Promise<string> {
  try {
    await realpath(folder);
    return folder;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code !== 'ENOENT' && code !== 'ELOOP') throw thrown;
    if ((await lstat(folder).catch(() => undefined))?.isSymbolicLink()) {
      throw new LinkError(
        `${folder} is a symbolic link that leads nowhere; remove it, or set OUTPUT_DIR to another folder`,
      );
    }
    const parent = dirname(folder);
    if (parent === folder) throw thrown;
    return deepestExisting(parent);
  }
}
