import type { Finding } from '../../core/finding.ts';
import { asList, asObject, type JsonObject } from '../json.ts';
import { asCategory, categoryOf } from './category-of.ts';
import { cweOfNumbers, cweOfReferences, cweOfTags, distinctCwe } from './cwe-of.ts';
import { type Level, levelOf, levels } from './level.ts';
import type { RuleFacts } from './rule-facts.ts';
import { ownProperties, type RunHeader } from './run-header.ts';
import { asSeverity, securitySeverityOf, severityOf } from './severity-of.ts';
import { kindOfTool } from './tool-kind.ts';

export type Classification = Pick<Finding, 'severity' | 'category' | 'cwe'>;

/** Tells how bad a result is and what it is about, by what it says itself and what its rule says. */
export class Classifier {
  readonly #header: RunHeader;
  /** By level, what follows from a rule alone: most results say nothing more. */
  readonly #ofRules = new Map<RuleFacts | undefined, (Classification | undefined)[]>();

  constructor(header: RunHeader) {
    this.#header = header;
  }

  classify(result: JsonObject, rule: RuleFacts | undefined): Classification {
    const level = levelOf(result, this.#header.overrides.levelFor(result, rule), rule?.defaultLevel);
    const { properties, taxa } = result;
    const bag = asObject(properties);
    const saysMore =
      taxa !== undefined ||
      bag['tags'] !== undefined ||
      bag['security-severity'] !== undefined ||
      bag[ownProperties] !== undefined;
    if (saysMore) return this.#combine(level, rule, bag, taxa);
    const ofRule = this.#ofRules.get(rule) ?? [];
    this.#ofRules.set(rule, ofRule);
    const index = levels.indexOf(level);
    const classification = ofRule[index] ?? this.#combine(level, rule, bag, taxa);
    ofRule[index] = classification;
    return classification;
  }

  #combine(level: Level, rule: RuleFacts | undefined, bag: JsonObject, taxa: unknown): Classification {
    const tags = asList(bag['tags']);
    const ruleTags = rule?.tags ?? [];
    const ours = asObject(bag[ownProperties]);
    const score = securitySeverityOf(bag['security-severity']) ?? rule?.securitySeverity;
    const { taxonomies, tool, isOurs } = this.#header;
    const cwe = distinctCwe(
      rule?.cwe ?? [],
      cweOfTags(tags),
      cweOfReferences(taxa, taxonomies),
      cweOfNumbers(ours['cwe']),
    );
    const isSecurity = score !== undefined || cwe.length > 0 || [...ruleTags, ...tags].some(isSecurityTag);
    const kind = this.#header.kind ?? kindOfTool(tool, ruleTags);
    const ofRule = isOurs ? rule?.category : undefined;
    return {
      severity: asSeverity(ours['severity']) ?? severityOf(level, score),
      category: asCategory(ours['category']) ?? ofRule ?? categoryOf({ kind, isSecurity, level }),
      cwe,
    };
  }
}

function isSecurityTag(tag: unknown): boolean {
  return typeof tag === 'string' && tag.toLowerCase() === 'security';
}
