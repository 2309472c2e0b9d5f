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
  const ofBefore = census(before, vocabulary);
  const ofAfter = census(after, vocabulary);
  const findings = Math.max(before.length, after.length, leastFindings);
  return {
    bits(one, other) {
      const count = Math.max(timesOf(one, ofBefore), timesOf(other, ofAfter));
      // A message that is another one for most findings of its rule names what it is about.
      const message = isTelling(one.rule, ofBefore) ? one.rawMessage : '';
      const words = Math.min(`${one.text ?? ''}${message}`.length / charactersOfBit, maxTextBits);
      const sameColumn = one.column === other.column ? 2 : -2;
      const sameShape = shapeOf(one) === shapeOf(other) ? 2 : -4;
      return Math.log2(findings / count) + words + sameColumn + sameShape;
    },
  };
}

/** How often each rule says each thing. */
type Census = ReadonlyMap<string, RuleCensus>;

interface RuleCensus {
  findings: number;
  readonly messages: Set<string>;
  readonly times: Map<string, number>;
}

function census(findings: readonly Finding[], vocabulary: Vocabulary): Census {
  const rules = new Map<string, RuleCensus>();
  for (const [index, finding] of findings.entries()) {
    const fact = factOf(finding, index, vocabulary);
    const rule = rules.get(fact.rule) ?? { findings: 0, messages: new Set(), times: new Map() };
    rules.set(fact.rule, rule);
    rule.findings += 1;
    rule.messages.add(fact.message);
    rule.times.set(wordsOf(fact), (rule.times.get(wordsOf(fact)) ?? 0) + 1);
  }
  return rules;
}

function wordsOf({ text, message }: Fact): string {
  return text ?? message;
}

function timesOf(fact: Fact, rules: Census): number {
  return rules.get(fact.rule)?.times.get(wordsOf(fact)) ?? 1;
}

function isTelling(rule: string, rules: Census): boolean {
  const of = rules.get(rule);
  return of !== undefined && of.messages.size > of.findings / 2;
}
