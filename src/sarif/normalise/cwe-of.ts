import { asInteger, asList, asObject, asText, type JsonObject } from '../json.ts';

/** The names of a run's `taxonomies` and the ids of their taxa, for references that carry only an index. */
export interface Taxonomy {
  readonly name: string;
  readonly guid: string | undefined;
  readonly taxa: readonly unknown[];
}

export function taxonomiesOf(value: unknown): readonly Taxonomy[] {
  return asList(value).map((entry) => {
    const taxonomy = asObject(entry);
    return {
      name: asText(taxonomy['name']) ?? '',
      guid: asText(taxonomy['guid']),
      taxa: asList(taxonomy['taxa']),
    };
  });
}

/** CWE numbers in tags such as `external/cwe/cwe-079`, `CWE-79` or `CWE-79: Cross-site scripting`. */
export function cweOfTags(tags: unknown): readonly number[] {
  return asList(tags).flatMap((tag) => cweOfName(asText(tag)));
}

/** A list of numbers, as our own property bag has it. */
export function cweOfNumbers(value: unknown): readonly number[] {
  return asList(value)
    .map((one) => asInteger(one, 1))
    .filter((one) => one !== undefined);
}

/** CWE numbers of references to taxa: `result.taxa`, `rule.relationships[].target`. */
export function cweOfReferences(references: unknown, taxonomies: readonly Taxonomy[]): readonly number[] {
  return asList(references).flatMap((entry) => {
    const reference = asObject(entry);
    const component = asObject(reference['toolComponent']);
    const taxonomy = taxonomyOf(component, taxonomies);
    const id = asText(reference['id']) ?? idByIndex(taxonomy, reference['index']);
    const isCwe = /^cwe\b/i.test(asText(component['name']) ?? taxonomy?.name ?? '');
    return isCwe && id !== undefined && /^\d{1,5}$/.test(id) ? [Number(id)] : cweOfName(id);
  });
}

/** Each number once, in ascending order. */
export function distinctCwe(...lists: readonly (readonly number[])[]): readonly number[] {
  const filled = lists.filter((list) => list.length > 0);
  if (filled.length === 0) return noCwe;
  return [...new Set(filled.flat())].sort((a, b) => a - b);
}

function cweOfName(name: string | undefined): readonly number[] {
  const digits = name?.match(/(?:^|\/)cwe-(\d{1,5})(?!\d)/i)?.[1];
  return digits === undefined ? noCwe : [Number(digits)];
}

function taxonomyOf(component: JsonObject, taxonomies: readonly Taxonomy[]): Taxonomy | undefined {
  const name = asText(component['name']);
  const guid = asText(component['guid']);
  const index = asInteger(component['index'], 0);
  const byIndex = index === undefined ? undefined : taxonomies[index];
  if (byIndex !== undefined && (name === undefined || byIndex.name === name)) return byIndex;
  return taxonomies.find(
    (one) => (guid !== undefined && one.guid === guid) || (name !== undefined && one.name === name),
  );
}

function idByIndex(taxonomy: Taxonomy | undefined, index: unknown): string | undefined {
  const position = asInteger(index, 0);
  return position === undefined ? undefined : asText(asObject(taxonomy?.taxa[position])['id']);
}

const noCwe: readonly number[] = Object.freeze([]);
