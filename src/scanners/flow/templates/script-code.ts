import { blank } from './blank.ts';

/** Pages of a browser, and components that are written like pages. */
export const scriptedFiles = /\.(?:vue|svelte|html?)$/i;

/** Stands, called, where a page puts the value of an expression out as markup. No code of anybody calls anything so. */
export const markupCall = '_\u00b5put';
/** Stands, called, where a name is given to each of a list: with both. */
export const loopCall = '_\u00b5of';

/** The attributes may hold a `>` between quotes. */
const begin = /<!--|<(?:script|style)\b((?:[^<>"']|"[^"]{0,500}"|'[^']{0,500}'){0,400})>/gi;
const runs =
  /^(?:$|module$|ts$|tsx$|js$|jsx$|(?:text|application)\/(?:x-)?(?:java|ecma|type|live)script\b|text\/babel$)/i;
/** https://vuejs.org/api/built-in-directives.html#v-html, https://svelte.dev/docs/svelte/@html */
const raw =
  /\bv-html=(?:"(?<value>[^"]{1,2000})"|'(?<value>[^']{1,2000})')|\bv-for=(?:"(?<loop>[^"]{1,500})"|'(?<loop>[^']{1,500})')|\{@html\s/g;
/** https://vuejs.org/api/built-in-directives.html#v-for */
const loop = /^(\s*\(?\s*)([A-Za-z_$][\w$]{0,80})([\s\S]*?)\s(?:in|of)\s([\s\S]{1,400})$/;
/** What an element does when something happens to it: https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-attributes */
const handler = /(?<=\s)on[a-z]{3,30}="([^"&]{1,2000})"/gi;
/** What a server fills in before the page is sent. */
const filledIn = /\{\{[^{}\n]{0,300}\}\}|\{%[^\n]{0,300}?%\}|<[%?][^\n]{0,300}?[%?]>/g;
/** Longer ones are no expression. Characters. */
const longest = 2_000;
/** A component with more of them is none. */
const mostUnclosed = 100;

/**
 * The script of a page, where it stands: what is between the tags of scripts, what elements do when something happens
 * to them, and the values that are put out as markup, each as the one argument of `markupCall`.
 */
export function scriptCode(file: string, text: string): string {
  const isComponent = !/\.html?$/i.test(file);
  const codeOf = (part: string) => (isComponent ? part : part.replaceAll(filledIn, placeholder));
  let code = '';
  let from = 0;
  for (const { start, end } of scriptsIn(text)) {
    code += markupCode(text.slice(from, start), isComponent) + codeOf(text.slice(start, end));
    from = end;
  }
  return code + markupCode(text.slice(from), isComponent);
}

/** What is between the tags; what is commented out is none. */
function scriptsIn(text: string): readonly { readonly start: number; readonly end: number }[] {
  const scripts: { start: number; end: number }[] = [];
  let from = 0;
  for (;;) {
    begin.lastIndex = from;
    const tag = begin.exec(text);
    if (tag === null) return scripts;
    const start = tag.index + tag[0].length;
    const close = tag[0] === '<!--' ? /-->/g : /^<style/i.test(tag[0]) ? /<\/style/gi : /<\/script/gi;
    close.lastIndex = start;
    const end = close.exec(text)?.index;
    if (end === undefined) return scripts;
    if (/^<script/i.test(tag[0]) && isRun(tag[1] ?? '')) scripts.push({ start, end });
    from = end;
  }
}

function isRun(attributes: string): boolean {
  if (/(?:^|\s)src\s*=/i.test(attributes)) return false;
  const type = /(?:^|\s)type\s*=\s*["']?([^"'\s>]*)/i.exec(attributes)?.[1] ?? '';
  return runs.test(type);
}

/** `0`, which is a value wherever one is asked for, and nothing else of it. */
function placeholder(filled: string): string {
  return (filled.startsWith('{{') ? '0' : ' ').padEnd(filled.length);
}

function markupCode(markup: string, isComponent: boolean): string {
  const puts = putsIn(markup);
  const reactions = isComponent ? [] : [...markup.matchAll(handler)].map(reactionOf);
  let code = '';
  let from = 0;
  for (const { start, code: own } of [...puts, ...reactions].sort((one, other) => one.start - other.start)) {
    if (start < from) continue;
    code += blank(markup.slice(from, start)) + own;
    from = start + own.length;
  }
  const rest = blank(markup.slice(from));
  // The tag that closes a script ends its last statement.
  return code === '' && rest !== '' ? rest.replace(/^ /, ';') : code + rest;
}

interface Piece {
  readonly start: number;
  /** As long as what it stands for. */
  readonly code: string;
}

function putsIn(markup: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let unclosed = 0;
  for (const { index: start, 0: whole, groups } of markup.matchAll(raw)) {
    const { value, loop: over } = groups ?? {};
    if (over !== undefined) {
      pieces.push(...loopsIn(over, start));
      continue;
    }
    const from = start + whole.length;
    const end = value === undefined ? endOfBrace(markup, from) : from;
    if (end === undefined) {
      unclosed += 1;
      if (unclosed > mostUnclosed) break;
      continue;
    }
    const before = value === undefined ? whole.length : whole.length - value.length - 1;
    pieces.push({ start, code: `${`;${markupCall}(`.padEnd(before)}${value ?? markup.slice(from, end)})` });
  }
  return pieces;
}

/** `v-for="(one, index) in list"`; the name keeps no place of its own, its list does. */
function loopsIn(over: string, start: number): readonly Piece[] {
  const [, before = '', name = '', more = '', list = ''] = loop.exec(over) ?? [];
  if (name === '') return [];
  const call = `;${loopCall}(${name},`;
  // `v-for="`, and what separates the two.
  const room = 'v-for="'.length + over.length - list.length;
  return call.length > room || `${before}${more}`.includes('{')
    ? []
    : [{ start, code: `${call.padEnd(room)}${list})` }];
}

/** Of the brace that closes the one before; undefined where none does. */
function endOfBrace(text: string, from: number): number | undefined {
  let depth = 1;
  for (const { index, 0: brace } of text.slice(from, from + longest).matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth === 0) return from + index;
  }
  return undefined;
}

function reactionOf({ index, 0: whole, 1: code = '' }: RegExpExecArray): Piece {
  return { start: index, code: `${';'.padEnd(whole.length - code.length - 2)}{${code}}` };
}
