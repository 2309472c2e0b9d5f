import { anyOf, type Names } from './template.ts';

/** A name with members; of PHP with its `$`. */
const chain =
  /^\$?[A-Za-z_$][\w$]{0,80}(?:(?:\?\.|\.|->|\?->|::)[\w$]{1,80}|\[\s{0,9}(?:'[\w.-]{0,80}'|"[\w.-]{0,80}"|\$?[\w.]{1,80})\s{0,9}\]){0,9}$/;
/** What hands on what it is given, in any of the languages. */
const passing =
  /^(?:JSON\.stringify|String|nl2br|trim|ucfirst|strtoupper|strtolower|implode|stripslashes|html_entity_decode|urldecode|decodeURIComponent|marked|marked\.parse)\(\s*(.*)\)$/s;
const passingMethod =
  /^(.*?)(?:\?)?\.(?:trim|toString|toUpperCase|toLowerCase|join|slice|substring|items|values|entries|ToString|Trim|strip|upper|lower|title|toArray|all)\([^()]{0,40}\)$/s;
/** `args.get('q')` */
const asked =
  /(?:\?)?\.(?:get|getlist|getParameter|input)\(\s{0,9}['"](\w{1,80})['"]\s{0,9}(?:,[^()]{0,80})?\)/g;
const text = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d[\d.]*)$/s;
/** Longer ones are data. Characters. */
const longest = 2_000;
const deepest = 6;

/**
 * The values that an expression comes to, or puts together: what a function makes of a value that nobody here knows is none.
 *
 * @param expression of whatever language a template has: they all write these parts alike
 */
export function valuesIn(expression: string, depth = 0): readonly Names[] {
  const whole = expression.trim().replaceAll(asked, '.$1');
  if (whole.length > longest || depth > deepest || whole === '') return [];
  if (chain.test(whole)) return [namesIn(whole)];
  if (text.test(whole)) return inText(whole, depth);
  if (/^`[^`]*`$/.test(whole)) return partsOf(whole, /\$\{([^{}]{1,200})\}/g, depth);
  const passed = passing.exec(whole)?.[1] ?? passingMethod.exec(whole)?.[1];
  const inner = passed ?? (isEnclosed(whole) ? whole.slice(1, -1) : undefined);
  if (inner !== undefined)
    return valuesIn(inner.replace(/,[^,()]*$/, ''), depth + 1).concat(ofEntries(inner, depth));
  const chosen = choices(whole) ?? operands(whole);
  return chosen.length < 2 ? [] : chosen.flatMap((one) => valuesIn(one, depth + 1));
}

/** `{ a: b }` as the argument of what hands on. */
function ofEntries(inner: string, depth: number): readonly Names[] {
  const value = /^\{\s*['"]?\w{1,80}['"]?\s*:\s*([^{},]{1,200})\}$/.exec(inner.trim())?.[1];
  return value === undefined ? [] : valuesIn(value, depth + 1);
}

/** `"a $b {$c}"` of PHP. */
function inText(whole: string, depth: number): readonly Names[] {
  return whole.startsWith('"') ? partsOf(whole, /\{?(\$\w{1,80}(?:->\w{1,80})?)\}?/g, depth) : [];
}

function partsOf(whole: string, pattern: RegExp, depth: number): readonly Names[] {
  return [...whole.matchAll(pattern)].flatMap(([, part = '']) => valuesIn(part, depth + 1));
}

export function namesIn(one: string): Names {
  const own = one.replaceAll(/\[\s*(?:\$\w+|[A-Za-z_]\w*(?:\.\w+)*)\s*\]/g, `.${anyOf}`);
  const names = own.split(/[^\w*]+/).filter((name) => name !== '');
  // `ViewBag.Title` and `ViewData["Title"]` are one.
  return /^(?:ViewBag|ViewData|TempData)$/.test(names[0] ?? '') ? names.slice(1) : names;
}

/** What follows a condition: `a ? b : c`, `b if a else c`. */
function choices(whole: string): readonly string[] | undefined {
  const written = /^(.+)\sif\s.+?(?:\selse\s(.+))?$/s.exec(whole);
  if (written !== null) return [written[1] ?? '', written[2] ?? "''"];
  const parts = splitAt(whole, /^(?:\?(?![.?\->:])|:(?!:))/);
  const [condition, yes, no] = parts;
  if (parts.length === 3 && yes !== undefined && no !== undefined) return [yes, no];
  const short = splitAt(whole, /^\?:/);
  return short.length === 2 && condition !== undefined ? short : undefined;
}

const operands = (whole: string) =>
  splitAt(
    whole,
    /^(?:\+(?!\+)|~|\|\||\?\?|&&|\sor\s|\s\.\s|(?<=['"])\s?\.\s?(?=\$)|(?<=[\w\])])\s?\.\s?(?=['"]))/,
  );

/** Parts between what matches outside of brackets and quotes. */
export function splitAt(whole: string, separator: RegExp): readonly string[] {
  const parts: string[] = [];
  let [depth, from, at] = [0, 0, 0];
  const separates = new RegExp(separator.source.replace(/^\^/, ''), `${separator.flags.replace('y', '')}y`);
  while (at < whole.length) {
    const char = whole.charAt(at);
    if (`'"\``.includes(char)) {
      const end = closing(whole, at);
      separates.lastIndex = end;
      at = end;
      continue;
    }
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    separates.lastIndex = at;
    const found = depth === 0 ? separates.exec(whole)?.[0] : undefined;
    if (found !== undefined && found !== '') {
      parts.push(whole.slice(from, at));
      at += found.length;
      from = at;
    } else at += 1;
  }
  return [...parts, whole.slice(from)];
}

/** After the quote that closes the one at `at`. */
function closing(whole: string, at: number): number {
  const quote = whole.charAt(at);
  for (let end = at + 1; end < whole.length; end += 1) {
    if (whole.charAt(end) === '\\') end += 1;
    else if (whole.charAt(end) === quote) return end + 1;
  }
  return whole.length;
}

/** The bracket at its beginning is closed at its end. */
function isEnclosed(whole: string): boolean {
  if (!whole.startsWith('(') || !whole.endsWith(')')) return false;
  let depth = 0;
  for (let at = 0; at < whole.length; at += 1) {
    const char = whole.charAt(at);
    if (`'"\``.includes(char)) at = closing(whole, at) - 1;
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    if (depth === 0) return at === whole.length - 1;
  }
  return false;
}
