import type { RawOutput } from './raw-output.ts';
import { namesIn } from './values-in.ts';

const name = String.raw`[A-Za-z_]\w{0,80}(?:\.\w{1,80}|\[\s{0,9}['"]?\w{1,80}['"]?\s{0,9}\]){0,8}`;
const shown = new RegExp(String.raw`^\$\{\s*(?:[^{}]*[?:]\s*)?(${name})\s*(?::[^{}]*)?\}$`);
const attribute = String.raw`(?:\(\s{0,9}[\w<>.,\s]{1,80}\)\s{0,9})?(?:request|pageContext)\s{0,9}\.\s{0,9}(?:getAttribute|findAttribute)\(\s{0,9}"(\w{1,80})"\s{0,9}(?:,\s{0,9}[\w.]{1,80}\s{0,9})?\)`;
const variables = new RegExp(String.raw`\b(\w{1,80})\s{0,9}=\s{0,9}${attribute}\s{0,9};`, 'g');
const read = new RegExp(String.raw`^<%=\s*(?:\(?\s*${attribute}\s*\)?|(\w{1,80}))\s*%>$`);
const setsName = /^<[\w-]+:[^>]*?\svar\s*=/;
const handsOn = /^<c:(?:set|forEach|forTokens)\b/;
/** Others that have it in their scope: the page's own names for them come first. */
const scopes = /^(?:requestScope|pageScope|sessionScope)\./;

/**
 * What a page puts out as it is of what it was given.
 *
 * @param parts of the page, without its markup
 */
export function jspOutputs(text: string, parts: Iterable<RegExpExecArray>): readonly RawOutput[] {
  const aliases = new Map<string, string>(
    Array.from(text.matchAll(variables), ([, variable = '', given = '']) => [variable, given]),
  );
  const found: RawOutput[] = [];
  for (const { index: start, 0: part } of parts) {
    if (setsName.test(part)) alias(part, aliases);
    const name = shownBy(part, aliases);
    const names = name === undefined ? [] : namesIn(resolved(name.replace(scopes, ''), aliases));
    if (names.length > 0) found.push({ start, end: start + part.length, names });
  }
  return found;
}

function shownBy(part: string, aliases: ReadonlyMap<string, string>): string | undefined {
  if (part.startsWith('${')) return shown.exec(part)?.[1];
  if (part.startsWith('<%=')) {
    const [, given, variable = ''] = read.exec(part) ?? [];
    return given ?? aliases.get(variable);
  }
  if (!/^<c:out\b/.test(part) || !/\bescapeXml\s*=\s*["']false["']/.test(part)) return undefined;
  const value = /\bvalue\s*=\s*["'](\$\{[^{}]*\})["']/.exec(part)?.[1];
  return value === undefined ? undefined : shown.exec(value)?.[1];
}

/** `<c:set var="a" value="${b}"/>`, `<c:forEach var="a" items="${list}">`: one name for another. Other tags make something of their own. */
function alias(part: string, aliases: Map<string, string>): void {
  const variable = /\bvar\s*=\s*["'](\w{1,80})["']/.exec(part)?.[1];
  const value = /\b(?:value|items)\s*=\s*["'](\$\{[^{}]*\})["']/.exec(part)?.[1];
  const given = value === undefined || !handsOn.test(part) ? undefined : shown.exec(value)?.[1];
  // What is set to something else is not what was given.
  if (variable !== undefined) aliases.set(variable, (given ?? '').replace(scopes, ''));
}

function resolved(name: string, aliases: ReadonlyMap<string, string>, depth = 0): string {
  const [first = ''] = /^\w+/.exec(name) ?? [];
  const other = aliases.get(first);
  if (other === undefined || other === first || depth > 3) return name;
  return other === '' ? '' : resolved(other + name.slice(first.length), aliases, depth + 1);
}
