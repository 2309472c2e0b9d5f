import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLog } from '../../src/core/pino-log.ts';
import type { Report } from '../../src/core/report.ts';
import { createScreen } from '../../src/core/screen.ts';
import { tellResult } from '../../src/run/tell-result.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { reportOf, reportShape, type Say, sayHostile, sayTame, words } from './hostile-report.ts';
import { target } from './target.ts';

const steering = /(?!\n)[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

/** What the screen itself writes to draw one line again: up, to the left, erase. */
const erased = '\u001b[1A\r\u001b[0J';

function told(report: Report, say: Say): string {
  const lines: string[] = [];
  const log = createLog({
    format: 'text',
    debug: false,
    colour: false,
    redact: (text) => text,
    write: (line) => lines.push(line),
  });
  const publications = [
    { publisher: 'summary', outcome: 'failed', writes: 0, leftOut: 0, detail: say(950) },
    { publisher: 'inline', outcome: 'skipped', writes: 0, leftOut: 0, detail: say(951) },
  ] as const;
  const output = { outputFolder: '/repo/out', mode: 'scan' };
  tellResult({ log, columns: 100, cwd: '/repo' }, report, publications, output);
  return lines.join('');
}

/** The end of the log and what is drawn below it: as many lines as with harmless words, and none that steers. */
export const console_ = target(
  'console',
  0.05,
  fc.record({ shape: reportShape, words, running: hostileText, columns: fc.integer({ min: 1, max: 200 }) }),
  () => ({
    try({ shape, words: given, running, columns }) {
      const hostile = sayHostile(given);
      const text = told(reportOf(shape, hostile), hostile);
      assert.doesNotMatch(text, steering);
      assert.equal(text.split('\n').length, told(reportOf(shape, sayTame), sayTame).split('\n').length);

      const drawn: string[] = [];
      const screen = createScreen({
        write: (part) => drawn.push(part),
        size: () => ({ columns, rows: 10 }),
        now: () => 0,
        repeat: () => () => undefined,
      });
      screen.start(running)();
      assert.doesNotMatch(drawn.join('').replaceAll(erased, ''), steering);
      assert.equal(drawn.join('').split('\n').length, 2);
    },
  }),
);
