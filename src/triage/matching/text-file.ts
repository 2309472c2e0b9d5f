import type { Alignment } from './align-lines.ts';
import type { Fact } from './fact.ts';

/** A file's text on one side, as numbers of lines, and what of it has found its counterpart. */
export interface TextFile {
  readonly path: string;
  readonly lines: Int32Array;
  /** 1 where the line has a counterpart somewhere. Lines count from 0. */
  readonly aligned: Uint8Array;
  /** Findings on the file's lines without a match so far. */
  readonly rest: Set<Fact>;
}

/** Some lines of two files, laid side by side. */
export interface Comparison {
  /** True where both are whole files, that begin and end together. */
  readonly isWhole: boolean;
  readonly before: Excerpt;
  readonly after: Excerpt;
  readonly alignment: Alignment;
}

/** A selection of a file's lines, in their order. */
export interface Excerpt {
  readonly file: TextFile;
  /** Numbers of the lines, as in the file. */
  readonly lines: Int32Array;
  /** Where in the excerpt a line of the file is, from 0; -1 where it is not. */
  indexOf(line: number): number;
  /** Which line of the file the excerpt's line at this index is, both from 0. */
  lineAt(index: number): number;
}

export function wholeText(file: TextFile): Excerpt {
  return {
    file,
    lines: file.lines,
    indexOf: (line) => (line < file.lines.length ? line : -1),
    lineAt: (index) => index,
  };
}

/** The lines that have no counterpart yet. */
export function unalignedText(file: TextFile): Excerpt {
  const chosen: number[] = [];
  const places: number[] = [];
  const indexes = new Int32Array(file.lines.length).fill(-1);
  for (const [line, isAligned] of file.aligned.entries()) {
    if (isAligned === 1) continue;
    indexes[line] = chosen.length;
    chosen.push(file.lines[line] ?? -1);
    places.push(line);
  }
  return {
    file,
    lines: Int32Array.from(chosen),
    indexOf: (line) => indexes[line] ?? -1,
    lineAt: (index) => places[index] ?? -1,
  };
}

/** Remembers which lines of both files have found their counterpart. */
export function markAligned({ before, after, alignment }: Comparison): void {
  for (const [side, counterparts] of [
    [before, alignment.toAfter],
    [after, alignment.toBefore],
  ] as const) {
    for (let line = 0; line < side.file.lines.length; line += 1) {
      const index = side.indexOf(line);
      if (index !== -1 && counterparts[index] !== -1) side.file.aligned[line] = 1;
    }
  }
}
