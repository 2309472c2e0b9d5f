import { asText, isObject, type JsonObject } from '../json.ts';
import { boundedText, textLimits } from './bounded-text.ts';

// More than any known producer writes; a hostile one must not make a finding as large as its file.
const mostFingerprints = 20;

/** The producer's own `partialFingerprints` and `fingerprints`; a name in both is taken from the latter. */
export function fingerprintsOf(result: JsonObject): Readonly<Record<string, string>> {
  const { partialFingerprints, fingerprints } = result;
  if (partialFingerprints === undefined && fingerprints === undefined) return none;
  const copy: Record<string, string> = {};
  add(copy, partialFingerprints);
  add(copy, fingerprints);
  return copy;
}

function add(copy: Record<string, string>, value: unknown): void {
  if (!isObject(value)) return;
  let count = 0;
  for (const name of Object.keys(value)) {
    const fingerprint = asText(value[name]);
    // No producer means anything by this name, and assigning to it would set the prototype.
    if (fingerprint === undefined || name === '__proto__' || name.length > textLimits.name) continue;
    count += 1;
    if (count > mostFingerprints) return;
    copy[name.isWellFormed() ? name : name.toWellFormed()] = boundedText(fingerprint, textLimits.fingerprint);
  }
}

const none: Readonly<Record<string, string>> = Object.freeze({});
