import { asInteger, asList, asObject, type JsonObject } from '../json.ts';
import { asLevel, type Level } from './level.ts';
import type { RuleFacts } from './rule-facts.ts';
import { descriptorReferenceOf, type RuleIndex } from './rule-index.ts';

/** The levels that an invocation's `ruleConfigurationOverrides` set (SARIF 2.1.0, section 3.20.5). */
export class LevelOverrides {
  readonly #ofInvocation: readonly ReadonlyMap<RuleFacts, Level>[];

  constructor(invocations: readonly unknown[], rules: RuleIndex) {
    this.#ofInvocation = invocations.map((one) => overridesOf(asObject(one), rules));
  }

  /** A result without `provenance.invocationIndex` can only be of the one invocation, where there is just one. */
  levelFor(result: JsonObject, rule: RuleFacts | undefined): Level | undefined {
    if (rule === undefined) return undefined;
    const given = asInteger(asObject(result['provenance'])['invocationIndex'], 0);
    const index = given ?? (this.#ofInvocation.length === 1 ? 0 : undefined);
    return index === undefined ? undefined : this.#ofInvocation[index]?.get(rule);
  }
}

function overridesOf(invocation: JsonObject, rules: RuleIndex): ReadonlyMap<RuleFacts, Level> {
  const levels = new Map<RuleFacts, Level>();
  for (const entry of asList(invocation['ruleConfigurationOverrides'])) {
    const override = asObject(entry);
    const rule = rules.find(descriptorReferenceOf(asObject(override['descriptor'])));
    const level = asLevel(asObject(override['configuration'])['level']);
    if (rule !== undefined && level !== undefined) levels.set(rule, level);
  }
  return levels;
}
