import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { argumentChunks } from './argument-chunks.ts';
import type { ScanTarget } from './scanner.ts';

/**
 * Of longer scripts the flow of data is not followed: for one of 160 kB that took four minutes and 3 GB of memory, and
 * two seconds without. What it adds are hints on quoting and on commands that are never reached, no errors: whoever asks
 * for errors alone has them in a twelfth of the time. Bytes.
 */
const longestWithFlow = { errors: -1, hints: 64 * 1024 };
/** The first version that can be told so: https://github.com/koalaman/shellcheck/blob/master/CHANGELOG.md */
const canLeaveOutFlow = /^(?:0\.[1-9]\d|[1-9])/;
/** What a version before it is given: beyond, it takes more memory than a pipe has. Bytes. */
export const longestForOld = 128 * 1024;
/** Most scripts take 20 ms, so that two processes end at about the same time. */
const filesAtOnce = 40;

/** One process. */
export interface ShellcheckRun {
  readonly files: readonly string[];
  readonly options: readonly string[];
}

export interface ShellcheckRuns {
  readonly runs: readonly ShellcheckRun[];
  /** That this version must not be given. */
  readonly tooLong: readonly string[];
}

/** @param kind hints need to know what a sourced file sets, and where data flows; errors need neither */
export function shellcheckRuns(
  { root, files }: Pick<ScanTarget, 'root' | 'files'>,
  version: string,
  kind: 'errors' | 'hints',
): ShellcheckRuns {
  const isOld = !canLeaveOutFlow.test(version);
  const limit = isOld ? longestForOld : longestWithFlow[kind];
  const isLong = (file: string) => (statSync(join(root, file), { throwIfNoEntry: false })?.size ?? 0) > limit;
  const long = files.filter(isLong);
  const usual = files.filter((file) => !long.includes(file));
  const runs = [
    ...chunksOf(usual).map((chunk) => ({ files: chunk, options: [] })),
    ...(isOld ? [] : chunksOf(long)).map((chunk) => ({
      files: chunk,
      options: ['--extended-analysis=false'],
    })),
  ];
  return {
    runs: kind === 'hints' ? runs : runs.flatMap((run) => apart(root, run)),
    tooLong: isOld ? long : [],
  };
}

/**
 * What is sourced by others gets a run of its own: ShellCheck reads it once more for each script that sources it, if it
 * is given both at once. https://www.shellcheck.net/wiki/SC1091
 */
function apart(root: string, { files, options }: ShellcheckRun): readonly ShellcheckRun[] {
  const sourced = new Set(files.flatMap((file) => sourcedIn(join(root, file))));
  const isAlone = (file: string) => sourced.has(basename(file));
  const others = files.filter((file) => !isAlone(file));
  return [
    ...(others.length > 0 ? [{ files: others, options }] : []),
    ...files.filter(isAlone).map((file) => ({ files: [file], options })),
  ];
}

/** All names of a line that sources something: one too many costs a process. */
function sourcedIn(path: string): readonly string[] {
  const text = existsSync(path) ? readFileSync(path, 'latin1') : '';
  return [...text.matchAll(/(?:^|[\s;&|({])(?:\\?\.|source)[ \t]+([^\n]*)/g)].flatMap(
    ([, line = '']) => line.match(/[\w.+-]+/g) ?? [],
  );
}

function chunksOf(files: readonly string[]): string[][] {
  return argumentChunks(files).flatMap((chunk) =>
    Array.from({ length: Math.ceil(chunk.length / filesAtOnce) }, (_, index) =>
      chunk.slice(index * filesAtOnce, (index + 1) * filesAtOnce),
    ),
  );
}
