import { blank } from './blank.ts';

export const razorFiles = /\.(?:cshtml|razor)$/i;

const makesMarkup =
  /\b(?:Html\s*\.\s*Raw|new\s+(?:Mvc)?HtmlString|MvcHtmlString\s*\.\s*Create|\(MarkupString\)\s*)\s*\(|^[ \t]*(?:@\{[ \t]*)?(?:var|string|String)\??[ \t]+\w{1,80}[ \t]*=[^=;{}\n<][^;{}\n]{0,500};/gm;
/** Longer ones are no argument. Characters. */
const longest = 2_000;
/** A page with more of them is none. */
const mostUnclosed = 100;

/**
 * What of a Razor page (https://learn.microsoft.com/aspnet/core/mvc/views/razor) is put out as it is, as C# where it
 * stands, after what is read from the request. The rest of the page escapes by itself.
 */
export function razorCode(text: string): string {
  let code = '';
  let from = 0;
  let unclosed = 0;
  for (const { index, 0: start } of text.matchAll(makesMarkup)) {
    if (index < from) continue;
    const end = start.endsWith(';') ? index + start.length : endOfCall(text, index + start.length);
    if (end === undefined) {
      unclosed += 1;
      if (unclosed > mostUnclosed) break;
      continue;
    }
    const isWhole = start.endsWith(';') || end === text.length || text[end] === '\n';
    code +=
      blank(text.slice(from, index)) + text.slice(index, end).replace('@{', '  ') + (isWhole ? '' : ';');
    from = isWhole ? end : end + 1;
  }
  return code + blank(text.slice(from));
}

/** After the bracket that closes the call; undefined where none does. */
function endOfCall(text: string, from: number): number | undefined {
  let depth = 1;
  const brackets = text.slice(from, from + longest).matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[()]/gs);
  for (const { index, 0: part } of brackets) {
    if (part === '(') depth += 1;
    else if (part === ')') depth -= 1;
    if (depth === 0) return from + index + 1;
  }
  return undefined;
}
