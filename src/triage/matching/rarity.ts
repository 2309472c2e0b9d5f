import type { Finding } from '../../core/finding.ts';
import { type Fact, factOf } from './fact.ts';
import { shapeOf } from './sequence-candidates.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Fewer findings than this do not make their words common. */
const leastFindings = 1_024;
/** Bits that the text of a line, or a message that differs from finding to finding, tells by itself at most. */
const maxTextBits = 6;
/** Characters of text that tell a bit. */
const charactersOfBit = 5;

/** How unlikely it is that two findings that could be the same are alike by chance. */
export interface Rarity {
  /** In bits: the more, the less likely. */
  bits(before: Fact, after: Fact): number;
}

/** What is common and what is rare among all findings of both sides. */
export function rarityOf(
  before: readonly Finding[],
  after: readonly Finding[],
  vocabulary: Vocabulary,
): Rarity {
  const factsBefore = before.map((finding, index) => factOf(finding, index, vocabulary));
  const factsAfter = after.map((finding, index) => factOf(finding, index, vocabulary));
  const countsBefore = countBy(factsBefore, alikeKey);
  const countsAfter = countBy(factsAfter, alikeKey);
  const findings = Math.max(before.length, after.length, leastFindings);
  const variety = varietyOfMessages([...factsBefore, ...factsAfter]);
  return {
    bits(one, other) {
      const count = Math.max(countsBefore.get(alikeKey(one)) ?? 1, countsAfter.get(alikeKey(other)) ?? 1);
      // A message that is another one for most findings of its rule names what it is about.
      const message = (variety.get(one.rule) ?? 0) > 0.5 ? one.rawMessage : '';
      const words = Math.min(`${one.text ?? ''}${message}`.length / charactersOfBit, maxTextBits);
      const sameColumn = one.column === other.column ? 2 : -2;
      const sameShape = shapeOf(one) === shapeOf(other) ? 2 : -4;
      return Math.log2(findings / count) + words + sameColumn + sameShape;
    },
  };
}

function alikeKey({ rule, text, message, marks }: Fact): string {
  return JSON.stringify([rule, text, message, marks]);
}

/** Different messages a finding, by rule. */
function varietyOfMessages(facts: readonly Fact[]): ReadonlyMap<string, number> {
  return new Map(
    [...Map.groupBy(facts, ({ rule }) => rule)].map(([rule, ofRule]) => {
      const messages = new Set(ofRule.map(({ message }) => message));
      // Every finding is there twice, before and after.
      return [rule, (2 * messages.size) / ofRule.length];
    }),
  );
}

function countBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
