import type { ReadFile } from '../project.ts';
import { type RawOutput, rawOutputs, templateFiles } from './raw-outputs.ts';

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
    for (const file of files.filter((one) => templateFiles.test(one))) {
      const name = lastName(file);
      const known = this.#byName.get(name);
      if (known === undefined) this.#byName.set(name, [file]);
      else known.push(file);
    }
  }

  /** Of the templates that code may mean by a name such as `user/profile` or `profile.html`. */
  named(name: string): readonly TemplateOutputs[] {
    const path = name.replace(/^(?:\.{0,2}\/)+/, '');
    const files = (this.#byName.get(lastName(path)) ?? []).filter((file) => isNamed(file, path));
    return files.length > mostOfName ? [] : files.map((file) => ({ file, outputs: this.#outputsOf(file) }));
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

function isNamed(file: string, path: string): boolean {
  return [file, file.replace(/\.\w+$/, '')].some((one) => one === path || one.endsWith(`/${path}`));
}

const lastName = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
