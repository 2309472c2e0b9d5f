import type { Template } from './template.ts';
import { pairsIn, TemplateReader } from './template-reader.ts';
import { splitAt } from './values-in.ts';

interface Kind {
  readonly files: RegExp;
  /** Nothing is read where this is in the text. */
  readonly unless?: RegExp;
  /**
   * What the template has of these, by the names of their groups: `puts` a value as it is; `one` of each `of` a list;
   * `name` for a `value`; `template` (or a `part` of one) that is put here and is `given` values; `begins` a part that `takes` some.
   */
  readonly marks: RegExp;
}

const path = String.raw`[^"'\s]{1,200}`;
/** Of an expression between braces. */
const inBraces = String.raw`(?:[^{}"]|"[^"]{0,200}"|\{[^{}]{0,200}\}){1,500}?`;
const php = String.raw`\$\w{1,80}(?:->\w{1,80}|\[\s{0,9}['"]?[$\w]{1,80}['"]?\s{0,9}\]){0,8}`;

const either = (...parts: readonly string[]) => new RegExp(parts.join('|'), 'gs');

const kinds: readonly Kind[] = [
  // Thymeleaf. https://www.thymeleaf.org/doc/tutorials/3.1/usingthymeleaf.html
  {
    files: /\.x?html?$/i,
    marks: either(
      String.raw`\bth[:-]utext\s{0,9}=\s{0,9}"(?<putsText>[^"]{1,500})"`,
      String.raw`\[\(\s{0,9}(?<putsText>\$\{[^{}]{1,300}\}|\|[^|]{1,300}\|)\s{0,9}\)\]`,
      String.raw`\bth[:-]each\s{0,9}=\s{0,9}"\s{0,9}(?<one>\w{1,80})[^:"]{0,80}:\s{0,9}\$\{(?<of>[^"{}]{1,200})\}\s{0,9}"`,
      String.raw`\bth[:-]with\s{0,9}=\s{0,9}"(?<given>[^"]{1,300})"`,
      String.raw`\bth[:-](?:replace|insert|include)\s{0,9}=\s{0,9}"\s{0,9}(?:~\{)?\s{0,9}(?<template>[\w/.-]{1,200})\s{0,9}(?:::\s{0,9}(?<part>\w{1,80})\s{0,9}(?:\((?<values>[^"]{1,300})\))?)?\s{0,9}\}?\s{0,9}"`,
      String.raw`\bth[:-]fragment\s{0,9}=\s{0,9}"\s{0,9}(?<begins>\w{1,80})\s{0,9}(?:\((?<takes>[^)"]{0,200})\))?`,
    ),
  },
  // Freemarker. https://freemarker.apache.org/docs/dgui_misc_autoescaping.html
  {
    files: /\.ftlh?$/i,
    marks: either(
      '<#--.*?(?:-->|$)',
      String.raw`\$\{(?<puts>${inBraces})(?<isRaw>\?no_esc)?\s{0,9}\}`,
      String.raw`<#list\s{1,9}(?<of>[^>]{1,200}?)\s{1,9}as\s{1,9}(?:\w{1,80}\s{0,9},\s{0,9})?(?<one>\w{1,80})\s{0,9}>`,
      String.raw`<#(?:assign|local|global)\s{1,9}(?<name>\w{1,80})\s{0,9}=\s{0,9}(?<value>[^>]{1,300}?)\s{0,9}/?>`,
      String.raw`<#(?:include|import)\s{1,9}["'](?<template>${path})["']`,
      String.raw`<#macro\s{1,9}(?<begins>\w{1,80})(?<takes>[^>]{0,300})>`,
      '(?<ends></#macro>)',
      String.raw`<@(?:\w{1,80}\.)?(?<part>\w{1,80})(?<given>\s[^>]{0,500})?/?>`,
    ),
  },
  // Velocity. https://velocity.apache.org/engine/2.4/user-guide.html
  {
    files: /\.vm$/i,
    marks: either(
      String.raw`##[^\n]{0,2000}|#\*.*?(?:\*#|$)`,
      String.raw`#foreach\s{0,9}\(\s{0,9}\$\{?(?<one>\w{1,80})\}?\s{1,9}in\s{1,9}\$!?\{?(?<of>[\w.]{1,200})\}?\s{0,9}\)`,
      String.raw`#set\s{0,9}\(\s{0,9}\$\{?(?<name>\w{1,80})\}?\s{0,9}=\s{0,9}(?<value>"[^"]{0,300}"|[^()"]{1,200})\)`,
      String.raw`#parse\s{0,9}\(\s{0,9}["'](?<template>${path})["']\s{0,9}\)`,
      String.raw`#\w{1,40}\s{0,9}\((?:[^()]|\([^()]{0,200}\)){0,500}\)`,
      String.raw`(?<![\w\\$]|[(,]\s?|=\s|\bin\s)\$!?(?:\{(?<puts>[A-Za-z][\w.]{0,200})\}|(?<puts>[A-Za-z][\w-]{0,80}(?:\.\w{1,80}){0,8})(?![\w({]|\.\w|\[))`,
    ),
  },
  // Razor. https://learn.microsoft.com/aspnet/core/mvc/views
  {
    files: /\.cshtml$/i,
    marks: either(
      String.raw`@\*.*?(?:\*@|$)`,
      String.raw`\bHtml\s{0,9}\.\s{0,9}Raw\(\s{0,9}(?:\(string\)\s{0,9})?(?<puts>[^()\n]{1,300}(?:\.ToString\(\)|\.Trim\(\))?)\s{0,9}\)`,
      String.raw`\bforeach\s{0,9}\(\s{0,9}(?:var|[A-Z][\w.<>,]{0,80}|string)\s{1,9}(?<one>\w{1,80})\s{1,9}in\s{1,9}(?<of>[^()\n]{1,200}(?:\(\))?)\s{0,9}\)`,
      String.raw`\b(?:var|string|dynamic)\s{1,9}(?<name>\w{1,80})\s{0,9}=(?!=|>)\s{0,9}(?<value>[^;\n]{1,300});`,
      String.raw`<partial\b(?=[^>]{0,300}\bname\s{0,9}=\s{0,9}["'](?<template>${path})["'])(?=[^>]{0,300}\b(?:model|for)\s{0,9}=\s{0,9}["'](?<model>[^"']{1,200})["'])?`,
      String.raw`\bHtml\s{0,9}\.\s{0,9}(?:Render)?Partial(?:Async)?\(\s{0,9}"(?<template>${path})"\s{0,9}(?:,\s{0,9}(?:\(string\)\s{0,9})?(?<model>[^()\n]{1,200}))?\)`,
      String.raw`\b(?:ViewBag\.(?<name>\w{1,80})|ViewData\["(?<name>\w{1,80})"\])\s{0,9}=(?!=)\s{0,9}(?<value>[^;\n]{1,300});`,
      String.raw`\bLayout\s{0,9}=\s{0,9}"(?<template>${path})"`,
    ),
  },
  // Blade, and pages of PHP.
  {
    files: /\.(?:php|phtml)$/i,
    marks: either(
      String.raw`\{\{--.*?(?:--\}\}|$)`,
      String.raw`(?<!@)\{!!(?<puts>(?:[^!]|!(?!!)){1,500})!!\}`,
      String.raw`<\?(?:=|php\s{1,9}echo\s)(?<puts>(?:[^?;]|\?(?!>)){1,500});?\s{0,9}\?>`,
      String.raw`(?:@|\b)(?:foreach|forelse)\s{0,9}\(\s{0,9}(?<of>${php})\s{1,9}as\s{1,9}(?:\$\w{1,80}\s{0,9}=>\s{0,9})?\$(?<one>\w{1,80})\s{0,9}\)`,
      String.raw`@(?:include(?:If)?|extends|component|each)\s{0,9}\(\s{0,9}['"](?<template>${path})['"]\s{0,9}(?:,(?<given>[^()@]{1,500}))?`,
      String.raw`<x-(?<component>[\w.:-]{1,80})(?<given>\s(?:[^<>"]|"[^"]{0,300}"){1,900})?/?>`,
      String.raw`(?<![\w$>])\$(?<name>\w{1,80})\s{0,9}=(?![=>])\s{0,9}(?<value>[^;\n]{1,300})[;\n]`,
    ),
  },
];

/** What pages put out as it is, in the languages that have a kind of file of their own. */
export function pageTemplate(file: string, text: string): Template {
  const reader = new TemplateReader();
  const kind = kinds.find(({ files }) => files.test(file));
  if (kind === undefined || kind.unless?.test(text)) return reader.read();
  const isEscaped =
    /\.ftlh$/i.test(file) || /<#escape\b|\boutput_format\b|<#ftl[^>]{0,200}\bauto_esc\b/.test(text);
  const isFragments = /\.x?html?$/i.test(file);
  for (const { index: start, 0: whole, groups = {} } of text.matchAll(kind.marks)) {
    const at = { start, end: start + whole.length };
    read(groups, { reader, at, isEscaped: isEscaped && /\.ftlh?$/i.test(file), isFragments });
  }
  reader.ends(text.length, isFragments);
  if (/\.cshtml$/i.test(file) && !/(?:^|\/)_\w+\.cshtml$/i.test(file))
    reader.includes(0, { template: 'Shared/_Layout', isLayout: true });
  return reader.read();
}

interface Reading {
  readonly reader: TemplateReader;
  readonly at: { readonly start: number; readonly end: number };
  readonly isEscaped: boolean;
  readonly isFragments: boolean;
}

type Groups = Readonly<Record<string, string | undefined>>;

function read(groups: Groups, { reader, at, isEscaped, isFragments }: Reading): void {
  const { puts, putsText, one, of = '', name, value = '', begins, takes = '', ends } = groups;
  if (puts !== undefined) {
    if (!isEscaped || groups['isRaw'] !== undefined) reader.puts(withoutFallback(puts), at);
  } else if (putsText !== undefined) for (const part of inText(putsText)) reader.puts(part, at);
  else if (one !== undefined) reader.loops(plain(one), plain(of));
  else if (name !== undefined) reader.sets(name, plain(value));
  else if (begins !== undefined) {
    reader.ends(at.start, isFragments);
    reader.begins(
      begins,
      takes.split(/[\s,]+/).map((word) => /^\w+/.exec(word)?.[0] ?? ''),
      at.start,
    );
  } else if (ends !== undefined) reader.ends(at.start);
  else includes(groups, reader, at.start);
}

function includes(groups: Groups, reader: TemplateReader, start: number): void {
  const { template, component, part, values, given, model } = groups;
  if (template === undefined && component === undefined && part === undefined) {
    // `th:with`
    for (const [, name = '', value = ''] of (given ?? '').matchAll(
      /(\w{1,80})\s{0,9}=\s{0,9}\$\{([^{}]{1,200})\}/g,
    ))
      reader.sets(name, value);
    return;
  }
  const named = new Map(given === undefined ? [] : pairsIn(unquoted(given), reader));
  if (model !== undefined) named.set('Model', reader.values(plain(model)));
  reader.includes(start, {
    template: component === undefined ? template : `components/${component.replaceAll('.', '/')}`,
    part,
    given: named,
    values: splitAt(values ?? '', /^,/).map((one) => reader.values(plain(one))),
    isOnly: component !== undefined || (part !== undefined && template === undefined),
  });
}

/** `:message="$text"`: what stands between the quotes is an expression. */
const unquoted = (given: string) => given.replaceAll(/:(\w[\w-]{0,80})="([^"]{0,300})"/g, ' $1=$2');

/** `${a.b}`, `$a`, `(string)a`, `await a`, `@a` */
const plain = (expression: string) =>
  expression
    .trim()
    .replace(/^(?:@|await\s|\(string\)\s{0,9})/, '')
    .replace(/^\$!?\{(.*)\}$/s, '$1')
    .replace(/^(?:ViewBag\.|(?:ViewData|TempData)\["(\w{1,80})"\])/, '$1');

/** Of Freemarker: `a!"none"`. */
const withoutFallback = (expression: string) =>
  plain(expression.replace(/!(?:"[^"]{0,80}"|'[^']{0,80}'|\w{0,80})?\s*$/, '').replace(/\?no_esc\s*$/, ''));

/** `'<b>' + ${a} + ${b}`, `|a ${b}|` of Thymeleaf. */
function inText(text: string): readonly string[] {
  if (/\?/.test(text.replaceAll(/\$\{[^{}]*\}/g, '')) || /#(?:strings|maps)\.escape/.test(text)) return [];
  return Array.from(text.matchAll(/\$\{([^{}]{1,300})\}/g), ([, inner = '']) => inner);
}
