import { isObject, type JsonObject } from '../json.ts';
import type { WrittenFinding } from './written-finding.ts';

type Mask = (text: string) => string;

/** Takes secrets that scanners found out of what other scanners wrote. */
export interface SarifMask {
  /** For the result that a finding was made of; undefined where none of its files holds a secret. */
  of(finding: WrittenFinding): Mask | undefined;
  /** For what is about no finding. */
  readonly all: Mask;
}

/** An object with every text in it masked, however deep; names stay, and so does what is no text. */
export function maskTexts(object: JsonObject, mask: Mask): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, maskValue(value, mask)]));
}

function maskValue(value: unknown, mask: Mask): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((each) => maskValue(each, mask));
  return isObject(value) ? maskTexts(value, mask) : value;
}
