import type { Scalar } from 'yaml';

/** One command line of a script, comments left out and continued lines joined. */
export interface Command {
  readonly text: string;
  /** The script item that it stands in. */
  readonly node: Scalar;
}

/**
 * The rules' expressions look at a command from each of its words on, so that one of 200 kB would take minutes. A longer
 * one is looked at in pieces, which overlap by as much as what they tell is long. UTF-16 units.
 */
const longestPiece = { whole: 4000, overlap: 400 };

/** A script item can hold several lines. */
export function commandsOf(node: Scalar, text: string): Command[] {
  return wholeCommands(node, text).flatMap((command) => piecesOf(command));
}

function piecesOf({ text, node }: Command): Command[] {
  const pieces: Command[] = [];
  for (let start = 0; start === 0 || start + longestPiece.overlap < text.length; ) {
    pieces.push({ text: text.slice(start, start + longestPiece.whole), node });
    start += longestPiece.whole - longestPiece.overlap;
  }
  return pieces;
}

function wholeCommands(node: Scalar, text: string): Command[] {
  const commands: Command[] = [];
  let line = '';
  for (const part of text.split('\n')) {
    const joined = line + part;
    if (joined.endsWith('\\')) {
      line = `${joined.slice(0, -1)} `;
      continue;
    }
    line = '';
    const command = withoutComment(joined).trim();
    if (command !== '') commands.push({ text: command, node });
  }
  if (line.trim() !== '') commands.push({ text: line.trim(), node });
  return commands;
}

/** One use of a variable: `$NAME` or `${NAME…}`. */
export interface Expansion {
  readonly name: string;
  /** As written. */
  readonly text: string;
  readonly index: number;
  readonly quoting: 'none' | 'single' | 'double';
}

const quotes: Readonly<Record<string, Expansion['quoting']>> = { "'": 'single', '"': 'double' };
const expansionPattern = /^\$(?:\{[#!]?([A-Za-z_]\w*)[^}]*\}|([A-Za-z_]\w*))/;

/** The variables that a shell would put into the command, with the quotes that they stand in. */
export function expansionsOf(text: string): Expansion[] {
  const found: Expansion[] = [];
  walkShell(text, (index, quoting) => {
    if (text[index] !== '$') return;
    const match = expansionPattern.exec(text.slice(index, index + 200));
    const name = match?.[1] ?? match?.[2];
    if (match !== null && name !== undefined) found.push({ name, text: match[0], index, quoting });
  });
  return found;
}

function withoutComment(line: string): string {
  let end = line.length;
  walkShell(line, (index, quoting) => {
    const starts =
      line[index] === '#' && quoting === 'none' && (index === 0 || /\s/.test(line[index - 1] ?? ''));
    if (starts && index < end) end = index;
  });
  return line.slice(0, end);
}

/** Visits every unit that is not escaped, with the quotes that it stands in. */
function walkShell(text: string, visit: (index: number, quoting: Expansion['quoting']) => void): void {
  let quoting: Expansion['quoting'] = 'none';
  for (let index = 0; index < text.length; index += 1) {
    const unit = text[index] ?? '';
    const quote = quotes[unit];
    if (unit === '\\' && quoting !== 'single') index += 1;
    else if (quote === undefined || (quoting !== 'none' && quoting !== quote)) visit(index, quoting);
    else quoting = quoting === 'none' ? quote : 'none';
  }
}
