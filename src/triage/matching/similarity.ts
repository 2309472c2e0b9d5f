/** What an edit of a line keeps: its words and signs, and its pairs of letters, both as multisets. */
export interface Sketch {
  readonly text: string;
  readonly tokens: Counts;
  readonly pairs: Counts;
}

type Counts = ReadonlyMap<string, number>;

/** UTF-16 units of a line that count. */
const maxLength = 400;
/** Weight from which on a line is more than a common word that stands in many. */
const telling = 1.5;

export function sketchOf(text: string): Sketch {
  const start = text.slice(0, maxLength);
  const dense = start.replaceAll(' ', '');
  return {
    text: start,
    tokens: countOf(start.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? []),
    pairs: countOf(Array.from({ length: Math.max(dense.length - 1, 0) }, (_, at) => dense.slice(at, at + 2))),
  };
}

/** From 0 (nothing in common) to 1: the same words, almost the same letters, or the one in the other. */
export function likeness(a: Sketch, b: Sketch): number {
  return Math.max(
    share(a.tokens, b.tokens, tokenWeight),
    0.9 * share(a.pairs, b.pairs, () => 1),
    0.9 * containment(a.tokens, b.tokens),
  );
}

/** True where a line was broken: the one is how the other begins or ends. */
export function isPieceOf(a: Sketch, b: Sketch): boolean {
  const [piece, whole] = a.text.length < b.text.length ? [a.text, b.text] : [b.text, a.text];
  return piece.length > 1 && (whole.startsWith(piece) || whole.endsWith(piece));
}

function countOf(items: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** Long words are names that somebody chose; short ones and signs are the language's. */
function tokenWeight(token: string): number {
  if (!/[\p{L}\p{N}]/u.test(token)) return 0.1;
  if (token.length > 5) return 1;
  return token.length > 3 ? 0.7 : 0.4;
}

function share(a: Counts, b: Counts, weight: (item: string) => number): number {
  const sum = total(a, weight) + total(b, weight);
  return sum === 0 ? 1 : (2 * common(a, b, weight)) / sum;
}

/** How much of the smaller one is in the other: 1 where a line was split or joined. */
function containment(a: Counts, b: Counts): number {
  const smaller = Math.min(total(a, tokenWeight), total(b, tokenWeight));
  return smaller < telling ? 0 : common(a, b, tokenWeight) / smaller;
}

function total(counts: Counts, weight: (item: string) => number): number {
  let sum = 0;
  for (const [item, count] of counts) sum += count * weight(item);
  return sum;
}

function common(a: Counts, b: Counts, weight: (item: string) => number): number {
  let sum = 0;
  for (const [item, count] of a) sum += Math.min(count, b.get(item) ?? 0) * weight(item);
  return sum;
}
