import { blank } from '../../templates/blank.ts';
import { codeEnd, indentedCode, type Lowered, lineEnd, rubyOf, valuesIn } from './indented-code.ts';

const element = /(?:[%.#][\w:-]+)+/y;
const removers = /[<>/]{0,3}/y;
const operator = /!=(?!=)|!~|&=|&~|=(?!=)|~/y;

/**
 * The Ruby in a Haml template, each part where it stands; `__` is called with what is put out as it is.
 * https://haml.info/docs/yardoc/file.REFERENCE.html
 */
export const hamlCode = (text: string): string => indentedCode(text, statement);

function statement(text: string, start: number): Lowered {
  const line = text.slice(start, lineEnd(text, start));
  if (line.startsWith('-#')) return { code: blank(line), within: blank };
  if (/^:[a-z]+\s*$/.test(line)) return { code: blank(line), within: filters[line.trim()] ?? escaped };
  if (line.startsWith('-')) return { code: ` ${rubyOf(text.slice(start + 1, codeEnd(text, start)))}` };
  const from = elementEnd(text, start);
  const [kind] = matchAt(operator, text, from);
  if (kind === undefined)
    return { code: blank(text.slice(start, from)) + escaped(text.slice(from, lineEnd(text, from))) };
  const code = rubyOf(text.slice(from + kind.length, codeEnd(text, from)));
  return { code: blank(text.slice(start, from)) + opened(kind, code) + code };
}

/** Without a space after it, `__` would be the beginning of a name. */
function opened(kind: string, code: string): string {
  return kind.startsWith('!') && /^[\s(]/.test(code) ? '__' : ' '.repeat(kind.length);
}

const escaped = (text: string) => valuesIn(text, 'never');

/** What a script holds is put out as it is in most versions of Haml; what escapes markup leaves it a script. */
const filters: Readonly<Record<string, (line: string) => string>> = {
  ':javascript': (line) => valuesIn(line, 'always'),
  ':ruby': (line) => line,
};

/** Where an element ends with its attributes: what it holds begins there. */
function elementEnd(text: string, start: number): number {
  const [name] = matchAt(element, text, start);
  if (name === undefined) return start;
  let end = start + name.length;
  while (/[{([]/.test(text.charAt(end))) {
    const closed = closing(text, end);
    if (closed === undefined) break;
    end = closed;
  }
  return end + (matchAt(removers, text, end)[0]?.length ?? 0);
}

/** Nobody writes more. Characters. */
const longestAttributes = 4_000;

/** Where the bracket at `start` is closed; undefined where it is not. */
function closing(text: string, start: number): number | undefined {
  const parts = /"(?:[^"\\\n]|\\.){0,1000}"|'(?:[^'\\\n]|\\.){0,1000}'|[{([]|[)}\]]/g;
  let depth = 0;
  for (const { index, 0: part } of text.slice(start, start + longestAttributes).matchAll(parts)) {
    if ('{(['.includes(part)) depth++;
    else if (')}]'.includes(part)) depth--;
    if (depth === 0) return start + index + part.length;
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): readonly (string | undefined)[] {
  const sticky = new RegExp(pattern);
  sticky.lastIndex = at;
  return sticky.exec(text) ?? [];
}
