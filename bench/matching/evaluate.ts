// The truth of an edited project, and how a matching does against it.
import type { Finding } from '../../src/core/finding.ts';
import type { Matching } from '../../src/triage/matching/matching.ts';
import type { History, Project } from './project.ts';

export interface Truth {
  /** By index before, the index after. */
  readonly pairs: ReadonlyMap<number, number>;
  /** Indexes that must not be matched, as nobody could. */
  readonly ambiguousBefore: ReadonlySet<number>;
  readonly ambiguousAfter: ReadonlySet<number>;
  /** Indexes of which the edits do not say what became of them: they count for nothing. */
  readonly unknownBefore: ReadonlySet<number>;
  readonly unknownAfter: ReadonlySet<number>;
}

/** The same finding is the same rule on the same line, the n-th on it where there are several. */
export function truthOf(
  before: { readonly project: Project; readonly findings: readonly Finding[] },
  after: { readonly project: Project; readonly findings: readonly Finding[] },
  history: History,
): Truth {
  const groupsBefore = groupByLine(before.project, before.findings, history);
  const groupsAfter = groupByLine(after.project, after.findings, history);
  const copies = groupCopies(groupsAfter, history);
  const pairs = new Map<number, number>();
  const unknownBefore = new Set<number>();
  const unknownAfter = new Set<number>();
  const ambiguousBefore = new Set<number>();
  const ambiguousAfter = new Set<number>();
  for (const [key, { id, indexes }] of groupsBefore) {
    const others = groupsAfter.get(key)?.indexes ?? [];
    const ofCopies = copies.get(key) ?? [];
    const pathAfter = after.findings[others[0] ?? -1]?.place?.path;
    const claim = claimOf({
      isCopiedBelow: history.indistinguishable.has(id),
      looksAlike: areAlike([
        ...indexes.map((index) => before.findings[index]),
        ...[...others, ...ofCopies].map((index) => after.findings[index]),
      ]),
      hasMoved: pathAfter !== before.findings[indexes[0] ?? -1]?.place?.path,
      counts: { before: indexes.length, after: others.length, copies: ofCopies.length },
    });
    if (claim === 'ambiguous') {
      addAll(ambiguousBefore, indexes);
      addAll(ambiguousAfter, [...others, ...ofCopies]);
    } else if (claim === 'unknown') {
      addAll(unknownBefore, indexes);
      addAll(unknownAfter, [...others, ...ofCopies]);
    } else {
      for (const [at, index] of others.entries()) pairs.set(indexes[at] ?? -1, index);
    }
  }
  return { pairs, ambiguousBefore, ambiguousAfter, unknownBefore, unknownAfter };
}

/** What the edits say of the findings of one line, with those on copies of it. */
function claimOf(line: {
  readonly isCopiedBelow: boolean;
  /** False where a copy broke the syntax, so that scanners see it with other eyes. */
  readonly looksAlike: boolean;
  readonly hasMoved: boolean;
  readonly counts: { readonly before: number; readonly after: number; readonly copies: number };
}): 'known' | 'ambiguous' | 'unknown' {
  const { before, after, copies } = line.counts;
  if (line.isCopiedBelow) return before === after + copies || !line.looksAlike ? 'unknown' : 'ambiguous';
  // Where the original is gone or went elsewhere, a copy of it is as good a claim.
  if (copies > 0 && line.hasMoved) return 'unknown';
  return after > 0 && before !== after ? 'unknown' : 'known';
}

function areAlike(findings: readonly (Finding | undefined)[]): boolean {
  const shapes = findings.map((finding) => {
    const { startLine = 0, endLine = 0, startColumn, endColumn } = finding?.place?.region ?? {};
    return JSON.stringify([finding?.message, endLine - startLine, startColumn, endColumn]);
  });
  return new Set(shapes).size === 1;
}

function addAll(set: Set<number>, indexes: readonly number[]): void {
  for (const index of indexes) set.add(index);
}

/** Findings on copies, under the key of the finding that was copied. */
function groupCopies(
  groups: ReturnType<typeof groupByLine>,
  history: History,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [key, { id, indexes }] of groups) {
    let original = id;
    for (let from = history.copies.get(original); from !== undefined; from = history.copies.get(original))
      original = from;
    if (original === id) continue;
    const originalKey = `${original}${key.slice(key.indexOf(' '))}`;
    found.set(originalKey, [...(found.get(originalKey) ?? []), ...indexes]);
  }
  return found;
}

function groupByLine(project: Project, findings: readonly Finding[], { joined }: History) {
  const files = new Map(project.files.map((file) => [file.path, file]));
  const groups = new Map<string, { id: number; indexes: number[] }>();
  const sorted = [...findings.keys()].sort((a, b) => order(findings[a], findings[b]));
  for (const index of sorted) {
    const { scanner, rule, place } = findings[index] ?? {};
    const line = files.get(place?.path ?? '')?.lines[(place?.region?.startLine ?? 0) - 1];
    if (line === undefined) continue;
    let id = line.id;
    for (let other = joined.get(id); other !== undefined; other = joined.get(id)) id = other;
    const key = `${id} ${scanner} ${rule}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { id, indexes: [index] });
    else group.indexes.push(index);
  }
  return groups;
}

function order(a: Finding | undefined, b: Finding | undefined): number {
  const [one, two] = [a?.place?.region, b?.place?.region];
  return (
    (one?.startLine ?? 0) - (two?.startLine ?? 0) ||
    (one?.startColumn ?? 0) - (two?.startColumn ?? 0) ||
    (one?.endLine ?? 0) - (two?.endLine ?? 0) ||
    (one?.endColumn ?? 0) - (two?.endColumn ?? 0)
  );
}

export interface Score {
  readonly truePairs: number;
  readonly matched: number;
  readonly right: number;
  readonly ambiguous: number;
  readonly silent: number;
  /** Indexes, for whoever wants to look at them. */
  readonly wrong: readonly (readonly [number, number])[];
  readonly missed: readonly number[];
}

export function evaluate({ pairs }: Matching, truth: Truth): Score {
  let right = 0;
  let silent = 0;
  const wrong: [number, number][] = [];
  const found = new Set<number>();
  for (const { before, after } of pairs) {
    if (truth.ambiguousBefore.has(before) || truth.ambiguousAfter.has(after)) {
      silent += 1;
    } else if (truth.pairs.get(before) === after) {
      right += 1;
      found.add(before);
    } else if (!truth.unknownBefore.has(before) && !truth.unknownAfter.has(after)) {
      wrong.push([before, after]);
    }
  }
  return {
    truePairs: truth.pairs.size,
    matched: right + wrong.length,
    right,
    ambiguous: truth.ambiguousAfter.size,
    silent,
    wrong,
    missed: [...truth.pairs.keys()].filter((index) => !found.has(index)),
  };
}
