import type { Finding, Place } from '../core/finding.ts';

/** A decision of the repository to live with findings, from a comment in the code or an entry of the policy. */
export interface Suppression {
  readonly by: 'code comment' | 'policy';
  /** Where it is written. */
  readonly place: Place;
  /** How a message calls it, such as `code-scan-ignore no-eval`. */
  readonly label: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly until?: string;
  /** The only line that it can mean, of the only file, where it is a comment. */
  readonly target?: { readonly path: string; readonly line: number };
  /** True where it means no place: such a decision, as to switch a rule off, is right without a finding too. */
  readonly isGeneral?: boolean;
  /** The only rule that it can mean, by its id, where it names one. */
  readonly rule?: string;
  fits(finding: Finding & { readonly fingerprint: string }): boolean;
}

/** @param today the day of the run (UTC) as `YYYY-MM-DD`; a suppression holds on its last day */
export function hasExpired({ until }: Pick<Suppression, 'until'>, today: string): boolean {
  return until !== undefined && until < today;
}
