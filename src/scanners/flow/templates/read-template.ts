import { braceTemplate } from './brace-template.ts';
import { ejsTemplate } from './ejs-template.ts';
import { goTemplate, isGoTemplate } from './go-template.ts';
import { jspFiles, jspParts } from './jsp-code.ts';
import { jspOutputs } from './jsp-outputs.ts';
import { pageTemplate } from './page-template.ts';
import { pugTemplate } from './pug-template.ts';
import { tagTemplate } from './tag-template.ts';
import { nothing, type Template } from './template.ts';
import { TemplateReader } from './template-reader.ts';

/** Dust. https://github.com/linkedin/dustjs/wiki/Dust-Tutorial#escaping */
const dust = /\{([A-Za-z_$][\w$.]{0,200})\|s\}/g;

/** What a template does with what it is given, in the languages that its name does not rule out. */
export function readTemplate(file: string, text: string): Template {
  if (/\.(?:pug|jade)$/i.test(file)) return pugTemplate(text);
  if (/\.dust$/i.test(file)) return dustTemplate(text);
  if (jspFiles.test(file)) return { ...nothing, outputs: jspOutputs(text, jspParts(text)) };
  if (/\.(?:cshtml|phtml|php|ftlh?|vm)$/i.test(file)) return pageTemplate(file, text);
  if (/\.(?:twig|njk|nunjucks|j2|jinja2?|swig)$/i.test(file)) return tagTemplate(text);
  const isBraces = /\.(?:hbs|handlebars|mustache)$/i.test(file);
  const read = [
    ...(!isBraces && text.includes('<%') ? [ejsTemplate(text)] : []),
    ...(isBraces || /\{\{[{&]/.test(text) ? [braceTemplate(text, isBraces)] : []),
    ...(!isBraces && /\{%|\|\s*(?:safe|safeseq|raw)\b/.test(text) ? [tagTemplate(text)] : []),
    ...(!isBraces && isGoTemplate(text) ? [goTemplate(text)] : []),
    ...(/\bth:|\[\(\s*\$/.test(text) ? [pageTemplate(file, text)] : []),
  ];
  return {
    outputs: read.flatMap(({ outputs }) => outputs),
    inclusions: read.flatMap(({ inclusions }) => inclusions),
    parts: read.flatMap(({ parts }) => parts),
  };
}

function dustTemplate(text: string): Template {
  const reader = new TemplateReader();
  for (const { index: start, 0: whole, 1: code = '' } of text.matchAll(dust))
    reader.puts(code, { start, end: start + whole.length });
  return reader.read();
}
