import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createRunTool } from '../../src/process/run-tool.ts';
import { runScanners, scanBudget } from '../../src/scanners/run-scanners.ts';
import type { Scanner, ScanOutcome, ScanTarget } from '../../src/scanners/scanner.ts';
import { startAhead } from '../../src/scanners/start-ahead.ts';
import { madeScanner } from './made-scanner.ts';
import { installation, memoryLog, temporaryFolder } from './scan-setup.ts';

const root = temporaryFolder();
const ok: ScanOutcome = {
  run: { name: 'x', version: '1', outcome: 'ok', seconds: 0, findings: 0 },
  sarif: [],
};

const scanner = (name: string, more: Partial<Scanner>) =>
  madeScanner(name, { looksAcrossFiles: true, ...more });

/** One that notes what happens to it, and ends when it was scanned with or cancelled. */
function early(more: Partial<Scanner> = {}) {
  const events: string[] = [];
  const made = scanner('early', {
    startAhead: async (target) => {
      events.push(`started with ${target.files.join()} for ${target.changed?.join()}`);
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      return {
        ended,
        scanSides: async (targets) => {
          events.push(`got ${targets.map(({ files }) => files.join()).join(' and ')}`);
          end();
          return targets.map(() => ok);
        },
        cancel: () => {
          events.push('cancelled');
          end();
        },
      };
    },
    ...more,
  });
  return { scanner: made, events };
}

function resources(cores = 2) {
  const machine = { cores, memoryMegabytes: 1024 };
  return {
    runTool: createRunTool('/usr/bin/timeout'),
    installation: installation(),
    timeoutSeconds: 10,
    signal: new AbortController().signal,
    workFolder: temporaryFolder(),
    ...machine,
    budget: scanBudget(machine),
  };
}

const side = (across: ScanTarget) => ({ target: across, across, log: memoryLog() });
const change: ScanTarget = { root, files: ['a.js'], changed: ['b.js', 'c.md'] };
const read = async ({ run }: ScanOutcome) => run.outcome;

it('goes on with the targets, in the place that it has of the budget', async () => {
  const { scanner: one, events } = early();
  const given = resources(1);
  using ahead = await startAhead([one], change, given);
  const other = scanner('other', {
    scan: async () => {
      events.push('other');
      return ok;
    },
  });
  const head = { root, files: ['a.js', 'b.js'], changed: ['b.js'] };
  const outcomes = await runScanners([other, one], [side(head)], { ...given, ahead: ahead.scanners }, read);
  expect(outcomes).toEqual([['ok', 'ok']]);
  expect(events).toEqual(['started with a.js for b.js,c.md', 'got a.js,b.js', 'other']);
});

it('gives its place to the others where it has nothing to look at after all', async () => {
  const { scanner: one, events } = early();
  const given = resources(1);
  using ahead = await startAhead([one], change, given);
  const other = scanner('other', { selects: (files) => files, scan: async () => ok });
  const head = { root, files: ['c.md'], changed: ['c.md'] };
  const outcomes = await runScanners([other, one], [side(head)], { ...given, ahead: ahead.scanners }, read);
  expect(outcomes).toEqual([['ok', 'skipped']]);
  expect(events.slice(1)).toEqual(['cancelled']);
});

it('starts in its turn where it could not start before', async () => {
  const one = scanner('early', {
    startAhead: () => Promise.reject(new Error('no room on the disk')),
    scanSides: async () => [ok],
  });
  const given = resources();
  using ahead = await startAhead([one], change, given);
  const head = { root, files: ['b.js'], changed: ['b.js'] };
  const outcomes = await runScanners([one], [side(head)], { ...given, ahead: ahead.scanners }, read);
  expect(outcomes).toEqual([['ok']]);
});

it('is cancelled where it is not among those that run, and where nothing comes of the run', async () => {
  const [first, second] = [early(), early()];
  {
    using ahead = await startAhead([first.scanner, second.scanner], change, resources());
    ahead.keep([second.scanner]);
    expect([first.events.slice(1), second.events.slice(1)]).toEqual([['cancelled'], []]);
  }
  expect(second.events.slice(1)).toEqual(['cancelled']);
});

it.each([
  ['no changed file is for it', { ...change, changed: ['c.md'] }, {}],
  ['it is not installed', change, { missing: () => 'not installed' }],
])('does not start where %s', async (_, target, more) => {
  const { scanner: one, events } = early(more);
  using ahead = await startAhead([one], target, resources());
  expect([events, ahead.scanners.size]).toEqual([[], 0]);
});

it('does not start where there is no room for it, nor later', async () => {
  const { scanner: one, events } = early();
  const given = resources(1);
  const { promise: until, resolve: end } = Promise.withResolvers<void>();
  const running = given.budget.run({ cores: 1, memoryMegabytes: 1 }, () => until);
  using ahead = await startAhead([one], change, given);
  end();
  await running;
  await setImmediate();
  expect([events, ahead.scanners.size]).toEqual([[], 0]);
});
