import { describe, expect, it } from 'vitest';
import type { ScannerRun } from '../../src/core/report.ts';
import { createRunTool } from '../../src/process/run-tool.ts';
import {
  runScanners as runAndRead,
  type ScanResources,
  type ScanSide,
  type SideOutcome,
  scanBudget,
} from '../../src/scanners/run-scanners.ts';
import type { ScanContext, Scanner, ScanTarget } from '../../src/scanners/scanner.ts';
import { madeScanner } from './made-scanner.ts';
import { installation, memoryLog, temporaryFolder } from './scan-setup.ts';

const target: ScanTarget = { root: temporaryFolder(), files: ['a.js', 'b.md'] };

const runScanners = (scanners: readonly Scanner[], sides: readonly ScanSide[], given: ScanResources) =>
  runAndRead(scanners, sides, given, async (outcome) => outcome);

const side = (more: Partial<ScanSide> = {}): ScanSide => ({
  target,
  across: target,
  log: memoryLog(),
  ...more,
});

function resources(more: Partial<ScanResources> = {}): ScanResources {
  return {
    runTool: createRunTool('/usr/bin/timeout'),
    installation: installation(),
    timeoutSeconds: 10,
    signal: new AbortController().signal,
    workFolder: temporaryFolder(),
    cores: 4,
    memoryMegabytes: 1024,
    ...more,
  };
}

const ok = (name: string): ScannerRun => ({ name, version: '1.0', outcome: 'ok', seconds: 0.1, findings: 2 });

const scanner = (name: string, scan: Scanner['scan'], more: Partial<Scanner> = {}) =>
  madeScanner(name, { scan, ...more });

describe('runScanners', () => {
  it('gives each its files and a folder of its own, and keeps their order', async () => {
    const seen: [ScanTarget, ScanContext][] = [];
    const quiet = (name: string) =>
      scanner(name, async (files, context) => {
        seen.push([files, context]);
        return { run: ok(name), sarif: [`/${name}.sarif`] };
      });
    const [outcomes = []] = await runScanners([quiet('b'), quiet('a')], [side()], resources());
    expect(outcomes.map(({ run }) => run.name)).toEqual(['b', 'a']);
    expect(seen.map(([{ files }]) => files)).toEqual([['a.js'], ['a.js']]);
    expect(new Set(seen.map(([, { workFolder }]) => workFolder)).size).toBe(2);
  });

  it('begins with the one that has the most files to look at', async () => {
    const started: string[] = [];
    const noted = (name: string, more: Partial<Scanner>) =>
      scanner(
        name,
        async () => {
          started.push(name);
          return { run: ok(name), sarif: [] };
        },
        more,
      );
    const scanners = [
      noted('some', {}),
      noted('across', { looksAcrossFiles: true }),
      noted('all', { selects: (files) => files }),
    ];
    const across = { ...target, beside: { ...target, files: ['c.js', 'd.js', 'e.js'] } };
    await runScanners(scanners, [side()], resources({ cores: 1 }));
    await runScanners(scanners, [side({ across })], resources({ cores: 1 }));
    expect(started).toEqual(['all', 'some', 'across', 'across', 'all', 'some']);
  });

  it('makes an outcome of whatever a scanner throws, and lets the others go on', async () => {
    const bad = scanner('bad', () => Promise.reject(new Error('out of paper')));
    const absent = scanner('absent', () => Promise.reject(new Error('not reached')), {
      missing: () => 'absent is not installed',
    });
    const good = scanner('good', async () => ({ run: ok('good'), sarif: [] }));
    const idle = scanner('idle', () => Promise.reject(new Error('not reached')), { selects: () => [] });
    const log = memoryLog();
    const [outcomes = []] = await runScanners([bad, absent, good, idle], [side({ log })], resources());
    expect(outcomes.map(({ run: { name, outcome, detail } }) => ({ name, outcome, detail }))).toEqual([
      { name: 'bad', outcome: 'failed', detail: 'out of paper' },
      { name: 'absent', outcome: 'failed', detail: 'absent is not installed' },
      { name: 'good', outcome: 'ok', detail: undefined },
      { name: 'idle', outcome: 'skipped', detail: 'no file for it' },
    ]);
    expect(log.lines.toSorted()).toEqual([
      expect.stringMatching(/^error absent +failed +[\d.]+ s$/),
      expect.stringMatching(/^error bad +failed +[\d.]+ s$/),
      expect.stringMatching(/^info good 1\.0 +2 found +0\.1 s$/),
      expect.stringMatching(/^info idle +skipped +no file for it$/),
    ]);
  });

  it.each([
    ['cores', { cores: 2, memoryMegabytes: 4096 }, 100, 2],
    ['memory', { cores: 8, memoryMegabytes: 1024 }, 300, 2],
    ['one that needs more than there is', { cores: 8, memoryMegabytes: 512 }, 2000, 1],
  ])('runs no more at once than fit: %s', async (_, limits, need, most) => {
    let running = 0;
    let peak = 0;
    const busy = (name: string) =>
      scanner(
        name,
        async () => {
          running += 1;
          peak = Math.max(peak, running);
          // Long enough for the others to come in, and a little longer for one too many.
          for (let turn = 0; turn < 5000 && peak < most; turn += 1) await new Promise(setImmediate);
          for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
          running -= 1;
          return { run: ok(name), sarif: [] };
        },
        { memoryMegabytes: need },
      );
    await runScanners(['a', 'b', 'c', 'd', 'e'].map(busy), [side()], resources(limits));
    expect(peak).toBe(most);
    // Two runs at the same time share what there is.
    peak = 0;
    const shared = { ...resources(limits), budget: scanBudget(resources(limits)) };
    await Promise.all(
      [
        ['a', 'b', 'c'],
        ['d', 'e'],
      ].map((names) => runScanners(names.map(busy), [side()], { ...shared, workFolder: temporaryFolder() })),
    );
    expect(peak).toBe(most);
  });

  it('starts a scanner once for both sides where it can look at both, and else once for each', async () => {
    const starts: string[] = [];
    const outcomeOf = (name: string, { files }: ScanTarget) => ({
      run: { ...ok(name), version: files.join() },
      sarif: [],
    });
    const each = scanner('each', async (one) => {
      starts.push('each');
      return outcomeOf('each', one);
    });
    const both = scanner('both', () => Promise.reject(new Error('not reached')), {
      scanSides: async (targets) => {
        starts.push('both');
        return targets.map((one) => outcomeOf('both', one));
      },
    });
    const base = { root: temporaryFolder(), files: ['c.js'] };
    const empty = { root: temporaryFolder(), files: ['d.md'] };
    const sides = [side(), side({ target: empty }), side({ target: base })];
    const outcomes = await runScanners([each, both], sides, resources());
    expect(starts.sort()).toEqual(['both', 'each', 'each']);
    expect(
      outcomes.map((list) => list.map(({ run }) => `${run.name} ${run.outcome} ${run.version}`)),
    ).toEqual([
      ['each ok a.js', 'both ok a.js'],
      ['each skipped ', 'both skipped '],
      ['each ok c.js', 'both ok c.js'],
    ]);
  });

  it.each([
    ['a file of its kind has changed', ['a.js', 'x.md'], 1],
    ['none has', ['x.md'], 0],
  ])('starts one that looks across files of a change only where %s', async (_, changed, most) => {
    const given: ScanTarget[] = [];
    const across = scanner(
      'across',
      async (one) => {
        given.push(one);
        return { run: ok('across'), sarif: [] };
      },
      { looksAcrossFiles: true },
    );
    const beside = { root: '/elsewhere', files: ['c.js', 'y.md'] };
    const [[outcome] = []] = await runScanners(
      [across],
      [side({ across: { ...target, beside, changed } })],
      resources(),
    );
    expect(given.length).toBe(most);
    if (most === 0)
      expect(outcome?.run).toMatchObject({ outcome: 'skipped', detail: 'no changed file for it' });
    else {
      expect(given[0]).toMatchObject({ files: ['a.js'], changed: ['a.js'] });
      expect(given[0]?.beside).toEqual({ root: '/elsewhere', files: ['c.js'] });
    }
  });

  it('asks a scanner once what it looks at in a whole tree, of which one side may have only a part', async () => {
    const asked: (readonly string[])[] = [];
    const given: ScanTarget[] = [];
    // A template says something only beside code.
    const selects = (files: readonly string[]) => {
      asked.push(files);
      return files.some((file) => file.endsWith('.js')) ? files.filter((file) => /js|html/.test(file)) : [];
    };
    const across = scanner('across', () => Promise.reject(new Error('not reached')), {
      looksAcrossFiles: true,
      selects,
      scanSides: async (targets) => {
        given.push(...targets);
        return targets.map(() => ({ run: ok('across'), sarif: [] }));
      },
    });
    const files = ['a.js', 'page.html', 'x.md'];
    const base = {
      root: '/base',
      files: ['page.html'],
      beside: { root: '/', files: ['a.js', 'x.md'] },
      changed: ['page.html'],
    };
    const sides = [side({ across: { root: '/', files, changed: ['page.html'] } }), side({ across: base })];
    const outcomes = await runScanners([across], sides, resources());
    expect(asked.length).toBe(1);
    expect(given.map((target) => target.files)).toEqual([['a.js', 'page.html'], ['page.html']]);
    expect(outcomes.map(([outcome]) => [...(outcome?.files ?? [])].sort())).toEqual([
      ['a.js', 'page.html'],
      ['a.js', 'page.html'],
    ]);
  });

  it('has each outcome read while others still work', async () => {
    const read: string[] = [];
    const quickIsRead = Promise.withResolvers<void>();
    const quick = scanner('quick', async () => ({ run: ok('quick'), sarif: ['/quick.sarif'] }));
    const slow = scanner('slow', async () => {
      await quickIsRead.promise;
      return { run: ok('slow'), sarif: [] };
    });
    const note = async ({ run, sarif, side: index, files }: SideOutcome) => {
      read.push(`${run.name} ${sarif} ${index} ${files}`);
      quickIsRead.resolve();
      return run.name;
    };
    expect(await runAndRead([slow, quick], [side()], resources(), note)).toEqual([['slow', 'quick']]);
    expect(read).toEqual(['quick /quick.sarif 0 a.js', 'slow  0 a.js']);
  });

  it('throws when it is interrupted, and shows nobody at work any more', async () => {
    const shown = new Set<string>();
    const start = (what: string) => {
      shown.add(what);
      return () => shown.delete(what);
    };
    const controller = new AbortController();
    const waiting = scanner('waiting', (_, { signal }) => {
      expect([...shown]).toEqual(['waiting on the merge base']);
      controller.abort(new Error('SIGTERM'));
      return new Promise((__, reject) => reject(signal.reason));
    });
    const used = resources({ signal: controller.signal, progress: { start } });
    const base = side({ name: ' on the merge base' });
    await expect(runScanners([waiting], [base], used)).rejects.toThrow('SIGTERM');
    expect([...shown]).toEqual([]);
  });
});
