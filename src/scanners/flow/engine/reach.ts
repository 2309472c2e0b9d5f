import type { FunctionForm } from '../form/form.ts';
import type { Project } from '../project.ts';
import type { Templates } from '../templates/templates.ts';

/** Thrown where following data has come to what the change alters. */
export class ComesToChange extends Error {}

/** What is asked for names that stand in other files. */
export interface Sources {
  readonly project: Project;
  readonly templates: Pick<Templates, 'named'>;
}

/** Something that is worked out once and kept. */
interface Work {
  isAltered: boolean;
  readonly takes: Set<Work>;
  /** What takes its outcome. */
  readonly takers: Set<Work>;
  /** By their keys. */
  readonly findings: Set<string>;
}

/** What a change alters of a file: nothing, all of it, or the functions that start there. */
export type Alteration = undefined | 'all' | ReadonlySet<number>;

/**
 * Whether following data comes to what a change alters: to a changed file or function, or to a name for which there is another
 * answer on another side of the change. Of what an analysis works out once and keeps, such as what a function gives
 * back, it is known what came to the change while it was worked out, and what was found.
 */
export class Reach {
  readonly #alterationOf: (file: string) => Alteration;
  readonly #others: readonly Sources[];
  readonly #works = new Map<unknown, Work>();
  #current: Work = newWork();

  constructor(alterationOf: (file: string) => Alteration, others: readonly Sources[]) {
    this.#alterationOf = alterationOf;
    this.#others = others;
  }

  /** Says what is used. Throws ComesToChange. */
  file(file: string): void {
    if (this.#alterationOf(file) === 'all') this.#stop();
  }

  /** Says what is run. Throws ComesToChange. */
  runs(file: string, { start }: FunctionForm): void {
    const alteration = this.#alterationOf(file);
    if (alteration === 'all' || alteration?.has(start)) this.#stop();
  }

  /** Says what was answered, and how it was asked for. Throws ComesToChange. */
  answer(own: readonly string[], ask: (sources: Sources) => readonly string[]): void {
    for (const other of this.#others) if (!isSame(own, ask(other))) this.#stop();
  }

  found(key: string): void {
    this.#current.findings.add(key);
  }

  /** Keys of all that is found on a way from what `work` does, or undefined where it comes to what the change alters. */
  follow(work: () => void): ReadonlySet<string> | undefined {
    const entry = newWork();
    this.#current = entry;
    try {
      work();
    } catch (error) {
      if (!(error instanceof ComesToChange)) throw error;
      return undefined;
    }
    return new Set([...allOf(entry, ({ takes }) => takes)].flatMap(({ findings }) => [...findings]));
  }

  /** Works out what is kept under this key. Passes on what the work throws. */
  within<Result>(key: unknown, work: () => Result): Result {
    const around = this.#current;
    this.takes(key);
    this.#current = this.#workOn(key);
    try {
      return work();
    } finally {
      this.#current = around;
    }
  }

  /** Says that what is kept under this key is taken, worked out or still being so. Throws ComesToChange. */
  takes(key: unknown): void {
    const work = this.#workOn(key);
    this.#current.takes.add(work);
    work.takers.add(this.#current);
    if (work.isAltered) this.#stop();
  }

  /** All that is kept is gone. */
  forget(): void {
    this.#works.clear();
  }

  #workOn(key: unknown): Work {
    const known = this.#works.get(key) ?? newWork();
    this.#works.set(key, known);
    return known;
  }

  #stop(): never {
    for (const work of allOf(this.#current, ({ takers }) => takers)) work.isAltered = true;
    throw new ComesToChange();
  }
}

function newWork(): Work {
  return { isAltered: false, takes: new Set(), takers: new Set(), findings: new Set() };
}

/** One and all to which `next` leads from it. */
function allOf(first: Work, next: (work: Work) => Iterable<Work>): ReadonlySet<Work> {
  const all = new Set([first]);
  // What is added while it goes on comes up, too.
  for (const work of all) for (const one of next(work)) all.add(one);
  return all;
}

/** With nobody to watch it, work is only done. */
export function within<Result>(reach: Reach | undefined, key: unknown, work: () => Result): Result {
  return reach === undefined ? work() : reach.within(key, work);
}

/** What is kept under a key. */
export function taken<Kept>(reach: Reach | undefined, key: unknown, kept: Kept): Kept {
  reach?.takes(key);
  return kept;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
