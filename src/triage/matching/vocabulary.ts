import type { Finding } from '../../core/finding.ts';
import { normalisedMessage } from '../normalised-text.ts';

/** How the words of the scanners' two versions go together. */
export interface Vocabulary {
  /** Scanner and rule as one key, the same for a rule that was given another name. */
  ruleKey(finding: Pick<Finding, 'scanner' | 'rule'>): string;
  /** False where a rule says nothing after that it said before: then its messages tell nothing. */
  keepsMessages(ruleKey: string): boolean;
  /** True where the one rule, by its key, exists only before and the other one only after. */
  mayBeRenamed(before: string, after: string): boolean;
  /** A message as identity sees it. Messages repeat by the thousand: each is looked at once. */
  normalised(message: string): string;
}

/** The share of its findings that a rule must have in common with the one that it is said to have become. */
const enoughInCommon = 0.5;

/** Compares what both sides say of everything: a new version of a scanner rewords its messages and renames its rules. */
export function vocabularyOf(before: readonly Finding[], after: readonly Finding[]): Vocabulary {
  const keyOf = ruleKeys();
  const normalised = cached(normalisedMessage);
  const rulesBefore = Map.groupBy(before, keyOf);
  const rulesAfter = Map.groupBy(after, keyOf);
  const names = renamedRules(rulesBefore, rulesAfter);
  const ruleKey = (finding: Pick<Finding, 'scanner' | 'rule'>) => {
    const key = keyOf(finding);
    return names.get(key) ?? key;
  };
  const reworded = new Set(
    [...rulesBefore]
      .filter(([key, findings]) => {
        const others = rulesAfter.get(names.get(key) ?? key) ?? [];
        const said = new Set(findings.map(({ message }) => normalised(message)));
        return others.length > 0 && !others.some(({ message }) => said.has(normalised(message)));
      })
      .map(([key]) => names.get(key) ?? key),
  );
  return {
    ruleKey,
    keepsMessages: (key) => !reworded.has(key),
    mayBeRenamed: (one, other) => !rulesAfter.has(one) && !rulesBefore.has(other),
    normalised,
  };
}

/** The same string for the same rule: a hundred thousand copies would fill the memory. */
function ruleKeys(): (finding: Pick<Finding, 'scanner' | 'rule'>) => string {
  const scanners = new Map<string, (rule: string) => string>();
  return ({ scanner, rule }) => {
    const key = scanners.get(scanner) ?? cached((name: string) => `${scanner}\0${name}`);
    scanners.set(scanner, key);
    return key(rule);
  };
}

function cached(make: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const made = known.get(text) ?? make(text);
    known.set(text, made);
    return made;
  };
}

type Rules = ReadonlyMap<string, readonly Finding[]>;

/** Rules that exist on one side only, before to after, where most of what the rarer one found is alike. */
function renamedRules(before: Rules, after: Rules): ReadonlyMap<string, string> {
  const gone = [...before].filter(([key]) => !after.has(key));
  const come = [...after].filter(([key]) => !before.has(key));
  const marks = new Map(come.map(([key, findings]) => [key, countOf(findings)]));
  const scored = gone
    .flatMap(([key, findings]) => {
      const own = countOf(findings);
      const scanner = findings[0]?.scanner;
      return come
        .filter(([, others]) => others[0]?.scanner === scanner)
        .map(([other, others]) => ({
          key,
          other,
          share: common(own, marks.get(other) ?? new Map()) / Math.min(findings.length, others.length),
        }));
    })
    .filter(({ share }) => share >= enoughInCommon)
    .sort((a, b) => b.share - a.share);
  const names = new Map<string, string>();
  for (const { key, other, share } of scored) {
    const isContested = scored.some(
      (rival) => rival.share === share && (rival.key === key) !== (rival.other === other),
    );
    const isTaken = names.has(key) || [...names.values()].includes(other);
    if (!isContested && !isTaken) names.set(key, other);
  }
  return names;
}

/** Findings by what a new name does not change: message and the shape of the flagged text. */
function countOf(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { message, snippet, place } of findings) {
    const { startColumn, endColumn, startLine, endLine } = place?.region ?? {};
    const key = JSON.stringify([
      normalisedMessage(message),
      snippet?.trim(),
      place?.path.split('/').at(-1),
      startColumn,
      endColumn,
      (endLine ?? 0) - (startLine ?? 0),
    ]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function common(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [key, count] of a) sum += Math.min(count, b.get(key) ?? 0);
  return sum;
}
