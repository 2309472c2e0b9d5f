import type { Log } from '../core/log.ts';
import type { ScannerRun } from '../core/report.ts';
import { truncate } from '../core/truncate.ts';

/** As wide as a usual name with its version, so that the figures of all scanners stand below each other. */
const labelWidth = 26;

/** One line on a scanner that has ended. Why it failed is the verdict's to tell. */
export function logScanner(log: Log, run: ScannerRun, suffix = ''): void {
  const { name, version, outcome, seconds, findings, detail } = run;
  const title = [name, version].filter((part) => part !== '').join(' ');
  const label = `${truncate(title, 60)}${suffix}`.padEnd(labelWidth);
  const line = (what: string) => `${label} ${what.padStart(12)} ${`${seconds.toFixed(1)} s`.padStart(8)}`;
  const note = detail === undefined ? '' : `  ${detail}`;
  const fields = { scanner: name, version, outcome, seconds, findings };
  switch (outcome) {
    case 'ok':
      log.info(`${line(`${findings} found`)}${note}`, { look: 'good', ...fields });
      return;
    case 'skipped':
      log.info(`${label} ${'skipped'.padStart(12)}          ${note}`.trimEnd(), { look: 'none', ...fields });
      return;
    case 'failed':
      log.error(line('failed'), { look: 'bad', ...fields, detail });
      return;
    case 'timed-out':
      log.error(line('out of time'), { look: 'bad', ...fields, detail });
  }
}
