import type { JsonObject } from '../json.ts';

/**
 * True for results that say something is, or may be, wrong now. `pass`, `notApplicable` and `informational` say that
 * nothing is, and a `baselineState` of `absent` that it no longer is. A kind nobody knows counts as a failure: doubt
 * must not hide a finding.
 */
export function isFinding(result: JsonObject): boolean {
  const { kind, baselineState } = result;
  if (kind === 'pass' || kind === 'notApplicable' || kind === 'informational') return false;
  return baselineState !== 'absent';
}
