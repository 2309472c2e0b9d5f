import { realpath, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Change } from '../core/change.ts';
import { ConfigError } from '../core/errors.ts';
import { blobAt, readBlob } from '../repository/blob-at.ts';
import type { Checkout } from '../repository/checkout.ts';
import { destinationOf } from './destination-policy.ts';

interface Inputs {
  readonly checkout: Checkout;
  readonly change: Change;
  readonly workFolder: string;
}

export interface BaselineFile {
  /** Absolute; absent where the destination has none, and the pull request's own does not count. */
  readonly file?: string;
  /** One line on which one it is. */
  readonly detail: string;
}

/**
 * The file that `BASELINE` names, absolute.
 *
 * @throws ConfigError where there is none, or a link leads to it.
 */
export async function locateBaseline(root: string, path: string): Promise<string> {
  const file = resolve(root, path);
  if (!(await stat(file).catch(() => undefined))?.isFile()) {
    throw refused(
      `there is no file ${JSON.stringify(path)}; accepted: auto, merge-base, changed-lines, none, or the path of a SARIF file`,
    );
  }
  const name = nameInside(root, file);
  if (name !== undefined && (await realpath(file)) !== join(await realpath(root), name)) {
    throw refused(
      `${JSON.stringify(path)} is a symbolic link, or behind one; give the path of the file itself`,
    );
  }
  return file;
}

/**
 * The file that counts as `BASELINE`. Where a pull request brings or changes it, the destination's does: nobody writes
 * the list of what is forgiven them.
 */
export async function baselineFileOf(path: string, inputs: Inputs): Promise<BaselineFile> {
  const { checkout, change, workFolder } = inputs;
  const file = await locateBaseline(checkout.root, path);
  const name = nameInside(checkout.root, file);
  if (name === undefined || !isOfChange(change, name) || checkout.git === undefined) {
    return { file, detail: `BASELINE=${path}` };
  }
  const commit = await destinationOf(checkout.git, change);
  const there = commit === undefined ? undefined : await blobAt(checkout.git, commit, name);
  if (there === undefined || there.isLink) {
    return { detail: `${path} is the pull request’s own and does not count for it` };
  }
  const copy = join(workFolder, 'destination-baseline.sarif');
  await writeFile(copy, await readBlob(checkout.git, there));
  return { file: copy, detail: `BASELINE=${path} as the destination has it: the pull request changes it` };
}

/** Relative with `/`; undefined for a file outside. */
function nameInside(root: string, file: string): string | undefined {
  const name = relative(root, file).split(sep).join('/');
  return name.startsWith('../') || isAbsolute(name) ? undefined : name;
}

/** True for a file that a pull request brings or changes. */
export function isOfChange({ pullRequests, files }: Change, path: string): boolean {
  return pullRequests.length > 0 && files?.has(path) === true;
}

function refused(message: string): ConfigError {
  return new ConfigError([{ where: 'BASELINE', message }]);
}
