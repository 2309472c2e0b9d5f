import type { Warning } from '../core/report.ts';
import type { ReportToPublish } from '../publishers/publish-all.ts';
import type { ResolvedChange } from '../repository/resolve-change.ts';
import { triage } from '../triage/triage.ts';
import type { StartedRun } from './announced.ts';
import { assembleReport } from './assemble-report.ts';
import { findFindings } from './find-findings.ts';
import { publishContext } from './publish-context.ts';
import { applyReplies, readReplies } from './replies.ts';
import type { Stage } from './stage.ts';

/** Scans one change, compares it with what was there before, and says what is to be published of it. */
export async function reportOn(
  stage: Stage,
  run: StartedRun,
  found: ResolvedChange,
  warnings: readonly Warning[],
): Promise<ReportToPublish> {
  const { change, policy, world } = stage;
  const [findings, replies] = await Promise.all([findFindings(stage), readReplies(stage, found.pullRequest)]);
  const labelled = await triage({
    change,
    policy,
    findings: findings.head.findings,
    coverage: findings.coverage,
    baseline: findings.baseline.baseline,
    tree: findings.tree,
    toCommit: found.lineMap.toCommit,
    everythingWasScanned: findings.everythingWasScanned,
    now: new Date(world.now()),
  });
  const triaged = { ...labelled, findings: applyReplies(labelled.findings, replies) };
  return {
    report: assembleReport(
      stage,
      { ...run, change },
      { findings, triaged, warnings: [...found.warnings, ...warnings] },
    ),
    context: publishContext(stage, findings, triaged, replies),
  };
}

/** Of several pull requests the worst verdict counts for the commit: the gate fails if any would. */
export function worstOf(reports: readonly [ReportToPublish, ...ReportToPublish[]]): ReportToPublish {
  const order = ['incomplete', 'failed', 'passed'];
  const rank = ({ report }: ReportToPublish) => order.indexOf(report.verdict.outcome);
  return reports.reduce((worst, each) => (rank(each) < rank(worst) ? each : worst));
}
