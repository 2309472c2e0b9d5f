import { isTestCode } from '../test-code.ts';
import type { LanguageName } from './rules/flow-rule.ts';
import { templateFiles } from './templates/template-files.ts';

/** Endings of the names of files through which data is followed, in small letters: any case of them is meant. */
const endings: readonly (readonly [LanguageName, readonly string[]])[] = [
  ['python', ['py', 'pyw']],
  ['java', ['java', 'jsp', 'jspx', 'jspf', 'tag', 'tagx', 'tagf', 'kt']],
  ['go', ['go']],
  ['csharp', ['cs', 'aspx', 'ascx', 'master', 'cshtml', 'razor']],
  ['ruby', ['rb', 'rake', 'ru', 'erb', 'haml', 'slim']],
  ['php', ['php', ...[...'0123456789'].map((version) => `php${version}`), 'phtml', 'inc', 'module']],
  ['javascript', ['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx', 'vue', 'svelte', 'html', 'htm']],
];
const languages: ReadonlyMap<string, LanguageName> = new Map(
  endings.flatMap(([language, list]) => list.map((ending) => [ending, language])),
);

export const kotlinFiles = /\.kt$/i;

/** Undefined where no data is followed through the file. Quick: it is asked of every file of a repository. */
export function flowLanguageOf(file: string): LanguageName | undefined {
  const dot = file.lastIndexOf('.');
  const ending = dot === -1 ? '' : file.slice(dot + 1);
  const language = languages.get(ending) ?? languages.get(ending.toLowerCase());
  if (language === undefined || isTestCode(file)) return undefined;
  return language === 'javascript' && /\.d\.[cm]?ts$|\.min\.js$/i.test(file) ? undefined : language;
}

/** Code, and the templates that it may fill in. */
export function isReadByFlow(file: string): boolean {
  return flowLanguageOf(file) !== undefined || templateFiles.test(file);
}
