import type { Names, Template } from './template.ts';
import { pairsIn, TemplateReader } from './template-reader.ts';
import { splitAt } from './values-in.ts';

/** Filters that leave markup as it is. */
const passing =
  /^(?:upper|lower|title|capitalize|capfirst|trim|default|d|join|first|last|sort|reverse|slice|batch|unique|list|items|replace|truncate|string|default_if_none|safeseq|safe|raw|dictsort|indent|nl2br|linebreaksbr)$/;
const raw = /^(?:safe|safeseq|raw)$/;
/** They escape before they do anything else, or what they make is markup of their own. */
const escapes = /^(?:nl2br|linebreaksbr)$/;

const marks =
  /\{#.*?(?:#\}|$)|\{%[-~]?\s{0,9}(?:verbatim|raw)\s{0,9}[-~]?%\}.*?(?:\{%[-~]?\s{0,9}end(?:verbatim|raw)\s{0,9}[-~]?%\}|$)|\{%[-+~]?\s{0,99}(?<tag>\w{1,40})(?<rest>.*?)(?:[-+~]?%\}|$)|(?<!\{)\{\{[-~]?(?!\{)(?<put>(?:[^{}]|\{[^{}]{0,500}\}|\}(?!\})){1,2000}?)[-~]?\}\}/gs;

interface Reading {
  readonly reader: TemplateReader;
  /** Whether escaping is off, of the blocks around. */
  readonly unescaped: boolean[];
  /** Where macros come from, by the names that they have here. */
  readonly imported: Map<string, string>;
  readonly start: number;
  readonly end: number;
}

/**
 * Jinja, Django, Nunjucks, Twig, Swig and Tornado. https://jinja.palletsprojects.com/en/stable/templates,
 * https://docs.djangoproject.com/en/stable/ref/templates/builtins, https://twig.symfony.com/doc/3.x
 */
export function tagTemplate(text: string): Template {
  const reader = new TemplateReader();
  const unescaped: boolean[] = [];
  const imported = new Map<string, string>();
  for (const { index: start, 0: whole, groups } of text.matchAll(marks)) {
    const reading = { reader, unescaped, imported, start, end: start + whole.length };
    const { tag, rest = '', put } = groups ?? {};
    if (put !== undefined) puts(put, reading);
    else if (tag !== undefined) reads(tag, rest.trim(), reading);
  }
  reader.ends(text.length);
  return reader.read();
}

function puts(put: string, { reader, unescaped, imported, start, end }: Reading): void {
  const called = /^\s*(?:(?<of>\w{1,80})\.)?(?<part>\w{1,80})\((?<given>.{0,900})\)\s*(?:\|.*)?$/s.exec(
    put,
  )?.groups;
  if (called?.['part'] === 'include') includes(called['given'] ?? '', { reader, start });
  else if (called?.['part'] !== undefined) {
    const values = splitAt(called['given'] ?? '', /^,/).map((one) => reader.values(one));
    const template = imported.get(called['of'] ?? called['part']);
    reader.includes(start, {
      template,
      part: called['part'],
      values,
      given: pairsIn(called['given'] ?? '', reader),
      isOnly: true,
    });
  }
  const [value = '', ...filters] = filtered(put);
  if (!filters.every((one) => passing.test(one)) || filters.some((one) => escapes.test(one))) return;
  if (filters.some((one) => raw.test(one)) || unescaped.at(-1) === true) reader.puts(value, { start, end });
}

/** A value, and the names of the filters behind it. */
function filtered(expression: string): readonly string[] {
  const [value = '', ...filters] = splitAt(expression, /^\|(?!\|)/);
  return [
    value.replace(/^\s*\((.*)\)\s*$/s, '$1'),
    ...filters.map((one) => /^\s*(\w+)/.exec(one)?.[1] ?? ''),
  ];
}

/** Of filters that change nothing but the letters or the order. */
function lightly(expression: string): string {
  const [value = '', ...filters] = filtered(expression);
  return filters.every((one) => passing.test(one)) ? value : '';
}

function reads(tag: string, rest: string, reading: Reading): void {
  const { reader, unescaped, start, end } = reading;
  switch (tag) {
    case 'for':
      loops(rest, reader);
      return;
    case 'set':
    case 'with':
    case 'assign':
      sets(rest, reader);
      return;
    case 'autoescape':
      unescaped.push(/^(?:off|false)\b/.test(rest));
      return;
    case 'endautoescape':
      unescaped.pop();
      return;
    case 'raw':
      // Of Tornado: https://www.tornadoweb.org/en/stable/template.html
      if (rest !== '') reader.puts(rest, { start, end });
      return;
    case 'include':
    case 'embed':
    case 'extends':
      includes(rest, reading, tag === 'extends');
      return;
    case 'import':
    case 'from':
      imports(rest, reading);
      return;
    case 'macro':
      macro(rest, reader, start);
      return;
    case 'endmacro':
      reader.ends(start);
      return;
    default:
  }
}

/** `one in list`, `key, one in list.items()` */
function loops(rest: string, reader: TemplateReader): void {
  const [, first = '', second, list = ''] =
    /^(\w{1,80})(?:\s*,\s*(\w{1,80}))?\s+in\s+(.+)$/s.exec(rest) ?? [];
  const over = lightly(list.replace(/\s+(?:if\s.*|recursive|reversed)$/s, ''));
  if (second !== undefined) reader.sets(first, '');
  reader.loops(second ?? first, over);
}

/** `a = b`, `a=b c=d`, `b as a` */
function sets(rest: string, reader: TemplateReader): void {
  const renamed = /^(\S{1,200})\s+as\s+(\w{1,80})$/.exec(rest);
  const whole = /^(\w{1,80})\s*=(?!=)\s*(.+)$/s.exec(rest);
  const several = [...rest.matchAll(/(?<=^|\s)(\w{1,80})=([^\s=]{1,200})/g)];
  if (renamed !== null) reader.sets(renamed[2] ?? '', lightly(renamed[1] ?? ''));
  else if (several.length > 1)
    for (const [, name = '', value = ''] of several) reader.sets(name, lightly(value));
  else if (whole !== null) reader.sets(whole[1] ?? '', lightly(whole[2] ?? ''));
  // Its value is what stands up to the end of it.
  else if (/^\w{1,80}$/.test(rest)) reader.sets(rest, '');
}

/** `'a.html'`, `'a.html' with { b: c } only`, `"a.html" with b=c` */
function includes(
  rest: string,
  { reader, start }: Pick<Reading, 'reader' | 'start'>,
  isLayout = false,
): void {
  const [, template, more = ''] = /^\[?\s*["']([^"']{1,200})["'](.*)$/s.exec(rest) ?? [];
  if (template === undefined) return;
  const isOnly = /\bonly\b|\bwith_context\s*=\s*false|\bwithout\s+context\b/.test(more);
  const given: ReadonlyMap<string, readonly Names[]> = pairsIn(more.replace(/^\s*(?:with|,)/, ' '), reader);
  reader.includes(start, { template, given, isOnly, isLayout });
}

/** `'a.html' as forms`, `'a.html' import field, label as text` */
function imports(rest: string, { imported }: Reading): void {
  const [, template = '', how = '', names = ''] =
    /^["']([^"']{1,200})["']\s+(as|import)\s+(.+)$/s.exec(rest) ?? [];
  if (how === 'as') imported.set(/\w+/.exec(names)?.[0] ?? '', template);
  else for (const one of names.split(',')) imported.set(/(\w+)\s*$/.exec(one)?.[1] ?? '', template);
}

function macro(rest: string, reader: TemplateReader, start: number): void {
  const [, name = '', takes = ''] = /^(\w{1,80})\s*\(([^)]{0,900})\)/.exec(rest) ?? [];
  const names = takes.split(',').map((one) => /\w+/.exec(one)?.[0] ?? '');
  reader.begins(name, names, start);
}
