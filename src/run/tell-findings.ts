import type { Log } from '../core/log.ts';
import type { Report } from '../core/report.ts';
import { consoleTable } from '../reports/console-table.ts';
import { capitalised, counted } from '../reports/wording.ts';

/** The new findings as a table in the log, each with the page of its line. `width` in columns. */
export function tellFindings(log: Log, report: Report, width: number): void {
  const { rows, more } = consoleTable(report, { width: width - 2 });
  if (rows.length === 0) return;
  log.info(capitalised(counted(report.counts.new, 'new finding')), { look: 'section' });
  for (const { finding, severity, text, link } of rows) {
    const { fingerprint, scanner, rule } = finding;
    log.info(text, { look: severity, fingerprint, scanner, rule, link });
    if (link !== undefined) log.info(`${' '.repeat(10)}${link}`, { look: 'faint' });
  }
  if (more > 0) log.info(`… and ${counted(more, 'more finding')} in the report`, { look: 'row', more });
}
