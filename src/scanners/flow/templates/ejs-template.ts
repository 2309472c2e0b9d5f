import type { Template } from './template.ts';
import { pairsIn, TemplateReader } from './template-reader.ts';

const tag = /<%(?<kind>[-=~#%_]?)(?<code>.*?)(?:[-_]?%>|$)/gs;
const name = String.raw`[A-Za-z_$][\w$]{0,80}`;
const loop = new RegExp(
  String.raw`(?<of>[\w$.?[\]'"|( ){}]{1,200}?)\??\.(?:forEach|map|each|filter)\(\s*(?:async\s+)?(?:function\s*\w*\s*)?\(?\s*(?<one>${name})|\bfor\s*\(\s*(?:var|let|const)\s+(?<each>${name})\s+of\s+(?<list>.{1,200}?)\)\s*\{|\$\.each\((?<items>[^,()]{1,200}),\s*function\s*\(\s*\w+\s*,\s*(?<item>${name})`,
  's',
);
const assigned = new RegExp(
  String.raw`(?:^|[;{\s])(?:(?:var|let|const)\s+)?(${name})\s*=(?![=>])\s*([^;\n]{1,500})`,
  'g',
);
const includes =
  /^\s*(?:await\s+)?(?:include|partial|render|layout|includeFile)\s*\(?\s*(['"])([^'"]{1,200})\1\s*(?:,(.*))?/s;

/** Longer code is no template's. Characters. */
const longest = 9_000;

/**
 * EJS and Eta. https://ejs.co/#docs, https://eta.js.org/docs/4.x.x/syntax/cheatsheet
 */
export function ejsTemplate(text: string): Template {
  const reader = new TemplateReader();
  for (const { index: start, 0: whole, groups } of text.matchAll(tag)) {
    const { kind = '', code = '' } = groups ?? {};
    const isCode = whole.endsWith('%>') && code.length <= longest;
    if (kind === '#' || kind === '%' || !isCode) continue;
    const own = code.replaceAll(/(?<![\w.])(?:locals|it)\./g, '');
    const [, , template, given = ''] = includes.exec(own) ?? [];
    if (template !== undefined) reader.includes(start, { template, given: pairsIn(given, reader) });
    else if (kind === '-' || kind === '~')
      reader.puts(own.replace(/;\s*$/, ''), { start, end: start + whole.length });
    else if (kind === '' || kind === '_') runs(own, reader);
  }
  return reader.read();
}

function runs(code: string, reader: TemplateReader): void {
  const { of, one, list, each, items, item } = loop.exec(code)?.groups ?? {};
  const named = one ?? each ?? item;
  if (named !== undefined) reader.loops(named, (of ?? list ?? items ?? '').replace(/^.*[;{]\s*/s, ''));
  else for (const [, name = '', value = ''] of code.matchAll(assigned)) reader.sets(name, value);
}
