import { inContext, type Template } from './template.ts';
import { pairsIn, TemplateReader } from './template-reader.ts';

const mark =
  /\{\{!--.*?(?:--\}\}|$)|\{\{!.*?(?:\}\}|$)|\{\{\{~?\s*(?<raw>[^{}]{1,500}?)\s*~?\}\}\}|\{\{~?(?<kind>[#^/>&]?\*?)\s*(?<code>[^{}]{1,500}?)\s*~?\}\}/gs;
const path = /^(?:\.\.\/|@root\.|this[./])?[\w.$@-]{1,200}$/;
/** They leave names as they are. */
const conditions = /^(?:if|unless|eq|ne|is|gt|lt|and|or|not|unlessEquals|ifEquals|ifCond|compare)$/;

/** Handlebars and Mustache. https://handlebarsjs.com/guide, https://mustache.github.io/mustache.5.html */
export function braceTemplate(text: string, hasLayout: boolean): Template {
  const reader = new TemplateReader();
  for (const { index: start, 0: whole, groups } of text.matchAll(mark)) {
    const { raw, kind = '', code = '' } = groups ?? {};
    const end = start + whole.length;
    if (raw !== undefined) shows(raw, reader, { start, end });
    else readers[kind]?.(code, reader, { start, end });
  }
  // What a framework puts around all of its views.
  if (hasLayout)
    for (const template of ['layouts/main', 'layout']) reader.includes(0, { template, isLayout: true });
  return reader.read();
}

type Span = Parameters<TemplateReader['puts']>[1];

/** By what stands after the braces. */
const readers: Readonly<Record<string, (code: string, reader: TemplateReader, span: Span) => void>> = {
  '&': shows,
  '#': enters,
  '/': leaves,
  '^': (code, reader) => {
    if (code !== '') reader.enters(undefined, false);
  },
  '>': (code, reader, { start }) => {
    includes(code, reader, start);
  },
};

function leaves(code: string, reader: TemplateReader): void {
  if (!conditions.test(code)) reader.leaves();
}

const plain = (code: string) => code.replace(/^(?:\.\.\/)+|^@root\./, '').replace(/^this\//, 'this.');

function shows(code: string, reader: TemplateReader, span: Span): void {
  if (path.test(code)) reader.puts(plain(code), span);
}

function enters(code: string, reader: TemplateReader): void {
  const [, helper = '', of = '', names] =
    /^(\S{1,80})(?:\s+([^|]{1,200}?))?(?:\s+as\s+\|([^|]{1,80})\|)?$/.exec(code) ?? [];
  if (conditions.test(helper)) return;
  const own = helper === 'each' || helper === 'with' || of === '';
  const over = plain(of === '' ? helper : of);
  const [named] = names?.trim().split(/\s+/) ?? [];
  if (named !== undefined && helper === 'each') reader.loops(named, over);
  else if (named !== undefined) reader.sets(named, over);
  reader.enters(own && named === undefined && path.test(over) ? over : undefined, helper !== 'with');
}

/** `part`, `part user`, `part name=user.name` */
function includes(code: string, reader: TemplateReader, start: number): void {
  const [, template, more = ''] = /^["']?([\w./-]{1,200})["']?(.*)$/s.exec(code) ?? [];
  const given = new Map(pairsIn(more, reader));
  const [own] = more.trim().split(/\s+/);
  const context =
    own !== undefined && own !== '' && !own.includes('=') ? reader.values(plain(own)) : reader.context;
  reader.includes(start, {
    template,
    given,
    ...(context !== undefined && { values: [context], part: inContext }),
  });
}
