import type { Front } from './languages/front.ts';

/** What a file's text names, by which others may come to it. */
export interface FileNames {
  readonly methods: readonly string[];
  /** Members that functions are stored under. */
  readonly stores: readonly string[];
  /** Functions that a table of routes calls with texts of the path. */
  readonly routed: readonly string[];
  /** What its classes are based on. */
  readonly bases: readonly string[];
  /** Functions and classes, where the language's files are found by them. */
  readonly defines: readonly string[];
  /** Files that it includes, without their folders, where those share their variables. */
  readonly included: readonly string[];
}

type Indexed = Exclude<keyof FileNames, 'included'>;

/** The same by name, to the files that have them. */
export type NamedFiles = { readonly [Kind in Indexed]: ReadonlyMap<string, readonly string[]> };

export function namesIn(front: Front, text: string): FileNames {
  const { methods, stores, routed, bases, defines, shares } = front;
  const all = (pattern: RegExp | undefined) =>
    pattern === undefined
      ? []
      : [...new Set(Array.from(text.matchAll(pattern), ([, name = '']) => onItsOwn(name)))];
  return {
    methods: all(methods),
    stores: all(stores),
    routed: all(routed),
    bases: [
      ...new Set(
        all(bases)
          .flatMap((list) => list.match(/\w+/g) ?? [])
          .map(onItsOwn),
      ),
    ],
    defines: all(defines),
    included: all(shares?.included),
  };
}

/** V8 holds the whole text that a part of it was taken from, as long as that part is held. */
export const onItsOwn = (name: string) => Buffer.from(name).toString();

export function nameFiles(files: Iterable<readonly [string, FileNames]>): NamedFiles {
  const named = { methods: index(), stores: index(), routed: index(), bases: index(), defines: index() };
  for (const [file, names] of files) {
    for (const name of names.methods) addTo(named.methods, name, file);
    for (const name of names.stores) addTo(named.stores, name, file);
    for (const name of names.routed) addTo(named.routed, name, file);
    for (const name of names.bases) addTo(named.bases, name, file);
    for (const name of names.defines) addTo(named.defines, name, file);
  }
  return named;
}

const index = () => new Map<string, string[]>();

/** More would be no help: then a name says nothing. */
const mostFilesOfName = 12;

export function addTo(index: Map<string, string[]>, name: string, file: string): void {
  const known = index.get(name);
  if (known === undefined) index.set(name, [file]);
  else if (known.length < mostFilesOfName && known.at(-1) !== file) known.push(file);
}
