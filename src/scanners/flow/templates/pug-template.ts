import type { Template } from './template.ts';
import { TemplateReader } from './template-reader.ts';
import { splitAt } from './values-in.ts';

const put = /^[^\S\n]*(?:[\w.#:-]{1,200})?(?:\([^)\n]{0,500}\))?!=[ \t]*(?<code>[^\n]{1,500})$/;
const within = /!\{([^{}\n]{1,500})\}/g;
const loop =
  /^\s*(?:-\s*)?(?:each|for)\s+(?:(?:var|let|const)\s+)?(?<one>[\w$]{1,80})(?:\s*,\s*[\w$]{1,80})?\s+(?:in|of)\s+(?<list>[^\n]{1,300})$/;
const step = /^\s*-\s*(?<of>[\w$.]{1,200})\.(?:forEach|map)\(\s*(?:function\s*)?\(?\s*(?<one>[\w$]{1,80})/;
const assigned = /^\s*-\s*(?:(?:var|let|const)\s+)?(?<name>[\w$]{1,80})\s*=(?!=)\s*(?<value>[^\n;]{1,300})/;
const other = /^\s*(?:include(?::[\w-]+)?|extends)\s+(?<template>[^\s'"]{1,200})\s*$/;
const mixin = /^(?<space>\s*)mixin\s+(?<part>[\w-]{1,80})\s*(?:\((?<takes>[^)\n]{0,300})\))?\s*$/;
const call = /^\s*\+(?<part>[\w-]{1,80})\s*(?:\((?<values>[^\n]{0,500}?)\))?/;

/** Pug, line by line. https://pugjs.org/language/code.html#unescaped-buffered-code */
export function pugTemplate(text: string): Template {
  const reader = new TemplateReader();
  let start = 0;
  let depth: number | undefined;
  for (const line of text.split('\n')) {
    const own = line.search(/\S/);
    if (depth !== undefined && own !== -1 && own <= depth) {
      reader.ends(start);
      depth = undefined;
    }
    const begun = mixin.exec(line)?.groups;
    if (begun !== undefined) {
      reader.begins(
        begun['part'] ?? '',
        (begun['takes'] ?? '').split(',').map((one) => one.trim()),
        start,
      );
      depth = begun['space']?.length;
    } else readLine(line.replace(/\r$/, ''), reader, start);
    start += line.length + 1;
  }
  reader.ends(text.length);
  return reader.read();
}

function readLine(line: string, reader: TemplateReader, start: number): void {
  const { one, list, of } = (loop.exec(line) ?? step.exec(line))?.groups ?? {};
  const { name, value } = assigned.exec(line)?.groups ?? {};
  const { template } = other.exec(line)?.groups ?? {};
  const { part, values = '' } = call.exec(line)?.groups ?? {};
  const code = put.exec(line)?.groups?.['code'];
  const at = { start: start + Math.max(0, line.search(/\S/)), end: start + line.length };
  if (one !== undefined) reader.loops(one, list ?? of ?? '');
  else if (name !== undefined) reader.sets(name, value ?? '');
  else if (template !== undefined) reader.includes(start, { template });
  else if (part !== undefined)
    reader.includes(start, {
      part,
      values: splitAt(values, /^,/).map((one) => reader.values(one)),
      isOnly: true,
    });
  else if (code !== undefined) reader.puts(code, at);
  for (const { index, 0: whole, 1: inner = '' } of line.matchAll(within))
    reader.puts(inner.trim(), { start: start + index, end: start + index + whole.length });
}
