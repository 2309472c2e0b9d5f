/** Words, numbers and other signs of a line, as a multiset: what an edit of it keeps. */
export type Tokens = ReadonlyMap<string, number>;

/** Tokens of one line that count. */
const maxTokens = 200;

export function tokensOf(text: string): Tokens {
  const counts = new Map<string, number>();
  const words = text.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? [];
  for (const word of words.slice(0, maxTokens)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** From 0 (nothing in common) to 1; words weigh more than signs. */
export function similarity(a: Tokens, b: Tokens): number {
  const sum = weight(a) + weight(b);
  return sum === 0 ? 1 : (2 * common(a, b)) / sum;
}

/** How much of the smaller one is in the other: 1 where a line was split or joined. */
export function containment(a: Tokens, b: Tokens): number {
  const smaller = Math.min(weight(a), weight(b));
  return smaller === 0 ? 0 : common(a, b) / smaller;
}

const signWeight = 0.25;

function weightOf(token: string): number {
  return /[\p{L}\p{N}]/u.test(token) ? 1 : signWeight;
}

function weight(tokens: Tokens): number {
  let sum = 0;
  for (const [token, count] of tokens) sum += count * weightOf(token);
  return sum;
}

function common(a: Tokens, b: Tokens): number {
  let sum = 0;
  for (const [token, count] of a) sum += Math.min(count, b.get(token) ?? 0) * weightOf(token);
  return sum;
}
