import type { PageData, PageFinding } from '../page-data.ts';

/** The ways to narrow the list down, besides words. */
export const facets = ['severity', 'disposition', 'category', 'scanner', 'rule', 'folder'] as const;

export type Facet = (typeof facets)[number];

export const sortKeys = ['severity', 'title', 'place', 'disposition', 'rule'] as const;

export type SortKey = (typeof sortKeys)[number];

/** All of the page's state: what is in the address behind the `#`. */
export interface Query {
  readonly text: string;
  readonly chosen: Readonly<Record<Facet, readonly string[]>>;
  readonly sort: SortKey;
  readonly descending: boolean;
  /** From 0. */
  readonly page: number;
  /** Fingerprint of the finding that is unfolded. */
  readonly open?: string;
}

export const emptyQuery: Query = {
  text: '',
  chosen: { severity: [], disposition: [], category: [], scanner: [], rule: [], folder: [] },
  // The order of the report: what is new first, and the worst of it.
  sort: 'disposition',
  descending: false,
  page: 0,
};

/** Orders of things that have one. */
const ranks: Readonly<Record<string, number>> = {
  critical: 0,
  high: 1,
  medium: 2,
  low: 3,
  active: 0,
  'moved?': 1,
  'outside-change': 2,
  baselined: 3,
  suppressed: 4,
};

/** A finding with what is asked of it again and again worked out once. */
interface Indexed {
  readonly index: number;
  readonly words: string;
  readonly values: Readonly<Record<Facet, string>>;
  /** Of the severity, 0 for critical. */
  readonly rank: number;
  readonly keys: Readonly<Record<SortKey, string | number>>;
}

export interface Selection {
  /** Indexes of the findings that fit, in order. */
  readonly found: readonly number[];
  /** For each facet, how many findings each value would leave, given everything else that is chosen. */
  readonly counts: Readonly<Record<Facet, ReadonlyMap<string, number>>>;
  /** Of each of these counts, how many are critical, high, medium and low. */
  readonly shades: Readonly<Record<Facet, ReadonlyMap<string, Shades>>>;
}

/** How many are critical, high, medium and low. */
export type Shades = [number, number, number, number];

/** Finds among thousands of findings between two key strokes. */
export class FindingIndex {
  readonly #all: readonly Indexed[];

  constructor({ findings, rules }: PageData) {
    this.#all = findings.map((finding, index) => {
      const rule = rules[finding.rule];
      return indexed(finding, index, rule?.id ?? '', rule?.scanner ?? '');
    });
  }

  select(query: Query): Selection {
    const terms = query.text
      .toLowerCase()
      .split(/\s+/)
      .filter((term) => term !== '');
    const chosen = facets.map((facet) => ({ facet, values: new Set(query.chosen[facet]) }));
    const counts = emptyMaps<number>();
    const shades = emptyMaps<Shades>();
    const found: Indexed[] = [];
    for (const each of this.#all) {
      if (!terms.every((term) => each.words.includes(term))) continue;
      const missed = chosen.filter(({ facet, values }) => values.size > 0 && !values.has(each.values[facet]));
      if (missed.length === 0) found.push(each);
      // What fails by one facet alone would come in by another choice there.
      const counting =
        missed.length === 0 ? facets : missed.length === 1 ? missed.map(({ facet }) => facet) : [];
      for (const facet of counting) {
        const value = each.values[facet];
        counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
        const shade = shades[facet].get(value) ?? [0, 0, 0, 0];
        shade[each.rank] = (shade[each.rank] ?? 0) + 1;
        shades[facet].set(value, shade);
      }
    }
    return { found: sorted(found, query).map(({ index }) => index), counts, shades };
  }
}

function indexed(finding: PageFinding, index: number, rule: string, scanner: string): Indexed {
  const {
    title,
    message = '',
    path = '',
    fingerprint,
    cwe,
    startLine = 0,
    severity,
    disposition,
    category,
  } = finding;
  const numbers = cwe.map((number) => `cwe-${number}`).join(' ');
  return {
    index,
    words:
      `${title}\n${message}\n${path}:${startLine}\n${rule}\n${scanner}\n${fingerprint}\n${numbers}`.toLowerCase(),
    rank: ranks[severity] ?? 3,
    values: { severity, disposition, category, scanner, rule, folder: folderOf(path) },
    keys: {
      severity: ranks[severity] ?? 9,
      disposition: ranks[disposition] ?? 9,
      title: title.toLowerCase(),
      place: `${path}:${String(startLine).padStart(8, '0')}`,
      rule,
    },
  };
}

/** The first two folders of a path: enough to tell the parts of a repository apart. */
function folderOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.length === 0 ? '.' : folders.slice(0, 2).join('/');
}

function sorted(found: readonly Indexed[], { sort, descending }: Query): readonly Indexed[] {
  const direction = descending ? -1 : 1;
  return found.toSorted((a, b) => {
    const [x, y] = [a.keys[sort], b.keys[sort]];
    const order = x === y ? 0 : x < y ? -1 : 1;
    // Equal ones stay in the order of the report, whichever direction the others take.
    return order === 0 ? a.index - b.index : order * direction;
  });
}

function emptyMaps<T>(): Record<Facet, Map<string, T>> {
  return {
    severity: new Map(),
    disposition: new Map(),
    category: new Map(),
    scanner: new Map(),
    rule: new Map(),
    folder: new Map(),
  };
}

/** A facet's values as people expect them: by rank where there is one, else the most frequent first. */
export function orderedValues(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].toSorted(
    ([a, countA], [b, countB]) => (ranks[a] ?? 9) - (ranks[b] ?? 9) || countB - countA || (a < b ? -1 : 1),
  );
}
