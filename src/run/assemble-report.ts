import { countFindings } from '../core/count-findings.ts';
import type { Report, Warning } from '../core/report.ts';
import { decide } from '../gate/decide.ts';
import type { Triage } from '../triage/triage.ts';
import type { FoundFindings } from './found-findings.ts';
import type { StartedRun } from './identity.ts';
import type { Stage } from './stage.ts';

/** Puts together what the stages found, with the verdict on it. */
export function assembleReport(
  { world, configuration, policy }: Stage,
  identity: StartedRun,
  parts: {
    readonly findings: FoundFindings;
    readonly triaged: Triage;
    readonly warnings: readonly Warning[];
  },
): Report {
  const { settings } = configuration;
  const { findings, triaged } = parts;
  const { head, baseline } = findings;
  const verdict = decide({
    findings: triaged.findings,
    scanners: [...head.runs, ...baseline.ends, ...head.elsewhere],
    incompleteReasons: [
      ...head.incompleteReasons,
      ...baseline.incompleteReasons,
      ...triaged.incompleteReasons,
    ],
    failOn: settings.failOn,
    gateScope: settings.gateScope,
    thresholds: policy.thresholds,
  });
  return {
    ...identity,
    version: world.version,
    baseline: {
      kind: baseline.baseline.kind,
      detail: baseline.detail,
      ...(baseline.baseline.commit !== undefined && { commit: baseline.baseline.commit }),
    },
    verdict,
    counts: countFindings(triaged.findings, triaged.fixed),
    scanners: head.runs,
    findings: triaged.findings,
    fixed: triaged.fixed,
    warnings: [...parts.warnings, ...head.warnings, ...triaged.warnings],
    seconds: (world.now() - identity.startedAt.getTime()) / 1000,
  };
}
