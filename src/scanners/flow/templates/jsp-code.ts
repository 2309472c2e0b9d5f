import { blank, inPlaceOf } from './blank.ts';
import { asksRequest } from './jsp-expression.ts';

/** Pages of which the code is Java. */
export const jspFiles = /\.(?:jspx?|jspf|tagx?|tagf)$/i;

/** Calls that stand in the code for what the page does: rules speak of them by these names. */
const puts = '$p';
const asks = '$e()';
const includes = '$i';
const evaluates = '$q';
const isNoPage = '$j(';
export const standsHere = '$n';

const setsVariable = /^<c:(?:set|forEach)\b/;

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
  const held = new Set<string>();
  let code = '';
  let from = 0;
  for (const { index, 0: part } of jspParts(text)) {
    code += blank(text.slice(from, index));
    if (part.startsWith('${')) code = withExpression(code, part, held);
    else code += codeOf(part, held);
    if (setsVariable.test(part)) hold(part, held);
    from = index + part.length;
  }
  return code + blank(text.slice(from));
}

/** The page's own short names may leave too little room: markup before it has more. */
function withExpression(code: string, part: string, held: ReadonlySet<string>): string {
  if (!asksRequest(part, held)) return code + blank(part);
  const call = `${puts}(${asks});`;
  const missing = Math.max(0, call.length - part.length);
  const covered = call.length - missing;
  // Every line stays where it is.
  if (!code.endsWith(' '.repeat(missing)) || part.slice(0, covered).includes('\n')) return code + blank(part);
  return code.slice(0, code.length - missing) + call + blank(part.slice(covered));
}

/** `<c:set var="a" value="${param.a}"/>`: a name of the page for what is asked. A fixed value is for want of another one. */
function hold(part: string, held: Set<string>): void {
  const variable = /\bvar\s*=\s*["'](\w{1,80})["']/.exec(part)?.[1];
  const value = /\b(?:value|items)\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(part);
  const given = value?.[1] ?? value?.[2];
  if (variable === undefined) return;
  if (Array.from(given?.matchAll(/\$\{[^{}]*\}/g) ?? []).some(([one]) => asksRequest(one, held)))
    held.add(variable);
  else if (given === undefined || given.includes('${')) held.delete(variable);
}

function codeOf(part: string, held: ReadonlySet<string>): string {
  if (part.startsWith('<%--')) return blank(part);
  if (part.startsWith('<%@')) return ofDirective(part);
  if (part.startsWith('<%=')) return expression(part, puts);
  if (part.startsWith('<%')) return scriptlet(part, part.startsWith('<%!') ? 3 : 2);
  const element = /^<jsp:(scriptlet|declaration|expression)>/.exec(part);
  if (element === null) return ofTag(part, held);
  const [start, name] = element;
  const end = /<\/jsp:[a-z]+>$/.exec(part)?.index ?? part.length;
  const inner = part.slice(start.length, end);
  const [before, after] = name === 'expression' ? [`${puts}(`, ');'] : ['', ''];
  return before.padEnd(start.length) + inner + after.padEnd(part.length - end);
}

/** What is no page that a browser shows as HTML, and other files that stand here. */
function ofDirective(part: string): string {
  const file = /^<%@\s{0,9}include\s[^%]{0,80}?\bfile\s{0,9}=\s{0,9}["']([^"'\\]{1,200})["']/.exec(part)?.[1];
  if (file !== undefined) return inPlaceOf(part, `${standsHere}("${file}"`, ');');
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

/** Tags escape what they put out, as a rule; `c:out` may be told not to. */
function ofTag(part: string, held: ReadonlySet<string>): string {
  const raw = /^<c:out\b/.test(part) && /\bescapeXml\s*=\s*["']false["']/.test(part);
  const calls = raw ? puts : /^<jsp:(?:include|forward)\b/.test(part) ? includes : evaluates;
  return part.replaceAll(/<%=(?:[^%]|%(?!>))*%>|\$\{[^{}]*\}|[^<$]+|[<$]/g, (one) => {
    if (one.startsWith('<%=')) return expression(one, calls);
    if (!one.startsWith('${') || calls === evaluates || !asksRequest(one, held)) return blank(one);
    return inPlaceOf(one, `${calls}(${asks}`, ');');
  });
}
