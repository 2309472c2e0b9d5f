import { asText, isObject, type JsonObject } from '../json.ts';
import { boundedText, textLimits } from './bounded-text.ts';

// More than any known producer writes; a hostile one must not make a finding as large as its file.
const mostFingerprints = 20;

/** The producer's own `partialFingerprints` and `fingerprints`; a name in both is taken from the latter. */
export function fingerprintsOf(result: JsonObject): Readonly<Record<string, string>> {
  const entries = [result['partialFingerprints'], result['fingerprints']].flatMap(entriesOf);
  // `fromEntries` defines own properties, so that not even `__proto__` reaches a prototype.
  return entries.length === 0 ? none : Object.fromEntries(entries.slice(0, mostFingerprints));
}

function entriesOf(value: unknown): readonly (readonly [string, string])[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, fingerprint]) => {
    const text = asText(fingerprint);
    if (text === undefined || name.length > textLimits.name) return [];
    return [[boundedText(name, textLimits.name), boundedText(text, textLimits.fingerprint)] as const];
  });
}

const none: Readonly<Record<string, string>> = Object.freeze({});
