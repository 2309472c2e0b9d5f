import { posix } from 'node:path';
import { mostOwners } from './engine/project-names.ts';
import type { Front } from './languages/front.ts';
import type { FileText, Project } from './project.ts';

/** Beyond this, in characters, to look for the way costs as much as to go it. */
const mostLookedAt = 16_000_000;

/**
 * Of the files that read data from outside those whose analysis may come to a changed file: what is found from all
 * others is the same before the change and after it. A file leads to another one that it loads, or speaks of by the
 * name of a class or method, wherever in its text: rather too many files than one too few.
 */
export function affectedFiles(project: Project, around: Surroundings): readonly string[] {
  const leaders = leadersOf(project, around);
  if (leaders === undefined) return project.mentioning;
  const affected = new Set(around.changed);
  // What is added while it goes on comes up, too.
  for (const file of affected) for (const leader of leaders.get(file) ?? []) affected.add(leader);
  return project.mentioning.filter((file) => affected.has(file));
}

export interface Surroundings {
  /** All files of the project. */
  readonly files: readonly string[];
  /** Paths of code and templates, of which this side of the change may lack some. */
  readonly changed: ReadonlySet<string>;
  wordsOf(file: string): WordsOfFile | undefined;
  templatesNamed(name: string): readonly string[];
  /** Changed templates that a class of the name may fill in. */
  viewsOf(name: string): readonly string[];
}

/** Who leads to each file, as far as one comes from those that read data; undefined where that is too far. */
function leadersOf(
  project: Project,
  around: Surroundings,
): ReadonlyMap<string, readonly string[]> | undefined {
  const leads = new Leads(project, around);
  const leaders = new Map<string, string[]>();
  const seen = new Set(project.mentioning);
  let lookedAt = 0;
  for (const file of seen) {
    const words = project.has(file) ? around.wordsOf(file) : undefined;
    if (words === undefined) continue;
    lookedAt += words.length;
    if (lookedAt > mostLookedAt) return undefined;
    for (const led of new Set(leads.from(file, words))) {
      const known = leaders.get(led);
      if (known === undefined) leaders.set(led, [file]);
      else known.push(file);
      seen.add(led);
    }
  }
  return leaders;
}

/** What a text says by which other files could be meant. */
export interface WordsOfFile {
  /** Of the text, in characters. */
  readonly length: number;
  /** From the file's folder to what it loads. */
  readonly paths: ReadonlySet<string>;
  /** What it loads by a name that settings give, as far as that is not a package's. */
  readonly modules: ReadonlySet<string>;
  /** Classes and modules. */
  readonly names: ReadonlySet<string>;
  /** Methods that are called and given something. */
  readonly methods: ReadonlySet<string>;
  /** What could be the name of a template. */
  readonly strings: ReadonlySet<string>;
}

const relativePaths = /['"`](\.{1,2}(?:\/[^'"`\n]{0,300})?)['"`]/g;
const loadedNames =
  /\b(?:from|require\(|import\(?)\s{0,10}['"`]([^'"`.\n][^'"`\n]{0,200}\/[^'"`\n]{1,200})['"`]/g;
const calledMethods = /\.\s*([\w$]+)\s*(?:\?\.)?\s*(?:<[^>()]{0,80}>)?(?:\((?!\s*\))|`)/g;
const shortStrings = /['"`]([\w./-]{1,200})['"`]/g;

export function wordsIn(front: Front, file: string, text: FileText): WordsOfFile | undefined {
  if (typeof text !== 'string') return undefined;
  const all = (pattern: RegExp) => new Set(Array.from(text.matchAll(pattern), ([, word = '']) => word));
  return {
    length: text.length,
    paths: all(relativePaths),
    modules: front.language === 'javascript' ? all(loadedNames) : new Set(),
    names: all(front.speaksOf(file)),
    methods: all(front.calls ?? calledMethods),
    strings: all(shortStrings),
  };
}

/** The ways in which `ProjectNames` gets from one file to another, as far as their texts tell. */
class Leads {
  readonly #project: Project;
  readonly #around: Surroundings;
  readonly #byName: ReadonlyMap<string, readonly string[]>;

  constructor(project: Project, around: Surroundings) {
    this.#project = project;
    this.#around = around;
    this.#byName = Map.groupBy(around.files, (file) => project.front.nameOf(file));
  }

  *from(file: string, words: WordsOfFile): Generator<string> {
    const { names, methods, strings } = words;
    const { front } = this.#project;
    yield* packagesAround(posix.dirname(file), this.#project);
    yield* this.#project.filesBeside(file);
    yield* this.#loaded(file, words);
    for (const name of names) yield* this.#named(name);
    if (front.meantBy !== undefined)
      for (const word of [...names, ...strings])
        for (const name of front.meantBy(file, word)) yield* this.#byName.get(name) ?? [];
    for (const name of methods) {
      yield* this.#ofFew(this.#project.filesWithMethod(name), mostOwners);
      yield* this.#project.filesStoring(name);
    }
    for (const name of strings) yield* this.#around.templatesNamed(name);
  }

  *#loaded(file: string, { paths, modules }: WordsOfFile): Generator<string> {
    const folder = posix.dirname(file);
    const own = Array.from(paths, (path) => `<${posix.join(folder, path)}>`);
    for (const name of [...own, ...modules])
      for (const lead of this.#project.front.leads(name, file, this.#project)) yield lead.file;
  }

  *#named(name: string): Generator<string> {
    const { front } = this.#project;
    const named = this.#byName.get(name) ?? [];
    // By its name alone a class is found of which there is one file only.
    yield* front.findsByName ? named : this.#ofFew(named, 1);
    yield* this.#project.filesWithBase(name);
    yield* this.#around.viewsOf(name);
    if (front.defines !== undefined) yield* this.#project.filesDefining(name);
  }

  /** Where there are more, the name says nothing; but without what has changed there may be fewer. */
  #ofFew(files: readonly string[], most: number): readonly string[] {
    if (files.length <= most) return files;
    const changed = files.filter((file) => this.#around.changed.has(file));
    return files.length - changed.length <= most ? changed : [];
  }
}

/** Python's packages are loaded with their modules, by dots alone. */
function* packagesAround(folder: string, project: Project): Generator<string> {
  for (let around = folder; around !== '.' && around !== '/'; around = posix.dirname(around)) {
    const file = `${around}/__init__.py`;
    if (project.has(file)) yield file;
  }
}
