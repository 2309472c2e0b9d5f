import { describe, expect, it } from 'vitest';
import type { ScannerRun } from '../../src/core/report.ts';
import { createRunTool } from '../../src/process/run-tool.ts';
import { runScanners, type ScanResources, scanBudget } from '../../src/scanners/run-scanners.ts';
import type { ScanContext, Scanner, ScanTarget } from '../../src/scanners/scanner.ts';
import { installation, memoryLog, temporaryFolder } from './scan-setup.ts';

const target: ScanTarget = { root: temporaryFolder(), files: ['a.js', 'b.md'] };

function resources(more: Partial<ScanResources> = {}): ScanResources & { log: ReturnType<typeof memoryLog> } {
  return {
    runTool: createRunTool('/usr/bin/timeout'),
    installation: installation(),
    timeoutSeconds: 10,
    signal: new AbortController().signal,
    workFolder: temporaryFolder(),
    cores: 4,
    memoryMegabytes: 1024,
    ...more,
    log: memoryLog(),
  };
}

const ok = (name: string): ScannerRun => ({ name, version: '1.0', outcome: 'ok', seconds: 0.1, findings: 2 });

function scanner(name: string, scan: Scanner['scan'], more: Partial<Scanner> = {}): Scanner {
  return {
    name,
    kind: 'code',
    description: name,
    auto: 'always',
    needsNetwork: false,
    memoryMegabytes: 100,
    looksAcrossFiles: false,
    selects: (files) => files.filter((file) => file.endsWith('.js')),
    missing: () => undefined,
    scan,
    ...more,
  };
}

describe('runScanners', () => {
  it('gives each its files and a folder of its own, and keeps their order', async () => {
    const seen: [ScanTarget, ScanContext][] = [];
    const quiet = (name: string) =>
      scanner(name, async (files, context) => {
        seen.push([files, context]);
        return { run: ok(name), sarif: [`/${name}.sarif`] };
      });
    const outcomes = await runScanners([quiet('b'), quiet('a')], target, resources());
    expect(outcomes.map(({ run }) => run.name)).toEqual(['b', 'a']);
    expect(seen.map(([{ files }]) => files)).toEqual([['a.js'], ['a.js']]);
    expect(new Set(seen.map(([, { workFolder }]) => workFolder)).size).toBe(2);
  });

  it('makes an outcome of whatever a scanner throws, and lets the others go on', async () => {
    const bad = scanner('bad', () => Promise.reject(new Error('out of paper')));
    const absent = scanner('absent', () => Promise.reject(new Error('not reached')), {
      missing: () => 'absent is not installed',
    });
    const good = scanner('good', async () => ({ run: ok('good'), sarif: [] }));
    const idle = scanner('idle', () => Promise.reject(new Error('not reached')), { selects: () => [] });
    const used = resources();
    const outcomes = await runScanners([bad, absent, good, idle], target, used);
    expect(outcomes.map(({ run: { name, outcome, detail } }) => ({ name, outcome, detail }))).toEqual([
      { name: 'bad', outcome: 'failed', detail: 'out of paper' },
      { name: 'absent', outcome: 'failed', detail: 'absent is not installed' },
      { name: 'good', outcome: 'ok', detail: undefined },
      { name: 'idle', outcome: 'skipped', detail: 'no file for it' },
    ]);
    expect(used.log.lines.toSorted()).toEqual([
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
    await runScanners(['a', 'b', 'c', 'd', 'e'].map(busy), target, resources(limits));
    expect(peak).toBe(most);
    // Two runs at the same time share what there is.
    peak = 0;
    const shared = { ...resources(limits), budget: scanBudget(resources(limits)) };
    await Promise.all(
      [
        ['a', 'b', 'c'],
        ['d', 'e'],
      ].map((names) => runScanners(names.map(busy), target, { ...shared, workFolder: temporaryFolder() })),
    );
    expect(peak).toBe(most);
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
    const used = resources({
      signal: controller.signal,
      progress: { start },
      sideName: ' on the merge base',
    });
    await expect(runScanners([waiting], target, used)).rejects.toThrow('SIGTERM');
    expect([...shown]).toEqual([]);
  });
});
