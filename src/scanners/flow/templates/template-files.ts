import type { LanguageName } from '../rules/flow-rule.ts';

/** Templates that are no code themselves. */
export const templateFiles =
  /\.(?:ejs|eta|hbs|handlebars|mustache|njk|nunjucks|twig|swig|j2|jinja2?|x?html?|pug|jade|dust|tmpl|gohtml|tpl|ftlh?|vm)$/i;

/** What code of a language fills in, where that is not any of the above. */
const ofLanguage: Readonly<Partial<Record<LanguageName, RegExp>>> = {
  java: /\.(?:jspx?|jspf|tagx?|x?html?|ftlh?|vm|mustache|hbs)$/i,
  csharp: /\.cshtml$/i,
  php: /\.(?:php|phtml|twig|html?|tpl|mustache)$/i,
};

/** Whether code of the language may mean the file by the name of a template. */
export function isFilledIn(file: string, language: LanguageName): boolean {
  return (ofLanguage[language] ?? templateFiles).test(file);
}

export function isTemplate(file: string): boolean {
  return templateFiles.test(file) || Object.values(ofLanguage).some((files) => files.test(file));
}
