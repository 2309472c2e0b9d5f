import type { Report, Warning } from './report.ts';

/** What a change does, or may do, to its own verdict: who reviews the change must read it, even where all is well. */
const codes: ReadonlySet<string> = new Set([
  'change-not-scanned',
  'changed-before-scan',
  'input-in-change',
  'misleading-text',
  'pipeline-changed',
  'policy-changed',
  'policy-unreadable',
  'suppressed-by-change',
  'switched-off-by-change',
  'unnameable-files',
]);

/** The warnings that are about the verdict itself. */
export function verdictWarnings(warnings: readonly Warning[]): readonly Warning[] {
  return warnings.filter(({ code }) => codes.has(code));
}

/** The warnings that do not stand among the reasons of the verdict already. */
export function warningsBesideReasons({
  warnings,
  verdict,
}: Pick<Report, 'warnings' | 'verdict'>): readonly Warning[] {
  return warnings.filter(({ message }) => !verdict.reasons.includes(message));
}
