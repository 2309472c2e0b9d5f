import { jspFiles, jspParts } from './jsp-code.ts';
import { jspOutputs } from './jsp-outputs.ts';
import { pageOutputs } from './page-outputs.ts';
import type { RawOutput } from './raw-output.ts';

/** A name with members; what else is put out is not known to be what the template was given. */
const chain = String.raw`([A-Za-z_$][\w$]*(?:(?:\.|\?\.)[\w$]+|\[\s*['"]?[\w$]+['"]?\s*\])*)`;
/** Filters that leave markup as it is. */
const harmless = String.raw`(?:\s*\|\s*(?:upper|lower|title|capitalize|capfirst|trim|default(?:\([^()]*\)|:"[^"]*")?))*`;

/** JSON ends no script, but leaves `</script>` as it is. */
const json = String.raw`(?:JSON\.stringify\(\s*(?:\{\s*['"]?\w+['"]?\s*:\s*)?)?`;
const jsonEnd = String.raw`\s*(?:\}\s*)?(?:\)\s*)?`;

/** EJS and Eta. https://ejs.co/#docs, https://eta.js.org/docs/4.x.x/syntax/cheatsheet */
const tags = new RegExp(String.raw`<%[-~]\s*${json}${chain}${jsonEnd}(?:;\s*)?[-_]?%>`, 'g');
/** Handlebars and Mustache. https://handlebarsjs.com/guide/#html-escaping */
const braces = new RegExp(String.raw`\{\{(?:\{\s*${chain}\s*\}|&\s*${chain}\s*)\}\}`, 'g');
/** Jinja, Django, Nunjucks, Twig and Swig. https://jinja.palletsprojects.com/en/stable/templates/#jinja-filters.safe */
const filtered = new RegExp(
  String.raw`\{\{-?\s*${chain}${harmless}\s*\|\s*(?:safe|raw)\b${harmless}\s*-?\}\}`,
  'g',
);
/** Tornado. https://www.tornadoweb.org/en/stable/template.html */
const raw = new RegExp(String.raw`\{%\s*raw\s+${chain}\s*%\}`, 'g');
const unescapedBlock = /\{%-?\s*autoescape\s+(?:off|false)\s*-?%\}(.*?)(?:\{%-?\s*endautoescape\s*-?%\}|$)/gs;
const inBlock = new RegExp(String.raw`\{\{-?\s*${chain}${harmless}\s*-?\}\}`, 'g');
/** Pug. https://pugjs.org/language/code.html#unescaped-buffered-code */
const pug = new RegExp(
  String.raw`!\{\s*${chain}\s*\}|^[^\S\n]*[\w.#-]*(?:\([^)\n]*\))?!=[ \t]*${chain}[ \t]*$`,
  'gm',
);
/** Dust. https://github.com/linkedin/dustjs/wiki/Dust-Tutorial#escaping */
const dust = new RegExp(String.raw`\{${chain}\|s\}`, 'g');

/** What steers (Benchpress), what layouts are given by the engine itself, and forms, which escape the values in them. */
const ofTheEngine = new Set([
  ...['else', 'end'],
  ...['body', 'content', 'contentFor', 'include', 'block', 'yield', 'super', 'csrfField', 'form', 'formset'],
]);

/** Finds where a template does not escape, in the languages that its name does not rule out. */
export function rawOutputs(file: string, text: string): readonly RawOutput[] {
  if (/\.(?:pug|jade)$/.test(file)) return matches(text, pug, 0);
  if (/\.dust$/.test(file)) return matches(text, dust, 0);
  if (jspFiles.test(file)) return jspOutputs(text, jspParts(text));
  if (/\.(?:cshtml|phtml|php|ftlh?|vm)$/i.test(file)) return pageOutputs(file, text);
  return [
    ...pageOutputs(file, text),
    ...[tags, braces, filtered, raw].flatMap((pattern) => matches(text, pattern, 0)),
    ...[...text.matchAll(unescapedBlock)].flatMap(({ index, 0: whole, 1: inner = '' }) =>
      matches(inner, inBlock, index + whole.indexOf(inner)),
    ),
  ];
}

function matches(text: string, pattern: RegExp, from: number): readonly RawOutput[] {
  return [...text.matchAll(pattern)].flatMap(({ index, 0: whole, ...groups }) => {
    const names = (groups[1] ?? groups[2] ?? '').split(/\W+/).filter((name) => name !== '');
    const start = from + index;
    return names[0] === undefined || ofTheEngine.has(names[0])
      ? []
      : [{ start, end: start + whole.length, names }];
  });
}
