import type { Finding } from '../../core/finding.ts';
import { normalisedMessage } from '../normalised-text.ts';
import { likeness, sketchOf } from './similarity.ts';

/** How the words of the scanners' two versions go together. */
export interface Vocabulary {
  /** Scanner and rule as one key, the same for a rule that was given another name. */
  ruleKey(finding: Pick<Finding, 'scanner' | 'rule'>): string;
  /** False where a rule says nothing after that it said before: then its messages tell nothing. */
  keepsMessages(ruleKey: string): boolean;
  /**
   * True where the one's rule exists only before and the other's only after, and their names or messages are alike: a
   * line where one problem was mended and another one found is no rule with another name.
   */
  mayBeRenamed(before: RuleAndMessage, after: RuleAndMessage): boolean;
  /** A message as identity sees it. Messages repeat by the thousand: each is looked at once. */
  normalised(message: string): string;
}

/** A rule by its key, and what it says of one place. */
interface RuleAndMessage {
  readonly rule: string;
  readonly rawMessage: string;
}

/** Least likeness of the names or messages of a rule and what it is called now. */
const enoughAlike = 0.6;
/** Letters that a name must have to be one: what differs in two codes is all that they say. */
const lettersOfName = 6;

function isRenamed(one: RuleAndMessage, other: RuleAndMessage): boolean {
  const [name, otherName] = [nameOf(one.rule), nameOf(other.rule)];
  const areNames = Math.min(name.length, otherName.length) >= lettersOfName;
  return (areNames && isAlike(name, otherName)) || isAlike(one.rawMessage, other.rawMessage);
}

function nameOf(ruleKey: string): string {
  return ruleKey.slice(ruleKey.indexOf('\0') + 1).replace(/[^\p{L}]+/gu, ' ');
}

function isAlike(one: string, other: string): boolean {
  return one !== '' && other !== '' && likeness(sketchOf(one), sketchOf(other)) >= enoughAlike;
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
    mayBeRenamed: (one, other) =>
      !rulesAfter.has(one.rule) && !rulesBefore.has(other.rule) && isRenamed(one, other),
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

/** Rules that say the same thing up to which it is a reason to compare them: more than that say it of everything. */
const maxRivals = 50;

/** Rules that exist on one side only, before to after, where most of what the rarer one found is alike. */
function renamedRules(before: Rules, after: Rules): ReadonlyMap<string, string> {
  const gone = new Map([...before].filter(([key]) => !after.has(key)));
  const come = new Map([...after].filter(([key]) => !before.has(key)));
  const scored = sharesOf(gone, come)
    .filter(({ share }) => share >= enoughInCommon)
    .sort((a, b) => b.share - a.share);
  const rivals = new Map<string, number>();
  for (const one of scored) {
    for (const name of rivalNames(one)) rivals.set(name, (rivals.get(name) ?? 0) + 1);
  }
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const one of scored) {
    const isContested = rivalNames(one).some((name) => (rivals.get(name) ?? 0) > 1);
    if (isContested || names.has(one.key) || taken.has(one.other)) continue;
    names.set(one.key, one.other);
    taken.add(one.other);
  }
  return names;
}

interface Shared {
  readonly key: string;
  readonly other: string;
  /** Of the rarer rule's findings. */
  readonly share: number;
}

function rivalNames({ key, other, share }: Shared): readonly string[] {
  return [`before ${share} ${key}`, `after ${share} ${other}`];
}

/** How much rules of one scanner have in common that have anything in common. */
function sharesOf(gone: Rules, come: Rules): readonly Shared[] {
  const ofCome = new Map([...come].map(([key, findings]) => [key, countOf(findings)]));
  const rulesThatSay = new Map<string, string[]>();
  for (const [key, counts] of ofCome) {
    for (const said of counts.keys()) {
      const rules = rulesThatSay.get(said);
      if (rules === undefined) rulesThatSay.set(said, [key]);
      else rules.push(key);
    }
  }
  return [...gone].flatMap(([key, findings]) => {
    const own = countOf(findings);
    const alike = [...own.keys()].map((said) => rulesThatSay.get(said) ?? []);
    const others = new Set(alike.filter(({ length }) => length <= maxRivals).flat());
    return [...others].map((other) => ({
      key,
      other,
      share:
        common(own, ofCome.get(other) ?? new Map()) / Math.min(findings.length, come.get(other)?.length ?? 1),
    }));
  });
}

/** Findings by what a new name does not change: message and the shape of the flagged text. */
function countOf(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { scanner, message, snippet, place } of findings) {
    const { startColumn, endColumn, startLine, endLine } = place?.region ?? {};
    const key = JSON.stringify([
      scanner,
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
