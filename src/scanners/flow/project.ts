import { type FileFacts, type FileText, factsOf, usableText } from './file-facts.ts';
import type { ModuleForm } from './form/form.ts';
import type { Front } from './languages/front.ts';
import type { Lowered } from './lowered-files.ts';
import { addTo, type NamedFiles, nameFiles, onItsOwn } from './named-files.ts';
import { PackageFolders } from './package-folders.ts';
import { isStackOverflow } from './stack-overflow.ts';
import type { Parsed, SyntaxParser } from './syntax/parser.ts';

/** Files that one file leads to are lowered up to so many characters; those after them are taken for libraries. */
const mostLed = 500_000;
/** As many for a side of a change that leaves out what another side did: what it leads to beyond that, the change brings. */
const mostBeside = 750_000;

export type ReadFile = (file: string) => FileText;

export type ProjectParser = Pick<SyntaxParser, 'parse'>;

/** Keeps what was found out of a file, where another project has the same one. */
export type Keep<Found> = (file: string, look: () => Found) => Found;

/** A file that was not analysed, and why. */
export interface Omission {
  readonly file: string;
  readonly why: string;
}

/** The scanned files of one language, each lowered when it is first needed. */
export class Project {
  readonly front: Front;
  readonly #omitted = new Map<string, string>();
  /** Files that may read data from outside. */
  readonly mentioning: string[] = [];
  /** Files that share what other files, which they include, read from outside. */
  readonly passing = new Set<string>();
  readonly #read: ReadFile;
  readonly #parser: ProjectParser;
  readonly #modules = new Map<string, ModuleForm | undefined>();
  readonly #files: ReadonlyMap<string, FileFacts>;
  readonly #lowered: Keep<Lowered>;
  readonly #trees: Keep<Parsed>;
  #namedFiles: NamedFiles | undefined;
  #bringing: ReadonlySet<string> | undefined;
  #byName: ReadonlyMap<string, readonly string[]> | undefined;
  #folders: PackageFolders | undefined;
  #held = 0;
  #led = 0;
  #leftOut = new Set<string>();
  #ledTo = new Set<string>();
  #leftOutBeside: ReadonlySet<string> | undefined;

  constructor(
    front: Front,
    files: readonly string[],
    options: {
      readonly read: ReadFile;
      readonly parser: ProjectParser;
      readonly mentions: RegExp;
      readonly facts?: Keep<FileFacts>;
      readonly lowered?: Keep<Lowered>;
      readonly trees?: Keep<Parsed>;
    },
  ) {
    const { read, parser, mentions, facts = (_, look) => look() } = options;
    this.#lowered = options.lowered ?? ((_, look) => look());
    this.#trees = options.trees ?? ((_, parse) => parse());
    this.front = front;
    this.#read = read;
    this.#parser = parser;
    const look = (file: string) => factsOf(front, this.#usable(file), mentions);
    this.#files = new Map(files.map((file) => [file, facts(file, () => look(file))]));
    for (const [file, { skipped, mentions: isMentioning }] of this.#files) {
      // Nobody writes code with a NUL in it, nor is it gone from the commit: all others are to be told.
      if (skipped !== undefined) this.#omitted.set(file, skipped);
      if (isMentioning) this.mentioning.push(file);
    }
  }

  /** Names of the files that it includes, without their folders. */
  includedBy(file: string): readonly string[] {
    return this.#files.get(file)?.names.included ?? [];
  }

  foldersNamed(name: string): readonly string[] {
    return this.#packages().named(name);
  }

  declaring(folder: string, name: string): readonly string[] {
    return this.#packages().declaring(folder, name);
  }

  typesWith(folder: string, method: string): readonly string[] {
    return this.#packages().typesWith(folder, method);
  }

  #packages(): PackageFolders {
    this.#folders ??= new PackageFolders(this.#files.keys(), (file) => {
      const text = this.#usable(file);
      return typeof text === 'string' ? (this.front.declared?.(text) ?? []).map(onItsOwn) : [];
    });
    return this.#folders;
  }

  has(file: string): boolean {
    return this.#files.has(file);
  }

  /** Whether a file that includes it may have data from outside of it. */
  brings(file: string): boolean {
    this.#bringing ??= new Set([...this.passing, ...this.mentioning]);
    return this.#bringing.has(file);
  }

  filesNamed(name: string): readonly string[] {
    this.#byName ??= this.#nameFiles();
    return this.#byName.get(name) ?? [];
  }

  #nameFiles(): ReadonlyMap<string, readonly string[]> {
    const byName = new Map<string, string[]>();
    for (const file of this.#files.keys()) addTo(byName, this.front.nameOf(file), file);
    return byName;
  }

  filesWithMethod(name: string): readonly string[] {
    return this.#byNames().methods.get(name) ?? [];
  }

  /** Where a function may be stored under the name. */
  filesStoring(name: string): readonly string[] {
    return this.#byNames().stores.get(name) ?? [];
  }

  /** Where a table of routes may call a function of the name with texts of the path. */
  filesRouting(name: string): readonly string[] {
    return this.#byNames().routed.get(name) ?? [];
  }

  filesWithBase(name: string): readonly string[] {
    return this.#byNames().bases.get(name) ?? [];
  }

  filesDefining(name: string): readonly string[] {
    return this.#byNames().defines.get(name) ?? [];
  }

  #byNames(): NamedFiles {
    this.#namedFiles ??= nameFiles(this.#files.entries().map(([file, { names }]) => [file, names]));
    return this.#namedFiles;
  }

  /** From here on, what is lowered is counted for the next file that is analysed. */
  startFile(): void {
    this.#led = 0;
    this.#leftOut = new Set();
    this.#ledTo = new Set();
  }

  /**
   * What another side of a change had no room for, of the file that is analysed next; it stays so here, and all else has
   * room. Otherwise each side would come to its limit somewhere else, and one would find what is on both.
   */
  leaveOut(files: ReadonlySet<string> | undefined): void {
    this.#leftOutBeside = files;
  }

  /** What there was no room for, of the file that was analysed last. */
  get leftOut(): ReadonlySet<string> {
    return this.#leftOut;
  }

  /** Whether what there was room for, or not, may have to do with one of these files. */
  isFullBy(files: ReadonlySet<string>): boolean {
    return this.isFull && !(files.isDisjointFrom(this.#ledTo) && files.isDisjointFrom(this.#leftOut));
  }

  /** Whether files that are not lowered yet stay so, for the file that is analysed now. */
  get isFull(): boolean {
    if (this.#leftOutBeside === undefined) return this.#led > mostLed;
    return this.#leftOut.size > 0 || this.#led > mostBeside;
  }

  #hasRoomFor(file: string): boolean {
    if (this.#leftOutBeside === undefined) return this.#led <= mostLed;
    return !this.#leftOutBeside.has(file) && this.#led <= mostBeside;
  }

  /** Undefined where it cannot be analysed, or so much is lowered that it must not be. */
  module(file: string): ModuleForm | undefined {
    if (this.#modules.has(file)) return this.#modules.get(file);
    if (!this.#hasRoomFor(file)) {
      this.#leftOut.add(file);
      return undefined;
    }
    const lowered = this.#lowered(file, () => this.#lower(file));
    const module = 'module' in lowered ? lowered.module : undefined;
    if ('failed' in lowered) this.#omitted.set(file, lowered.failed);
    else {
      this.#held += lowered.length;
      this.#led += lowered.length;
      this.#ledTo.add(file);
    }
    this.#modules.set(file, module);
    return module;
  }

  /** What it is lowered to, not held here, whether it may be analysed or not. */
  look(file: string): ModuleForm | undefined {
    const lowered = this.#lowered(file, () => this.#lower(file));
    return 'module' in lowered ? lowered.module : undefined;
  }

  get omitted(): readonly Omission[] {
    return Array.from(this.#omitted, ([file, why]) => ({ file, why }));
  }

  /** Characters of the files that are held lowered. */
  get held(): number {
    return this.#held;
  }

  forget(): void {
    this.#modules.clear();
    this.#held = 0;
  }

  #usable(file: string): FileText {
    return usableText(this.#read(file));
  }

  #lower(file: string): Lowered {
    const whole = this.#usable(file);
    if (typeof whole !== 'string') return { failed: whole.skipped };
    const text = this.front.codeOf?.(file, whole) ?? whole;
    const parsed = this.#trees(file, () => this.#parser.parse(this.front.grammarOf(file), text));
    if ('failed' in parsed) return parsed;
    try {
      return { module: this.front.lower(file, text, parsed.tree.root()), length: text.length };
    } catch (error) {
      if (isStackOverflow(error)) return { failed: 'too deep' };
      throw error;
    }
  }
}
