import type { Publication, Report } from '../core/report.ts';
import { severities } from '../core/severity.ts';
import { consoleTable } from '../reports/console-table.ts';
import type { World } from './world.ts';

/** Columns of a line in the log of Pipelines before it breaks. */
const logWidth = 140;

/** The end of the log: what was found, what was published, the verdict. */
export function tellResult(
  { log }: World,
  report: Report,
  publications: readonly Publication[],
  { outputFolder, mode }: { readonly outputFolder: string; readonly mode: string },
): void {
  const { counts, verdict } = report;
  for (const line of consoleTable(report, { colour: false, width: logWidth })) log.info(line);
  const perSeverity = severities.map((severity) => `${counts.bySeverity[severity]} ${severity}`).join(', ');
  log.info(
    `${counts.new} new (${perSeverity}), ${counts.fixed} fixed, ${counts.baselined} there before, ` +
      `${counts.suppressed} suppressed, ${counts.unsure} unsure, ${counts.outsideChange} outside the change`,
  );
  for (const { code, message } of report.warnings) log.warn(message, { code });
  for (const { publisher, outcome, writes, detail } of publications) {
    const why = detail === undefined ? '' : `: ${detail}`;
    log.info(`${publisher}: ${outcome}${writes > 0 ? `, ${writes} writes` : ''}${why}`);
  }
  log.info(`reports are in ${outputFolder}`);
  if (mode === 'collect' && verdict.outcome !== 'incomplete') {
    log.info(`collected in ${report.seconds.toFixed(1)} s; MODE=publish decides`);
    return;
  }
  const say = verdict.outcome === 'passed' ? log.info : log.error;
  for (const reason of verdict.reasons) say(reason);
  say(`${verdict.outcome} in ${report.seconds.toFixed(1)} s`);
}
