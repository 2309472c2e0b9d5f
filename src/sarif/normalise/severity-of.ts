import { type Severity, severities } from '../../core/severity.ts';
import type { Level } from './level.ts';

const ofLevel: Readonly<Record<Level, Severity>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'low',
};

/**
 * The bands of `security-severity` are those of CVSS 3 and GitHub code scanning; see
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object
 */
export function severityOf(level: Level, securitySeverity: number | undefined): Severity {
  if (securitySeverity === undefined) return ofLevel[level];
  if (securitySeverity >= 9) return 'critical';
  if (securitySeverity >= 7) return 'high';
  return securitySeverity >= 4 ? 'medium' : 'low';
}

/** `security-severity` of a property bag: a number from 0, or the same as text; undefined for anything else. */
export function securitySeverityOf(value: unknown): number | undefined {
  const score =
    typeof value === 'string' && /^\s*\d{1,3}(?:\.\d{1,20})?\s*$/.test(value) ? Number(value) : value;
  return typeof score === 'number' && Number.isFinite(score) && score >= 0 ? score : undefined;
}

export function asSeverity(value: unknown): Severity | undefined {
  return severities.find((severity) => severity === value);
}
