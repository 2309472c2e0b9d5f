import { blank } from '../../templates/blank.ts';
import { codeEnd, indentedCode, type Lowered, lineEnd, rubyOf, valuesIn } from './indented-code.ts';

/** An element that puts a value out: of its attributes those that are plain texts. */
const putOut =
  /^((?:(?:[a-z][\w:-]*|[.#][\w-]+)(?:[.#][\w-]+){0,20}(?:[ \t]+[\w:-]+=(?:"[^"\n]*"|'[^'\n]*')){0,20}[ \t]*)?)(==?)[<>']{0,2}(?=[\s(])/;

/**
 * The Ruby in a Slim template, each part where it stands; `__` is called with what is put out as it is.
 * https://github.com/slim-template/slim/blob/main/README.md#syntax-example
 */
export const slimCode = (text: string): string => indentedCode(text, statement);

function statement(text: string, start: number): Lowered {
  const line = text.slice(start, lineEnd(text, start));
  if (line.startsWith('/')) return { code: blank(line), within: blank };
  if (/^[|']/.test(line)) return { code: escaped(line), within: escaped };
  if (/^ruby:\s*$/.test(line)) return { code: blank(line), within: (code) => code };
  if (/^[a-z]+:\s*$/.test(line)) return { code: blank(line), within: escaped };
  if (line.startsWith('-')) return { code: ` ${rubyOf(text.slice(start + 1, codeEnd(text, start)))}` };
  const [opened, before = '', kind = ''] = putOut.exec(line) ?? [];
  if (opened === undefined) return { code: escaped(line) };
  const code = rubyOf(text.slice(start + opened.length, codeEnd(text, start)));
  const call = kind === '==' ? '__' : ' ';
  return { code: (blank(before) + call).padEnd(opened.length) + code };
}

const escaped = (text: string) => valuesIn(text, 'in two braces');
