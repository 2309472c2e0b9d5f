import { secretsOf } from '../bitbucket/redaction.ts';
import { areSecretsUnseen } from '../core/are-secrets-unseen.ts';
import { begin } from '../core/begin.ts';
import type { Change } from '../core/change.ts';
import { messageOf } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import type { Warning } from '../core/report.ts';
import type { ReportToPublish } from '../publishers/publish-all.ts';
import { identityLineMap, type LineMap } from '../repository/line-map.ts';
import { readLineMap } from '../repository/read-line-map.ts';
import type { ResolvedChange } from '../repository/resolve-change.ts';
import { warnOfSwitchOffs } from '../triage/switch-off-comments.ts';
import { triage } from '../triage/triage.ts';
import { assembleReport } from './assemble-report.ts';
import { findFindings } from './find-findings.ts';
import type { FoundFindings } from './found-findings.ts';
import { type BothSecrets, findSecretTexts } from './found-secrets.ts';
import type { StartedRun } from './identity.ts';
import { maskFindings, maskFixed } from './mask-findings.ts';
import { publishContext } from './publish-context.ts';
import { applyReplies, readReplies } from './replies.ts';
import type { Stage } from './stage.ts';
import { warnOfRuleNames } from './warn-of-rule-names.ts';

export interface ScannedReport extends ReportToPublish {
  readonly secrets: BothSecrets;
}

/** Scans one change, compares it with what was there before, and says what is to be published of it. */
export async function reportOn(
  stage: Stage,
  run: StartedRun,
  found: ResolvedChange,
  warnings: readonly Warning[],
): Promise<ScannedReport> {
  const { change, policy, world } = stage;
  const finding = findFindings(stage);
  const [findings, replies, lines] = await Promise.all([
    finding,
    readReplies(stage, found.pullRequest),
    mapLines(stage, begin(finding.then((all) => placesOf(all, change)))),
  ]);
  const labelled = await triage({
    change,
    policy,
    findings: findings.head.findings,
    coverage: findings.coverage,
    baseline: findings.baseline.baseline,
    tree: findings.tree,
    toCommit: lines.map.toCommit,
    isAsInCommit: lines.map.isAsInCommit,
    everythingWasScanned: findings.everythingWasScanned,
    now: new Date(world.now()),
  });
  const { credentials } = stage.configuration;
  const own = credentials === undefined ? [] : secretsOf(credentials);
  const secrets = await secretsOfSides(findings, labelled.findings, own);
  const sides = { change, tree: findings.tree, toCommit: lines.map.toCommit };
  const silenced = change.pullRequests.length === 0 ? [] : await warnOfSwitchOffs(sides, findings.head.runs);
  const misspelt = await warnOfRuleNames(policy, findings.head.findings, stage.workshop.installation);
  const triaged = {
    ...labelled,
    findings: maskFindings(applyReplies(labelled.findings, replies), secrets.head),
    fixed: maskFixed(labelled.fixed, secrets.base),
  };
  return {
    report: assembleReport(
      stage,
      { ...run, change },
      {
        findings,
        triaged,
        warnings: [...found.warnings, ...lines.warnings, ...warnings, ...misspelt, ...silenced],
      },
    ),
    context: publishContext(stage, findings, triaged, { replies, secrets }),
    secrets,
  };
}

interface MappedLines {
  readonly map: LineMap;
  readonly warnings: readonly Warning[];
}

/** Where lines are in the commit under report; in a local run the scanned tree is what is reported on. */
async function mapLines(
  { configuration, workshop, change }: Stage,
  paths: Promise<Iterable<string>>,
): Promise<MappedLines> {
  if (configuration.pipelines.commit === undefined) return { map: identityLineMap, warnings: [] };
  try {
    return { map: await readLineMap(workshop.checkout, change.commit, paths), warnings: [] };
  } catch (error) {
    const warning = { code: 'line-map-unreadable', message: messageOf(error) };
    return { map: identityLineMap, warnings: [warning] };
  }
}

/** The files that triage speaks of. */
function placesOf({ head, baseline }: FoundFindings, { files }: Change): ReadonlySet<string> {
  const found = [...head.findings, ...baseline.baseline.findings];
  return new Set([...found.flatMap(({ place }) => place?.path ?? []), ...(files?.keys() ?? [])]);
}

/** What was found on either side; the names of rules and files stay as they are. */
async function secretsOfSides(
  { head, tree, baseline }: FoundFindings,
  findings: readonly Finding[],
  own: readonly string[],
): Promise<BothSecrets> {
  const isUnseen = areSecretsUnseen(head.runs);
  return {
    head: await findSecretTexts(findings, tree, own, isUnseen),
    base: await findSecretTexts(baseline.baseline.findings, baseline.baseline.tree, own, isUnseen),
  };
}

/** Of several pull requests the worst verdict counts for the commit: the gate fails if any would. */
export function worstOf(reports: readonly [ScannedReport, ...ScannedReport[]]): ScannedReport {
  const order = ['incomplete', 'failed', 'passed'];
  const rank = ({ report }: ReportToPublish) => order.indexOf(report.verdict.outcome);
  return reports.reduce((worst, each) => (rank(each) < rank(worst) ? each : worst));
}
