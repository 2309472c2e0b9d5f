import { blank, inPlaceOf } from './blank.ts';

/** Pages of which the code is Java. */
export const jspFiles = /\.(?:jspx?|jspf|tagx?|tagf)$/i;

/** Calls that stand in the code for what the page does: rules speak of them by these names. */
const puts = '$p';
const asks = '$e()';
const includes = '$i';
const evaluates = '$q';
const isNoPage = '$j(';

/** Within quotes, where expressions may have quotes of their own. */
const value = (quote: string) =>
  `${quote}(?:<%=(?:[^%]|%(?!>)){0,2000}%>|<(?!%=)|[^${quote}<]){0,2000}${quote}`;
const attributes = String.raw`(?:\s{1,200}[\w:.-]{1,80}\s{0,20}=\s{0,20}(?:${value('"')}|${value("'")})){0,40}`;
const parts = new RegExp(
  [
    '<%--.*?(?:--%>|$)',
    '<%@.*?(?:%>|$)',
    '<%=.*?(?:%>|$)',
    '<%!?.*?(?:%>|$)',
    '<jsp:(?:scriptlet|declaration|expression)>.*?(?:</jsp:[a-z]{6,14}>|$)',
    String.raw`<[\w-]{1,40}:[\w.-]{1,60}${attributes}\s{0,200}/?>`,
    String.raw`\$\{[^{}]{0,1000}\}`,
  ].join('|'),
  'gs',
);

/** Of a page what is not markup: code, expressions, and elements that are more than markup. */
export const jspParts = (text: string) => text.matchAll(parts);

/**
 * The Java of a page (https://jakarta.ee/specifications/pages/4.0/jakarta-server-pages-spec-4.0), each part where it
 * stands: what is put out as it is becomes a call.
 */
export function jspCode(text: string): string {
  let code = '';
  let from = 0;
  for (const { index, 0: part } of jspParts(text)) {
    code += blank(text.slice(from, index)) + codeOf(part);
    from = index + part.length;
  }
  return code + blank(text.slice(from));
}

function codeOf(part: string): string {
  if (part.startsWith('<%--')) return blank(part);
  if (part.startsWith('<%@')) return ofDirective(part);
  if (part.startsWith('<%=')) return expression(part, puts);
  if (part.startsWith('<%')) return scriptlet(part, part.startsWith('<%!') ? 3 : 2);
  if (part.startsWith('${')) return ofExpressionLanguage(part);
  const element = /^<jsp:(scriptlet|declaration|expression)>/.exec(part);
  if (element === null) return ofTag(part);
  const [start, name] = element;
  const end = /<\/jsp:[a-z]+>$/.exec(part)?.index ?? part.length;
  const inner = part.slice(start.length, end);
  const [before, after] = name === 'expression' ? [`${puts}(`, ');'] : ['', ''];
  return before.padEnd(start.length) + inner + after.padEnd(part.length - end);
}

/** What is no page that a browser shows as HTML. */
function ofDirective(part: string): string {
  const type = /\bcontentType\s{0,9}=\s{0,9}["']([^"';]{1,80})/.exec(part)?.[1];
  return type === undefined || /html/.test(type) ? blank(part) : inPlaceOf(part, isNoPage, ');');
}

function expression(part: string, calls: string): string {
  return part.endsWith('%>') ? `${calls}(${part.slice(3, -2)});` : blank(part);
}

/** A comment of one line ends with it. */
function scriptlet(part: string, start: number): string {
  const isClosed = part.endsWith('%>');
  return ' '.repeat(start) + part.slice(start, isClosed ? -2 : undefined) + (isClosed ? '\n ' : '');
}

const request = String.raw`(?:param|paramValues|header|headerValues|cookie)\s{0,9}(?:\.|\[)[\w.'"[\]-]{1,200}|pageContext\s{0,9}\.\s{0,9}request\s{0,9}\.\s{0,9}(?:queryString|getParameter\([^()]{1,100}\)|getHeader\([^()]{1,100}\))`;
/** All of it, or what a choice comes to. */
const asked = new RegExp(String.raw`^\$\{(?:[^{}]*[?:])?\s*(?:${request})\s*(?::[^{}]*)?\}$`);

function ofExpressionLanguage(part: string): string {
  return asked.test(part) ? inPlaceOf(part, `${puts}(${asks}`, ');') : blank(part);
}

/** Tags escape what they put out, as a rule; `c:out` may be told not to. */
function ofTag(part: string): string {
  const raw = /^<c:out\b/.test(part) && /\bescapeXml\s*=\s*["']false["']/.test(part);
  const calls = raw ? puts : /^<jsp:(?:include|forward)\b/.test(part) ? includes : evaluates;
  return part.replaceAll(/<%=(?:[^%]|%(?!>))*%>|\$\{[^{}]*\}|[^<$]+|[<$]/g, (one) => {
    if (one.startsWith('<%=')) return expression(one, calls);
    if (!one.startsWith('${') || calls === evaluates || !asked.test(one)) return blank(one);
    return inPlaceOf(one, `${calls}(${asks}`, ');');
  });
}
