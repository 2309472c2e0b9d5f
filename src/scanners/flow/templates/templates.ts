import type { ReadFile } from '../project.ts';
import type { LanguageName } from '../rules/flow-rule.ts';
import type { readTemplate } from './read-template.ts';
import { nothing, type Template } from './template.ts';
import { isFilledIn, isTemplate } from './template-files.ts';

export interface TemplateFile {
  readonly file: string;
  readonly template: Template;
}

/** How templates are read; their languages are loaded where there are any. */
export async function templateReading(files: readonly string[]): Promise<typeof readTemplate> {
  if (!files.some(isTemplate)) return () => nothing;
  return (await import('./read-template.ts')).readTemplate;
}

/** More of one name, and it is not known which is meant. */
const mostOfName = 3;
/** Nobody writes longer templates. Characters. */
const longestTemplate = 300_000;

/** The templates among the scanned files, each read when code first renders it. */
export class Templates {
  readonly #byName = new Map<string, string[]>();
  readonly #text: ReadFile;
  readonly #known = new Map<string, Template>();
  readonly #reading: typeof readTemplate;

  constructor(files: readonly string[], read: ReadFile, reading: typeof readTemplate) {
    this.#text = read;
    this.#reading = reading;
    for (const file of files.filter(isTemplate)) {
      const name = lastName(file);
      const known = this.#byName.get(name);
      if (known === undefined) this.#byName.set(name, [file]);
      else known.push(file);
    }
  }

  /**
   * Of the templates that code may mean by a name such as `user/profile`, `user.profile` or `profile.html`: of too many
   * those that are nearest to the code.
   */
  named(name: string, language: LanguageName, from: string): readonly TemplateFile[] {
    const all = this.#filesNamed(name, language);
    // A template means one of its own kind, in the folders around it.
    const isOfTemplate = isTemplate(from);
    const alike = isOfTemplate ? all.filter((file) => endingOf(file) === endingOf(from)) : [];
    const likely = alike.length > 0 ? alike : all;
    const files = isOfTemplate || likely.length > mostOfName ? nearest(likely, from) : likely;
    return files.length > mostOfName ? [] : files.map((file) => ({ file, template: this.#read(file) }));
  }

  #filesNamed(name: string, language: LanguageName): readonly string[] {
    // Thymeleaf names a part of it after two colons, Twig and Laravel first what it belongs to.
    const path = name.replace(/\s+::.*$/s, '').replace(/^(?:@\w{1,80}\/|[\w-]{1,80}::)?(?:[~.]{0,2}\/)*/, '');
    const paths = [path, path.replaceAll('.', '/')];
    const found = paths.flatMap((one) =>
      (this.#byName.get(lastName(one)) ?? []).filter(
        (file) => isFilledIn(file, language) && isNamed(file, one),
      ),
    );
    return [...new Set(found)];
  }

  #read(file: string): Template {
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const text = this.#text(file);
    const isReadable = typeof text === 'string' && text.length <= longestTemplate;
    const template = isReadable ? this.#reading(file, text) : nothing;
    this.#known.set(file, template);
    return template;
  }
}

const endingOf = (file: string) => file.slice(file.lastIndexOf('.'));

function nearest(files: readonly string[], from: string): readonly string[] {
  const folders = from.split('/').slice(0, -1);
  const shared = files.map((file) => {
    const parts = file.split('/');
    const end = folders.findIndex((folder, index) => folder !== parts[index]);
    return end === -1 ? folders.length : end;
  });
  const most = Math.max(...shared);
  return files.filter((_, index) => shared[index] === most);
}

const ending = /(?:\.blade\.php|\.\w+)$/;

function isNamed(file: string, path: string): boolean {
  return [file, file.replace(ending, '')].some((one) => one === path || one.endsWith(`/${path}`));
}

const lastName = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(ending, '');
