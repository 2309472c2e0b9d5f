import { blank, inPlaceOf } from './blank.ts';

/** Pages, controls and master pages of WebForms. */
export const aspxFiles = /\.(?:aspx|ascx|master)$/i;

/** The call that stands for `<%= %>`; compilers keep such names for themselves. */
const puts = '__';

const parts =
  /<%--.*?(?:--%>|$)|<%[@$].*?(?:%>|$)|<%#?:.*?(?:%>|$)|<%[=#]?.*?(?:%>|$)|<script(?=[^<>]{0,200}\brunat\s*=\s*["']?server)[^<>]{0,200}>.*?(?:<\/script>|$)/gis;

/**
 * The C# of a page (https://learn.microsoft.com/previous-versions/aspnet/fy30at8h(v=vs.100)), each part where it
 * stands: what is put out as it is becomes a call.
 */
export function aspxCode(text: string): string {
  if (/<%@[^%]{0,500}\bLanguage\s*=\s*["']?(?:VB|J)/i.test(text)) return blank(text);
  let code = '';
  let from = 0;
  for (const { index, 0: part } of text.matchAll(parts)) {
    code += blank(text.slice(from, index)) + codeOf(part);
    from = index + part.length;
  }
  return code + blank(text.slice(from));
}

/** What the code says of its page: the class of the code beside it. */
export const classOfPage = (code: string) => /\/\*:(\w+) *\*\//.exec(code)?.[1];

function codeOf(part: string): string {
  const inherits = /^<%@.*?\bInherits\s*=\s*["'](?:[\w.]{0,200}\.)?(\w{1,100})["']/is.exec(part)?.[1];
  if (inherits !== undefined) return inPlaceOf(part, `/*:${inherits}`, '*/');
  if (/^<%(?:--|[@$]|#?:)/.test(part)) return blank(part);
  if (part.startsWith('<s') || part.startsWith('<S')) return ofScript(part);
  const isClosed = part.endsWith('%>');
  const inner = part.slice(3, isClosed ? -2 : undefined);
  if (/^<%[=#]/.test(part)) return isClosed ? `${puts}(${inner});` : blank(part);
  // A comment of one line ends with it.
  return `  ${part.slice(2, isClosed ? -2 : undefined)}${isClosed ? '\n ' : ''}`;
}

/** Its methods are those of a class. */
function ofScript(part: string): string {
  const start = part.slice(0, part.indexOf('>') + 1);
  const end = /<\/script>$/i.exec(part)?.[0] ?? '';
  const inner = part.slice(start.length, part.length - end.length);
  return inPlaceOf(start, 'class __Script', '{') + inner + (end === '' ? '' : inPlaceOf(end, '', '}'));
}
