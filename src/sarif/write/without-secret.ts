import { asList, asObject, type JsonObject } from '../json.ts';

/** What of a result cannot hold the secret that it is about. */
const harmless = [
  'ruleId',
  'ruleIndex',
  'rule',
  'kind',
  'level',
  'rank',
  'guid',
  'correlationGuid',
  'occurrenceCount',
  'taxa',
  'suppressions',
  'partialFingerprints',
  'fingerprints',
  'baselineState',
] as const;

/**
 * A result about a secret without the secret: producers put it into snippets, contexts, messages, properties and
 * fixes, so that only what has no room for it stays. `message` is one that is masked already.
 */
export function withoutSecretText(result: JsonObject, message: string): JsonObject {
  const kept = harmless
    .filter((name) => result[name] !== undefined)
    .map((name) => [name, result[name]] as const);
  return {
    ...Object.fromEntries(kept),
    message: { text: message },
    locations: asList(result['locations']).map(bareLocation),
  };
}

function bareLocation(value: unknown): JsonObject {
  const { artifactLocation, region } = asObject(asObject(value)['physicalLocation']);
  const { snippet: _, message: __, properties: ___, ...numbers } = asObject(region);
  if (artifactLocation === undefined) return {};
  return { physicalLocation: { artifactLocation, ...(region !== undefined && { region: numbers }) } };
}
