import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { ChangedFile } from '../core/change.ts';
import { codeName, type Scripts } from '../core/code-name.ts';
import { createFolderCheck } from '../repository/folder-check.ts';
import { isAstGrepFile } from '../scanners/ast-grep-languages.ts';
import { type MisleadingPlace, misleadingPlaces } from './misleading-text.ts';

/** What a change brings that runs, and that no rule could see. */
export interface HiddenCode {
  /** What no scanner reads: its path, and why. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
  /** Lines that the change adds and that do not run as they read. */
  readonly misleading: readonly (MisleadingPlace & { readonly path: string })[];
}

/** Bytes of a file that are read: larger ones are no code that anybody writes. */
const mostBytes = 4 * 1024 * 1024;

/**
 * First bytes of what a machine runs: ELF, Windows, Mach-O, Java classes, WebAssembly.
 * https://en.wikipedia.org/wiki/List_of_file_signatures
 */
const programMarks = ['\x7fELF', 'MZ', '\xfe\xed\xfa', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe', '\0asm'];
/** Archives and compiled code that a runtime loads by their name. */
const programName = /\.(?:jar|war|ear|class|pyc|pyo|pyd|whl|egg|gem|phar|node|so|dll|exe|wasm)$/i;
/** Texts with a `#!` line that a scanner takes by their name. */
const shellName = /\.(?:sh|bash|ksh|dash|zsh)$/i;

/** Looks at the files of a change that are there; symbolic links are told and not followed. */
export async function findHiddenCode(
  root: string,
  files: readonly ChangedFile[],
  scripts?: Scripts,
): Promise<HiddenCode> {
  const isInside = createFolderCheck(root);
  const unread: { path: string; why: string }[] = [];
  const misleading: (MisleadingPlace & { path: string })[] = [];
  for (const { path, added } of files) {
    if (!(await isInside(posix.dirname(path)))) continue;
    const found = await lstat(join(root, path)).catch(() => undefined);
    if (found?.isSymbolicLink() === true) unread.push({ path, why: 'a symbolic link' });
    if (found?.isFile() !== true) continue;
    const bytes = await readStart(join(root, path));
    const why = reasonUnread(path, codeName(path, scripts), bytes);
    if (why !== undefined) unread.push({ path, why });
    if (isPicture(codeName(path, scripts), bytes)) continue;
    misleading.push(...misleadingPlaces(path, bytes, added).map((place) => ({ ...place, path })));
  }
  return { unread, misleading };
}

function reasonUnread(path: string, name: string, bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, 4);
  if (programName.test(path) || programMarks.some((mark) => start.startsWith(mark))) return 'a program';
  return start.startsWith('#!') && !isCodeName(name) ? 'a script in another language' : undefined;
}

function isCodeName(name: string): boolean {
  return isAstGrepFile(name) || shellName.test(name);
}

/**
 * Pictures, fonts, archives: nobody reads them as text, and git shows none of their lines. A NUL alone is no proof of
 * it, as most languages run what has one: what is called as code is looked at whatever it holds, and so is UTF-16.
 */
function isPicture(name: string, bytes: Buffer): boolean {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return !isCodeName(name) && !isUtf16 && bytes.includes(0);
}

/** Empty where it cannot be read: that is told by who scans it. */
async function readStart(path: string): Promise<Buffer> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch(() => undefined);
  if (file === undefined) return Buffer.alloc(0);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, mostBytes)));
    return buffer.subarray(0, bytesRead);
  } catch {
    return Buffer.alloc(0);
  } finally {
    await file.close();
  }
}
