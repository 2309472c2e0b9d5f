// Functions, classes and the like of any language, by their indentation.
import type { Line, SourceFile } from './project.ts';
import type { Random } from './random.ts';

/** Lines from `from` to before `to`, indented by so many columns or more. */
export interface Block {
  readonly from: number;
  readonly to: number;
  readonly indentation: number;
}

function indentationOf({ text }: Line): number {
  return text.length - text.trimStart().length;
}

export const isBlank = (line: Line | undefined): boolean => line === undefined || line.text.trim() === '';

/** Runs of lines that begin behind a blank one and end before the next one that is indented no further. */
export function blocksOf({ lines }: SourceFile): readonly Block[] {
  return [...lines.keys()].flatMap((from) => {
    const line = lines[from];
    if (line === undefined || isBlank(line) || !isBlank(lines[from - 1]) || /^\s*[)}\]]/.test(line.text))
      return [];
    const indentation = indentationOf(line);
    let to = from + 1;
    while (to < lines.length && !endsBlock(lines, to, indentation)) to += 1;
    while (isBlank(lines[to - 1])) to -= 1;
    return to - from <= 120 ? [{ from, to, indentation }] : [];
  });
}

function endsBlock(lines: readonly Line[], at: number, indentation: number): boolean {
  const line = lines[at];
  if (line === undefined || isBlank(line)) return false;
  const own = indentationOf(line);
  return own < indentation || (own === indentation && isBlank(lines[at - 1]));
}

export function pickBlock(file: SourceFile, random: Random, least = 3): Block | undefined {
  const blocks = blocksOf(file).filter(({ from, to }) => to - from >= least);
  return blocks.length === 0 ? undefined : random.pick(blocks);
}

/** Where a block of this indentation could begin. */
export function gapFor(file: SourceFile, indentation: number, random: Random): number | undefined {
  const places = blocksOf(file).filter((block) => block.indentation === indentation);
  return places.length === 0 ? undefined : random.pick(places).from;
}
