import { blank } from '../../templates/blank.ts';

/** What a statement of a template becomes, and where the next one begins. */
export interface Lowered {
  /** As long as the text that it stands for. */
  readonly code: string;
  /** What the lines under it become that stand further to the right; without it they are statements, too. */
  readonly within?: (line: string) => string;
}

/**
 * The Ruby in a template in which the space before a line says what it is in. `statement` is given the template and the
 * place of a statement, after that space.
 */
export function indentedCode(text: string, statement: (text: string, start: number) => Lowered): string {
  let code = '';
  let inner: { readonly depth: number; readonly lower: (line: string) => string } | undefined;
  while (code.length < text.length) {
    const start = code.length;
    const line = text.slice(start, lineEnd(text, start));
    const depth = line.search(/\S/);
    if (inner !== undefined && depth !== -1 && depth <= inner.depth) inner = undefined;
    if (depth === -1) code += line;
    else if (inner !== undefined) code += inner.lower(line);
    else {
      const { code: own, within } = statement(text, start + depth);
      code += line.slice(0, depth) + own;
      if (within !== undefined) inner = { depth, lower: within };
    }
    if (code.length < text.length) code += '\n';
  }
  return code;
}

/** Where the line ends that `from` is in, without its break. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Longer ones are none. Lines. */
const mostLines = 100;

/** Where the Ruby ends that begins at `from`: what ends with a comma or a `|` goes on in the next line. */
export function codeEnd(text: string, from: number): number {
  let end = lineEnd(text, from);
  for (let lines = 1; lines < mostLines && end < text.length; lines++) {
    if (!/(?:,|\s\||\\)[ \t\r]*$/.test(text.slice(Math.max(from, end - 80), end))) break;
    end = lineEnd(text, end + 1);
  }
  return end;
}

const opening = /^\s*(?:if|unless|elsif|while|until|case)\b/;
const branch = /^\s*(?:else|end|when|for|begin|rescue|ensure)\b/;
const block = /(?:\bdo|\{(?=[ \t]?\|))[ \t]{0,9}(?:\|[^|\n]{0,200}\|)?[ \t\r]*$/;
const pipes = /[ \t]\|(?=[ \t\r]*$)/gm;

/**
 * The Ruby of a statement, without what stands further to the right: nothing closes an `if` or a block, so of these only
 * what is evaluated is left. What a block is given is not known then.
 */
export function rubyOf(code: string): string {
  return branch.test(code)
    ? blank(code)
    : code.replace(opening, blank).replace(block, blank).replace(pipes, blank);
}

const inText = /#\{((?:[^{}\n]|\{[^{}\n]{0,200}\}){1,1000})\}/g;

/**
 * The values in a text, each a statement of its own; all else is blank. They are put out as they are in all cases, in
 * none, or where they stand between two braces each.
 */
export function valuesIn(text: string, asItIs: 'always' | 'never' | 'in two braces'): string {
  let code = '';
  for (const { index, 0: whole, 1: value = '' } of text.matchAll(inText)) {
    const before = blank(text.slice(code.length, index));
    if (asItIs === 'in two braces' && /^\{.*\}$/.test(value)) code += `${before}__(${value.slice(1, -1)});`;
    else if (asItIs === 'always' && before.length > 1) code += `${before.slice(2)};__(${value})`;
    else code += `${before};(${value})`;
    code += blank(text.slice(code.length, index + whole.length));
  }
  return code + blank(text.slice(code.length));
}
