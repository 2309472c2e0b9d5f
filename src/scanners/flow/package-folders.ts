import { posix } from 'node:path';

/** The files of languages in which a folder is one package, and the names that each file gives to it. */
export class PackageFolders {
  readonly #files: ReadonlyMap<string, readonly string[]>;
  readonly #byName: ReadonlyMap<string, readonly string[]>;
  readonly #declared: (file: string) => readonly string[];
  readonly #known = new Map<string, ReadonlyMap<string, readonly string[]>>();

  /** `declared`: what a file gives to its package. Asked once of each file, when a name of its folder is. */
  constructor(files: Iterable<string>, declared: (file: string) => readonly string[]) {
    this.#files = Map.groupBy(files, (file) => posix.dirname(file));
    this.#byName = Map.groupBy(this.#files.keys(), (folder) => posix.basename(folder));
    this.#declared = declared;
  }

  named(name: string): readonly string[] {
    return this.#byName.get(name) ?? [];
  }

  declaring(folder: string, name: string): readonly string[] {
    return this.#names(folder).get(name) ?? [];
  }

  /** Types of the folder's package that have a method of the name. */
  typesWith(folder: string, method: string): readonly string[] {
    const end = `.${method}`;
    return [...this.#names(folder).keys()]
      .filter((name) => name.endsWith(end))
      .map((name) => name.slice(0, -end.length));
  }

  #names(folder: string): ReadonlyMap<string, readonly string[]> {
    const names = this.#known.get(folder) ?? this.#namesIn(folder);
    this.#known.set(folder, names);
    return names;
  }

  #namesIn(folder: string): ReadonlyMap<string, readonly string[]> {
    const names = new Map<string, string[]>();
    for (const file of this.#files.get(folder) ?? [])
      for (const name of new Set(this.#declared(file))) {
        const known = names.get(name);
        if (known === undefined) names.set(name, [file]);
        else known.push(file);
      }
    return names;
  }
}
