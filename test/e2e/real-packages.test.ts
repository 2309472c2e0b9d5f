import { cpSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, expect, it } from 'vitest';
import { SampleRepository } from '../repository/sample-repository.ts';
import { installBundle, readReport, runBundle } from './bundle.ts';

/** Packages that the lock file installs: ordinary code, written by many people. */
const packages = [
  'playwright-core',
  'zod',
  'undici',
  'fast-check',
  'knip',
  'ajv',
  'markdown-it',
  'picomatch',
];

// The schema is of draft 4, whose `id` Ajv no longer knows; nothing else of it differs.
const { $schema: _, id: __, ...draft } = schema;
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(draft);

const main = installBundle();
const scanned: { name: string; megabytes: number; findings: number; grave: number; seconds: number }[] = [];

function copyOf(name: string): SampleRepository {
  const repository = new SampleRepository(join(mkdtempSync(join(tmpdir(), 'package-')), name));
  cpSync(resolve('node_modules', name), repository.root, { recursive: true });
  repository.commit({}, name);
  return repository;
}

function bytesOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(?:[cm]?[jt]s|py)$/.test(entry.name)) continue;
    if (!/\/(?:dist|node_modules|\.git)(?:\/|$)/.test(entry.parentPath.slice(folder.length))) {
      bytes += statSync(join(entry.parentPath, entry.name)).size;
    }
  }
  return bytes;
}

it.each(packages)(
  '%s is scanned without a failure, into valid files and sane counts',
  async (name) => {
    const repository = copyOf(name);
    const { exitCode, log, seconds } = await runBundle(main, repository.root, {});
    const report = readReport(repository.root);
    expect([0, 1], log).toContain(exitCode);
    expect(
      report.scanners.every(({ outcome }) => outcome === 'ok' || outcome === 'skipped'),
      log,
    ).toBe(true);
    const sarif = JSON.parse(
      readFileSync(join(repository.root, 'code-scan-report/report.sarif'), 'utf8'),
    ) as {
      version: string;
      runs: { results: unknown[] }[];
    };
    expect(isSarif(sarif), JSON.stringify(isSarif.errors)).toBe(true);
    expect(sarif.runs.reduce((sum, { results }) => sum + results.length, 0)).toBe(report.findings.length);
    const megabytes = bytesOf(repository.root) / 1e6;
    const grave = report.findings.filter(
      ({ severity }) => severity === 'critical' || severity === 'high',
    ).length;
    // A published library of this kind is no field of mines: more than this would be noise.
    expect(grave).toBeLessThanOrEqual(2 + megabytes * 2);
    scanned.push({ name, megabytes, findings: report.findings.length, grave, seconds });
  },
  120_000,
);

afterAll(() => {
  console.table(
    scanned.map((row) => ({ ...row, megabytes: row.megabytes.toFixed(1), seconds: row.seconds.toFixed(1) })),
  );
  expect(scanned.reduce((sum, { megabytes }) => sum + megabytes, 0)).toBeGreaterThan(10);
});
