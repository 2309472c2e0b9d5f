import { asInteger, asList, asObject, asText, isObject, type JsonObject } from '../json.ts';
import type { Taxonomy } from './cwe-of.ts';
import { type RuleFacts, ruleFacts } from './rule-facts.ts';

/** What a result, or an override, says of the rule it means; any part may be missing. */
export interface RuleReference {
  readonly id: string | undefined;
  readonly index: number | undefined;
  readonly guid: string | undefined;
  /** A `toolComponentReference`; undefined means the driver, or wherever the id is found. */
  readonly component: JsonObject | undefined;
}

/** `result.ruleId`, `ruleIndex` and `rule` (SARIF 2.1.0, sections 3.27.5 to 3.27.7) as one reference. */
export function ruleReferenceOf(result: JsonObject): RuleReference {
  const rule = asObject(result['rule']);
  const fromRule = descriptorReferenceOf(rule);
  return {
    ...fromRule,
    id: asText(result['ruleId']) ?? fromRule.id,
    index: asInteger(result['ruleIndex'], 0) ?? fromRule.index,
  };
}

/** A `reportingDescriptorReference` (SARIF 2.1.0, section 3.52). */
export function descriptorReferenceOf(reference: JsonObject): RuleReference {
  const { toolComponent } = reference;
  return {
    id: asText(reference['id']),
    index: asInteger(reference['index'], 0),
    guid: asText(reference['guid']),
    component: isObject(toolComponent) ? toolComponent : undefined,
  };
}

// Real ids have two or three parts; a hostile one must not cost a look-up for each of its slashes.
const deepestHierarchy = 8;

/** The rules of a tool's driver and extensions. */
export class RuleIndex {
  readonly #driver: Component;
  readonly #extensions: readonly Component[];

  constructor(tool: JsonObject, taxonomies: readonly Taxonomy[]) {
    this.#driver = new Component(asObject(tool['driver']), taxonomies);
    this.#extensions = asList(tool['extensions']).map((one) => new Component(asObject(one), taxonomies));
  }

  /** An index is believed where the rule there has the id that was named, or where no rule has. */
  find(reference: RuleReference): RuleFacts | undefined {
    const named = this.#componentOf(reference.component);
    const { id, index, guid } = reference;
    const atIndex = index === undefined ? undefined : (named ?? this.#driver).at(index);
    if (atIndex !== undefined && (id === undefined || isSameRule(atIndex.id, id))) return atIndex;
    return this.#byId(named, id) ?? this.#byGuid(named, guid) ?? atIndex;
  }

  /** The ids of all rules, of the driver and of extensions. */
  *ids(): Generator<string> {
    for (const component of [this.#driver, ...this.#extensions]) yield* component.ids();
  }

  #componentOf(reference: JsonObject | undefined): Component | undefined {
    if (reference === undefined) return undefined;
    const index = asInteger(reference['index'], 0);
    if (index !== undefined) return this.#extensions[index];
    const name = asText(reference['name']);
    const guid = asText(reference['guid']);
    return [this.#driver, ...this.#extensions].find(
      (one) => (guid !== undefined && one.guid === guid) || (name !== undefined && one.name === name),
    );
  }

  /** Hierarchical ids: `CA2101/1` belongs to the rule `CA2101` where it has none of its own (section 3.27.5). */
  #byId(named: Component | undefined, id: string | undefined): RuleFacts | undefined {
    if (id === undefined) return undefined;
    const components = named === undefined ? [this.#driver, ...this.#extensions] : [named];
    let part = id;
    for (let level = 0; part !== '' && level < deepestHierarchy; level += 1) {
      for (const component of components) {
        const facts = component.byId(part);
        if (facts !== undefined) return facts;
      }
      part = part.slice(0, Math.max(part.lastIndexOf('/'), 0));
    }
    return undefined;
  }

  #byGuid(named: Component | undefined, guid: string | undefined): RuleFacts | undefined {
    if (guid === undefined) return undefined;
    const components = named === undefined ? [this.#driver, ...this.#extensions] : [named];
    return components.map((component) => component.byGuid(guid)).find((facts) => facts !== undefined);
  }
}

class Component {
  readonly name: string | undefined;
  readonly guid: string | undefined;
  readonly #rules: readonly unknown[];
  readonly #globalMessages: JsonObject;
  readonly #taxonomies: readonly Taxonomy[];
  readonly #facts = new Map<number, RuleFacts>();
  #indexById: ReadonlyMap<unknown, number> | undefined;
  #indexByGuid: ReadonlyMap<unknown, number> | undefined;

  constructor(component: JsonObject, taxonomies: readonly Taxonomy[]) {
    this.name = asText(component['name']);
    this.guid = asText(component['guid']);
    this.#rules = asList(component['rules']);
    this.#globalMessages = asObject(component['globalMessageStrings']);
    this.#taxonomies = taxonomies;
  }

  at(index: number): RuleFacts | undefined {
    const known = this.#facts.get(index);
    if (known !== undefined) return known;
    const rule = this.#rules[index];
    if (!isObject(rule)) return undefined;
    const facts = ruleFacts(rule, this.#globalMessages, this.#taxonomies);
    this.#facts.set(index, facts);
    return facts;
  }

  *ids(): Generator<string> {
    for (const rule of this.#rules) {
      const id = asText(asObject(rule)['id']);
      if (id !== undefined) yield id;
    }
  }

  byId(id: string): RuleFacts | undefined {
    this.#indexById ??= this.#indexBy('id');
    return this.at(this.#indexById.get(id) ?? -1);
  }

  byGuid(guid: string): RuleFacts | undefined {
    this.#indexByGuid ??= this.#indexBy('guid');
    return this.at(this.#indexByGuid.get(guid) ?? -1);
  }

  /** Of several rules with one id the first counts: the order of a list is all there is to go by. */
  #indexBy(property: 'id' | 'guid'): ReadonlyMap<unknown, number> {
    return new Map(this.#rules.map((rule, index) => [asObject(rule)[property], index] as const).reverse());
  }
}

function isSameRule(ruleId: string | undefined, id: string): boolean {
  return ruleId !== undefined && (id === ruleId || id.startsWith(`${ruleId}/`));
}
