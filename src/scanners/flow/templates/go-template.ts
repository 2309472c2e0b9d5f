import { inContext, type Template } from './template.ts';
import { TemplateReader } from './template-reader.ts';

/** Functions that programs give their templates, by what they are called everywhere, to make `template.HTML` of a text. */
const raw = '(?:safe|safe_?html|unsafe|unescaped?|unescape_?html|raw|raw_?html|no_?escape|html_?safe)';
const value = String.raw`\$?(?:\.\w{1,80}){1,8}|\$\w{1,80}(?:\.\w{1,80}){0,8}|\.`;
const puts = new RegExp(String.raw`^(?:(${value})\s*\|\s*${raw}|${raw}\s+(${value}))$`, 'i');
const ranges = new RegExp(
  String.raw`^range\s+(?:\$\w{1,80}\s*,\s*)?(?:\$(?<one>\w{1,80})\s*:=\s*)?(?<of>${value})$`,
);
const withs = new RegExp(String.raw`^with\s+(?:\$(?<one>\w{1,80})\s*:=\s*)?(?<of>${value})$`);
const sets = new RegExp(String.raw`^\$(?<name>\w{1,80})\s*:?=\s*(?<of>${value})$`);
const others = new RegExp(String.raw`^template\s+"(?<template>[^"]{1,200})"(?:\s+(?<of>${value}))?$`);
const mark =
  /\{\{-?\s*\/\*.*?(?:\*\/\s*-?\}\}|$)|\{\{-?\s{0,99}(?<code>(?:[^{}"`]|"[^"]{0,300}"|`[^`]{0,300}`){1,500}?)\s{0,99}-?\}\}/gs;

/** Whether the text has what a template of Go shows as it is. */
export const isGoTemplate = (text: string) =>
  /\{\{-?\s{0,9}template\s/.test(text) ||
  new RegExp(String.raw`\|\s{0,9}${raw}\s{0,9}-?\}\}|\{\{-?\s{0,9}${raw}\s`, 'i').test(text);

/** https://pkg.go.dev/text/template */
export function goTemplate(text: string): Template {
  const reader = new TemplateReader();
  for (const { index: start, 0: whole, groups } of text.matchAll(mark))
    if (groups?.['code'] !== undefined) reads(groups['code'], reader, { start, end: start + whole.length });
  return reader.read();
}

function reads(code: string, reader: TemplateReader, span: Parameters<TemplateReader['puts']>[1]): void {
  const [, before, behind] = puts.exec(code) ?? [];
  const shown = before ?? behind;
  const range = ranges.exec(code)?.groups;
  const within = withs.exec(code)?.groups;
  const { name, of } = sets.exec(code)?.groups ?? {};
  const other = others.exec(code)?.groups;
  if (shown !== undefined) reader.puts(plain(shown), span);
  else if (range !== undefined) enters(range, reader, true);
  else if (within !== undefined) enters(within, reader, false);
  else if (/^(?:if|block|define|range|with)\s/.test(code)) reader.enters(undefined, false);
  else if (code === 'end') reader.leaves();
  else if (name !== undefined) reader.sets(name, plain(of ?? ''));
  else if (other !== undefined) includes(other, reader, span.start);
}

type Groups = Readonly<Record<string, string | undefined>>;

function enters({ one, of = '' }: Groups, reader: TemplateReader, isEach: boolean): void {
  if (one !== undefined && isEach) reader.loops(one, plain(of));
  else if (one !== undefined) reader.sets(one, plain(of));
  reader.enters(plain(of), isEach);
}

function includes({ template = '', of }: Groups, reader: TemplateReader, start: number): void {
  if (of !== undefined)
    reader.includes(start, { template, part: inContext, values: [reader.values(plain(of))] });
}

/** `.Name`, `$.Name`, `$one.Name` and `.` itself. */
const plain = (one: string) => (one === '.' ? 'this' : one.replace(/^\$?\./, ''));
