import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { codeName } from '../core/code-name.ts';
import { scriptCode, scriptedFiles } from './flow/templates/script-code.ts';
import { isMinified } from './minified.ts';
import type { RulePrefilter } from './prefilter/rule-prefilter.ts';
import type { ScanTarget } from './scanner.ts';

/** How the files of a target reach ast-grep. */
export interface AstGrepFiles {
  /** Scanned where they are: those in which a rule could match. */
  readonly plain: readonly string[];
  /**
   * Scanned as copies in `folder`, because ast-grep passes over text that is not UTF-8 without a word, and knows a
   * script by its name only. Of pages they hold the scripts alone, where they stand.
   */
  readonly copied: CopiedFiles;
  /** Scanned a second time as copies in which no comment switches a rule off: what only they show is suppressed. */
  readonly unsuppressed: CopiedFiles;
  /** Could not be read. */
  readonly unreadable: readonly string[];
  /** ast-grep would pass over them. */
  readonly tooLarge: readonly string[];
  /** Not looked into, though a rule could match. */
  readonly minified: readonly string[];
}

export interface CopiedFiles {
  readonly folder: string;
  /** The names of the copies, to the files that they are of. */
  readonly files: ReadonlyMap<string, string>;
}

/** The comment with which scanned code switches rules off: https://ast-grep.github.io/guide/project/severity.html */
const ignoreComment = Buffer.from('ast-grep-ignore');
/** As long as the other, so that every place in the file stays where it is. */
const disarmedComment = 'ast-grep_ignore';

/** A file beyond both is passed over by ast-grep 0.51 (measured; nothing says so on its output). */
const largestFile = { bytes: 3_000_000, lines: 200_000 };
/** No code that anybody reads; to look into it would cost more memory than a pipe has. Bytes. */
const largestRead = 16 * 1024 * 1024;

/** What programs that shorten code write; a long line of another language is somebody's, who may want it unseen. */
const bundles = /\.[cm]?js$/i;

/** After so many the other scanners, signals and timers get their turn. */
const filesAtOnce = 32;

/** @param prefilter tells a file of which ast-grep needs to make no tree */
export async function prepareAstGrepFiles(
  { root, files, scripts }: ScanTarget,
  workFolder: string,
  prefilter: Pick<RulePrefilter, 'couldMatch'>,
): Promise<AstGrepFiles> {
  const copied = { folder: join(workFolder, 'copied'), files: new Map<string, string>() };
  const unsuppressed = { folder: join(workFolder, 'unsuppressed'), files: new Map<string, string>() };
  const plain: string[] = [];
  const unreadable: string[] = [];
  const tooLarge: string[] = [];
  const minified: string[] = [];
  const sort = async (file: string, bytes: Buffer) => {
    const name = codeName(file, scripts);
    // Most pages have no script of their own.
    if (scriptedFiles.test(name) && !prefilter.couldMatch(name, bytes)) return;
    const text = textInstead(bytes, name, file);
    if (!prefilter.couldMatch(name, text === undefined ? bytes : Buffer.from(text))) return;
    if (bundles.test(name) && isMinified(text ?? bytes)) minified.push(file);
    else await take(file, { name, bytes, text });
  };
  const take = async (
    file: string,
    {
      name,
      bytes,
      text,
    }: { readonly name: string; readonly bytes: Buffer; readonly text: string | undefined },
  ) => {
    const isSuppressing = text?.includes(ignoreComment.toString()) ?? bytes.includes(ignoreComment);
    if (text === undefined) plain.push(file);
    else {
      copied.files.set(name, file);
      await writeCopy(copied.folder, name, text);
    }
    if (isSuppressing) {
      unsuppressed.files.set(name, file);
      const whole = text ?? bytes.toString('utf8');
      await writeCopy(unsuppressed.folder, name, whole.replaceAll(ignoreComment.toString(), disarmedComment));
    }
  };
  const room = Buffer.allocUnsafe(64 * 1024);
  for (const [index, file] of files.entries()) {
    if (index % filesAtOnce === filesAtOnce - 1) await setImmediate();
    const bytes = read(join(root, file), room);
    if (bytes === undefined) unreadable.push(file);
    else if (bytes === 'too large') tooLarge.push(file);
    else await sort(file, bytes);
  }
  return { plain, copied, unsuppressed, unreadable, tooLarge, minified };
}

/** What ast-grep is given for the file; undefined where it reads it itself. */
function textInstead(bytes: Buffer, name: string, file: string): string | undefined {
  const isPage = scriptedFiles.test(name);
  const text = textUnlessUtf8(bytes) ?? (name === file && !isPage ? undefined : bytes.toString('utf8'));
  return isPage && text !== undefined ? scriptCode(name, text) : text;
}

/**
 * Undefined where it cannot be read. At once, not by promises: for small files waiting takes the longest. What fits
 * into `room` is read into it, so that thousands of files are no work for the garbage collector.
 */
function read(path: string, room: Buffer): Buffer | 'too large' | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      const start = room.subarray(0, readSync(file, room, 0, room.length, 0));
      if (start.length < room.length) return start;
      if (fstatSync(file).size > largestRead) return 'too large';
      // Read from places of its own, so that the handle still stands at the first byte.
      const whole = readFileSync(file);
      return hasTooManyLines(whole) ? 'too large' : whole;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Undoes in a text of the results what the copy without suppressions changed. */
export function rearmComment(text: string): string {
  return text.replaceAll(disarmedComment, ignoreComment.toString());
}

async function writeCopy(folder: string, file: string, text: string): Promise<void> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** Undefined for UTF-8. Latin-1 keeps every line and column of the encodings that extend ASCII. */
function textUnlessUtf8(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return isUtf8(bytes) ? undefined : new TextDecoder('latin1').decode(bytes);
}

function hasTooManyLines(bytes: Buffer): boolean {
  if (bytes.length <= largestFile.bytes) return false;
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines > largestFile.lines;
}
