import { posix } from 'node:path';

const tag = /<%(%|#|==|=|-)?([\s\S]*?)(-?%>|$)/g;

/**
 * The Ruby in an ERB template, each part where it stands: what is put out is assigned to `_`, and to `__` if it is put
 * out as it is. https://docs.ruby-lang.org/en/master/ERB.html
 */
export function erbCode(file: string, text: string): string {
  const plain = escapes(file) ? '_ =' : '__=';
  let code = '';
  let end = 0;
  for (const { index, 0: whole, 1: kind = '', 2: inner = '', 3: close = '' } of text.matchAll(tag)) {
    code += blank(text.slice(end, index));
    end = index + whole.length;
    if (kind === '%' || kind === '#') code += blank(whole);
    else code += opened(kind, plain) + inner + close.replace('-%>', ' \n ').replace('%>', '\n ');
  }
  return code + blank(text.slice(end));
}

function opened(kind: string, plain: string): string {
  if (kind === '==') return '__ =';
  return kind === '=' ? plain : ' '.repeat(2 + kind.length);
}

/** All but line breaks as blanks. */
const blank = (text: string) => text.replaceAll(/[^\n]/g, ' ');

/** Rails escapes; what fills in other templates, such as Sinatra, does not. What is no page needs no escaping. */
function escapes(file: string): boolean {
  const [, ...formats] = posix.basename(file).split('.');
  return formats.length > 1 || /(?:^|\/)app\//.test(file);
}
