import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/core/pino-log.ts';
import type { Publication, Report } from '../../src/core/report.ts';
import { tellResult } from '../../src/run/tell-result.ts';
import { makeReport } from '../reports/make-report.ts';
import { samples } from '../reports/sample-reports.ts';

const published: Publication = { publisher: 'files', outcome: 'published', writes: 0, leftOut: 0 };

/** The end of the log, as people read it. */
function told(
  report: Report,
  publications: readonly Publication[],
  mode = 'scan',
  otherPullRequests: readonly number[] = [],
): string {
  const lines: string[] = [];
  const log = createLog({
    format: 'text',
    debug: false,
    colour: false,
    redact: (text) => text,
    help: (code) => `help#${code}`,
    write: (line) => lines.push(line),
  });
  tellResult({ log, cwd: '/repo' }, report, publications, {
    outputFolder: '/repo/code-scan-report',
    mode,
    otherPullRequests,
  });
  return lines.join('');
}

describe('the end of the log', () => {
  it('has the findings with links, what was published, where to look, and the verdict last', () => {
    const text = told(samples['failed'] ?? makeReport(), [
      published,
      { publisher: 'status', outcome: 'published', writes: 2, leftOut: 0 },
      { publisher: 'insights', outcome: 'unchanged', writes: 0, leftOut: 0 },
    ]);
    const order = [
      '3 new findings',
      '  critical  config/prod (old).env:3',
      '            https://bitbucket.org/acme/shop/src/a1b2c3d4e5f6/config/prod%20%28old%29.env#lines-3',
      'To know',
      'help#policy-changed',
      'Published\n  ✔ files\n  ✔ status    2 writes\n  ✔ insights  nothing to change',
      'Result\n  report        code-scan-report/report.html',
      '  pull request  https://bitbucket.org/acme/shop/pull-requests/1',
      '  ✖ 2 of high or worse',
      '✖ failed in 4.2 s: 3 new (1 critical, 1 high, 1 medium), 2 fixed',
    ].map((part) => text.indexOf(part));
    expect(order, text).not.toContain(-1);
    expect(order, text).toEqual(order.toSorted((a, b) => a - b));
    expect(text.trim().split('\n').at(-1)).toMatch(/^✖ failed/);
  });

  it('says once what several publishers have to say, and what helps', () => {
    const failed = {
      outcome: 'failed',
      writes: 0,
      leftOut: 0,
      detail: 'no right to read',
      code: 'forbidden',
    };
    const text = told(makeReport(), [
      published,
      { publisher: 'summary', ...failed } as Publication,
      { publisher: 'inline', ...failed } as Publication,
    ]);
    expect(text.split('no right to read')).toHaveLength(2);
    expect(text).toContain('  ✖ summary, inline  no right to read\n    help#forbidden\n');
  });

  it('says once what helps against one cause, however many requests it spoils', () => {
    const advice = 'The token is not accepted. Make a new one.';
    const message = `GET /pullrequests/1: status 401. ${advice}`;
    const failed = { outcome: 'failed', writes: 0, leftOut: 0 } as const;
    const text = told({ ...makeReport(), warnings: [{ code: 'pull-request-unreadable', message }] }, [
      published,
      { publisher: 'status', ...failed, detail: `POST /statuses: status 401. ${advice}` },
      { publisher: 'insights', ...failed, detail: `GET /reports: status 401. ${advice}` },
    ]);
    expect(text.split('The token is not accepted.')).toHaveLength(2);
    expect(text.split('Make a new one.')).toHaveLength(2);
    expect(text).toContain('  ✖ status    POST /statuses: status 401.\n');
    expect(text).toContain('  ✖ insights  GET /reports: status 401.\n');
  });

  it('ends with what fails the step where the gate passed', () => {
    const text = told({ ...makeReport(), verdict: { outcome: 'passed', reasons: [] } }, [
      published,
      { publisher: 'status', outcome: 'failed', writes: 0, leftOut: 0, detail: 'refused' },
      { publisher: 'inline', outcome: 'failed', writes: 0, leftOut: 0, detail: 'refused' },
    ]);
    expect(text.trim().split('\n').at(-1)).toMatch(
      /^✖ passed in .*; not published: status, inline \(exit code 4\)$/,
    );
  });

  it('tells what makes a run incomplete as the verdict, not as a warning too', () => {
    const message = 'SARIF_FILES "a": no file matches';
    const text = told(
      {
        ...makeReport(),
        warnings: [{ code: 'sarif-missing', message }],
        verdict: { outcome: 'incomplete', reasons: [message] },
      },
      [published],
    );
    expect(text.split(message)).toHaveLength(2);
    expect(text).toContain(`  ✖ ${message}\n    help#sarif-missing\n✖ incomplete in`);
  });

  it('names each pull request of the commit', () => {
    const text = told(samples['failed'] ?? makeReport(), [published], 'scan', [2, 3]);
    const pages = text.match(/pull request\s+https:\S+/g) ?? [];
    expect(pages.map((page) => page.split('/').at(-1))).toEqual(['1', '2', '3']);
  });

  it('says of a part that it decides nothing', () => {
    const text = told(samples['failed'] ?? makeReport(), [], 'collect');
    expect(text).toContain('code-scan-report/report.sarif');
    expect(text).toMatch(/✔ collected in .*; MODE=publish decides\n$/);
    expect(text).not.toMatch(/✖|Published/);
  });

  it('says of a part that could not be written that it is none', () => {
    const failed = { publisher: 'files', outcome: 'failed', writes: 0, leftOut: 0 } as const;
    const text = told(
      makeReport(),
      [
        { ...failed, detail: 'report.sarif: no space' },
        { ...published, publisher: 'status', outcome: 'skipped' },
      ],
      'collect',
    );
    expect(text).toContain('  ✖ files     report.sarif: no space\n    help#files-not-written\n');
    expect(text).not.toContain('status');
    expect(text.trim().split('\n').at(-1)).toMatch(
      /^✖ not collected in .*; not all files .* \(exit code 3\)$/,
    );
  });

  it('says where a preview is, and that nothing left', () => {
    const text = told(makeReport(), [published], 'preview');
    expect(text).toContain('  preview  code-scan-report/preview.html\n');
    expect(text).toContain('Published to the embedded Bitbucket');
  });
});
