import type { ReadFile } from '../project.ts';
import type { LanguageName } from '../rules/flow-rule.ts';
import type { RawOutput } from './raw-output.ts';
import { rawOutputs } from './raw-outputs.ts';
import { isFilledIn, isTemplate } from './template-files.ts';

export interface TemplateOutputs {
  readonly file: string;
  readonly outputs: readonly RawOutput[];
}

/** More of one name, and it is not known which is meant. */
const mostOfName = 3;
/** Nobody writes longer templates. Characters. */
const longestTemplate = 300_000;

/** The templates among the scanned files, each read when code first renders it. */
export class Templates {
  readonly #byName = new Map<string, string[]>();
  readonly #read: ReadFile;
  readonly #known = new Map<string, readonly RawOutput[]>();

  constructor(files: readonly string[], read: ReadFile) {
    this.#read = read;
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
  named(name: string, language: LanguageName, from: string): readonly TemplateOutputs[] {
    const all = this.#filesNamed(name, language);
    const files = all.length > mostOfName ? nearest(all, from) : all;
    return files.length > mostOfName ? [] : files.map((file) => ({ file, outputs: this.#outputsOf(file) }));
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

  #outputsOf(file: string): readonly RawOutput[] {
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const text = this.#read(file);
    const outputs = typeof text === 'string' && text.length <= longestTemplate ? rawOutputs(file, text) : [];
    this.#known.set(file, outputs);
    return outputs;
  }
}

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
