import type { Assigned } from './assign.ts';
import { type Fact, isTelling } from './fact.ts';

/** A number that a file before and what it became have in common. */
export interface Homes {
  before(fact: Fact): number | undefined;
  after(fact: Fact): number | undefined;
}

type Ambiguous = Assigned['ambiguous'];

/**
 * Where several findings could each be one of fewer, there are too many of them on their side. Those that are like them
 * but were left alone, as they stand further away, are as likely what became of them: they join. Of another file only
 * where the line tells something, and as many as are missing. Where at last as many of a file are gone as have come, each
 * has become one of them.
 *
 * @param left findings without a match; of those whose line is not known nothing says that they are alike
 */
export function joinLeft(
  ambiguous: Ambiguous,
  left: { readonly before: readonly Fact[]; readonly after: readonly Fact[] },
  homeOf: Homes,
): Ambiguous {
  const before = new LeftAlone(left.before, (fact) => homeOf.before(fact));
  const after = new LeftAlone(left.after, (fact) => homeOf.after(fact));
  const joined = ambiguous.map(([one, other]): Ambiguous[number] => {
    if (one.length === other.length) return [one, other];
    const homes = new Set([
      ...one.map((fact) => homeOf.before(fact)),
      ...other.map((fact) => homeOf.after(fact)),
    ]);
    const like = [...one, ...other];
    return [
      [...one, ...before.takeAtHome(like, homes)],
      [...other, ...after.takeAtHome(like, homes)],
    ];
  });
  const all = joined.map(([one, other]): Ambiguous[number] => [
    [...one, ...before.takeElsewhere(other, other.length - one.length)],
    [...other, ...after.takeElsewhere(one, one.length - other.length)],
  ]);
  return [...all, ...asManyAtHome(before.rest(), after.rest())];
}

/** @param before by file and what they are, as is `after` */
function asManyAtHome(
  before: ReadonlyMap<string, readonly Fact[]>,
  after: ReadonlyMap<string, readonly Fact[]>,
): Ambiguous {
  return [...before].flatMap(([key, gone]) => {
    const come = after.get(key) ?? [];
    return come.length === gone.length ? [[gone, come] as const] : [];
  });
}

class LeftAlone {
  readonly #facts: ReadonlyMap<string, readonly Fact[]>;
  readonly #homeOf: (fact: Fact) => number | undefined;
  readonly #taken = new Set<Fact>();

  constructor(facts: readonly Fact[], homeOf: (fact: Fact) => number | undefined) {
    this.#facts = Map.groupBy(
      facts.filter(({ text }) => text !== undefined),
      textKey,
    );
    this.#homeOf = homeOf;
  }

  takeAtHome(like: readonly Fact[], homes: ReadonlySet<number | undefined>): readonly Fact[] {
    return this.#take(this.#likeThese(like).filter((fact) => homes.has(this.#homeOf(fact))));
  }

  /** None where there are more of them than are missing. */
  takeElsewhere(like: readonly Fact[], missing: number): readonly Fact[] {
    const found = missing <= 0 ? [] : this.#likeThese(like.filter(isTelling));
    return found.length > missing ? [] : this.#take(found);
  }

  /** Those that were not taken, of one file and of the same text in one entry. */
  rest(): ReadonlyMap<string, readonly Fact[]> {
    const left = [...this.#facts.values()].flat().filter((fact) => !this.#taken.has(fact));
    return Map.groupBy(left, (fact) => `${this.#homeOf(fact)} ${textKey(fact)}`);
  }

  #likeThese(facts: readonly Fact[]): readonly Fact[] {
    const keys = new Set(facts.map(textKey));
    return [...keys].flatMap((key) => this.#facts.get(key) ?? []).filter((fact) => !this.#taken.has(fact));
  }

  #take(facts: readonly Fact[]): readonly Fact[] {
    for (const fact of facts) this.#taken.add(fact);
    return facts;
  }
}

function textKey({ rule, text, part }: Fact): string {
  return JSON.stringify([rule, text, part]);
}
