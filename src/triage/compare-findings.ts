import type { Finding } from '../core/finding.ts';
import { comparePlace } from './compare-place.ts';

/**
 * By place, then by all that tells findings of one place apart, so that nothing depends on the order in which a
 * scanner with several threads reports them. A comparator for sorting; 0 only where there is no difference to show.
 */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    comparePlace(a, b) ||
    compareText(a.scanner, b.scanner) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message) ||
    compareText(a.snippet ?? '', b.snippet ?? '')
  );
}

/** By UTF-16 units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
