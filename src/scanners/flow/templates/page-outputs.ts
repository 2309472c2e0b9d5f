import type { RawOutput } from './raw-output.ts';

/** A name with members, as most languages write it; the first group. */
const chain = String.raw`([A-Za-z_]\w{0,80}(?:\??\.\w{1,80}|\[\s{0,9}['"]?\w{1,80}['"]?\s{0,9}\]){0,8})`;
const php = String.raw`\$(\w{1,80}(?:->\w{1,80}|\[\s{0,9}['"]?\w{1,80}['"]?\s{0,9}\]){0,8})`;

const inFile: readonly { readonly files: RegExp; readonly outputs: RegExp; readonly unless?: RegExp }[] = [
  // Thymeleaf. https://www.thymeleaf.org/doc/tutorials/3.1/usingthymeleaf.html#unescaped-text
  {
    files: /\.x?html?$/i,
    outputs: new RegExp(
      String.raw`\bth[:-]utext\s{0,9}=\s{0,9}"[^"$]{0,200}\$\{\s{0,9}${chain}\s{0,9}\}|\[\(\s{0,9}\$\{\s{0,9}${chain}\s{0,9}\}\s{0,9}\)\]`,
      'g',
    ),
  },
  // Freemarker. https://freemarker.apache.org/docs/dgui_misc_autoescaping.html
  {
    files: /\.ftlh?$/i,
    outputs: new RegExp(
      String.raw`\$\{\s{0,9}${chain}(?:!(?:"[^"]{0,80}"|'[^']{0,80}'))?\s{0,9}\?no_esc\s{0,9}\}`,
      'g',
    ),
  },
  {
    files: /\.ftl$/i,
    outputs: new RegExp(
      String.raw`\$\{\s{0,9}${chain}(?:!(?:"[^"]{0,80}"|'[^']{0,80}'|\w{0,80}))?\s{0,9}\}`,
      'g',
    ),
    unless: /<#escape\b|\boutput_format\b|<#ftl[^>]{0,200}\bauto_esc\b/,
  },
  // Velocity. https://velocity.apache.org/engine/2.4/user-guide.html#references
  {
    files: /\.vm$/i,
    outputs: new RegExp(
      String.raw`(?<![\w\\$]|[(,]\s?|=\s|\bin\s)\$!?(?:\{${chain}\}|${chain}(?![\w({]|\.\w|\[))`,
      'g',
    ),
  },
  // Razor. https://learn.microsoft.com/aspnet/core/mvc/views/razor#expression-encoding
  {
    files: /\.cshtml$/i,
    outputs: new RegExp(
      String.raw`\bHtml\s{0,9}\.\s{0,9}Raw\(\s{0,9}(?:\(string\)\s{0,9})?${chain}(?:\.ToString\(\))?(?:\s{0,9}\?\?\s{0,9}"[^"]{0,80}")?\s{0,9}\)`,
      'g',
    ),
  },
  // Blade, and pages of PHP.
  {
    files: /\.(?:php|phtml)$/i,
    outputs: new RegExp(
      String.raw`(?<!@)\{!!\s{0,9}(?:nl2br\(\s{0,9})?${php}(?:\s{0,9}\?\?\s{0,9}'[^']{0,80}')?\s{0,9}\)?\s{0,9}!!\}|<\?(?:=|php\s{1,9}echo\s)\s{0,9}(?:nl2br\(\s{0,9})?${php}(?:\s{0,9}\?\?\s{0,9}'[^']{0,80}')?\s{0,9}\)?[\s;]{0,9}\?>`,
      'g',
    ),
  },
];

/** What pages put out as it is, in the languages that have a kind of file of their own. */
export function pageOutputs(file: string, text: string): readonly RawOutput[] {
  return inFile.flatMap(({ files, outputs, unless }) =>
    !files.test(file) || unless?.test(text)
      ? []
      : [...text.matchAll(outputs)].flatMap(({ index, 0: whole, 1: one, 2: other }) => {
          const names = namesIn(one ?? other ?? '');
          const [first] = names;
          return first === undefined || isSetIn(text, first, file)
            ? []
            : [{ start: index, end: index + whole.length, names }];
        }),
  );
}

/** `ViewBag.Title` and `ViewData["Title"]` are one. */
export function namesIn(text: string): readonly string[] {
  const names = text.split(/\W+/).filter((name) => name !== '');
  return /^(?:ViewBag|ViewData|TempData)$/.test(names[0] ?? '') ? names.slice(1) : names;
}

/** A page that sets a variable itself does not show what it was given. */
function isSetIn(text: string, name: string, file: string): boolean {
  return /\.(?:php|phtml)$/i.test(file) && new RegExp(String.raw`\$${name}\s{0,9}=[^=>]`).test(text);
}
