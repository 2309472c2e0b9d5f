import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installBundle, toolPath } from '../e2e/bundle.ts';
import { allowed, attempt, type Bypass, bad, forged } from './bypass.ts';
import { activePaths, vulnerable } from './hostile-pull-request.ts';

const main = installBundle();

const filler = '// filler\n'.repeat(30);

/** The verdict is `failed` all the same, with these files in active findings. */
const stopped: Readonly<Record<string, readonly [Bypass, readonly string[]]>> = {
  'whatever configures git or a scanner': [
    {
      change: {
        ...bad,
        '.code-scan.yml':
          "paths: { exclude: ['**'] }\nscanners: { ast-grep: false }\nseverities: { '*eval*': low }\nthresholds: [{ atMost: 9 }]\nsuppressions: [{ rule: '*eval*', reason: mine }]\n",
        'sgconfig.yml': 'ruleDirs: []\n',
        '.semgrep.yml': 'rules: []\n',
        '.semgrepignore': '*\n',
        '.secretlintrc.json': '{"rules":[]}',
        '.secretlintignore': '*\n',
        '.gitleaks.toml': '[allowlist]\npaths = [".*"]\n',
        '.ignore': '*\n',
        '.rgignore': '*\n',
        '.eslintignore': '*\n',
        '.editorconfig': 'root = true\n',
        'package.json': '{"secretlint":{"rules":[]},"eslintIgnore":["*"]}',
        '.gitattributes': '* binary -diff -text linguist-generated linguist-vendored export-ignore\n',
      },
      besides: (repository) => {
        repository.commit({ '.gitignore': '*.js\n' });
      },
    },
    ['new.js'],
  ],
  'another encoding, a byte order mark, a NUL': [
    {
      change: {
        'nul.js': `// \0\n${vulnerable()}`,
        'mark.js': `\ufeff${vulnerable()}`,
        'latin1.js': Buffer.from(`// \u00e9\n${vulnerable()}`, 'latin1'),
        'utf16.js': Buffer.from(`\ufeff${vulnerable()}`, 'utf16le'),
        'returns.js': vulnerable().replaceAll('\n', '\r\n'),
        // Put together, so that no scanner finds it here.
        'secret.yml': `# \0\nkey: ${['AKIA', 'Q3EGRYXJ4MZ7L2PD'].join('')}\n`,
      },
    },
    ['latin1.js', 'mark.js', 'nul.js', 'returns.js', 'secret.yml', 'utf16.js'],
  ],
  'a copy of old code with its old problem': [
    { before: { 'known.js': vulnerable() }, change: { 'copy.js': vulnerable() } },
    ['copy.js'],
  ],
  'a new problem in a file that it renames': [
    {
      before: { 'known.js': vulnerable() + filler },
      change: {},
      besides: (repository) => {
        repository.git('mv', 'known.js', 'renamed.js');
        const post = "app.post('/x', (req, res) => { eval(req.body.x); });\n";
        repository.commit({ 'renamed.js': vulnerable() + filler + post });
      },
    },
    ['renamed.js'],
  ],
  'a flood of findings': [
    {
      change: {
        ...bad,
        'flood.sarif': forged(
          Array.from({ length: 100_000 }, (_, at) => ({
            rule: `rule-${at % 1000}`,
            level: 'note',
            message: `nothing ${at}`,
            path: 'old.js',
            line: 1,
          })),
          'noise',
        ),
      },
      environment: { SARIF_FILES: 'flood.sarif' },
    },
    ['new.js'],
  ],
  'a SARIF log that allows it, or says that there is nothing': [
    {
      change: { ...bad, 'a.sarif': forged([allowed]), 'b.sarif': forged([]) },
      environment: { SARIF_FILES: '*.sarif' },
    },
    ['new.js'],
  ],
  'a baseline of its own': [
    { change: { ...bad, 'own.sarif': forged([allowed]) }, environment: { BASELINE: 'own.sarif' } },
    ['new.js'],
  ],
  'a change of the baseline': [
    {
      before: { 'known.sarif': forged([]) },
      change: { ...bad, 'known.sarif': forged([allowed]) },
      environment: { BASELINE: 'known.sarif' },
    },
    ['new.js'],
  ],
  'reports that lie in the output folder': [
    {
      change: {
        ...bad,
        'code-scan-report/report.json': '{"verdict":"passed"}',
        'code-scan-report/report.sarif': forged([]),
        'code-scan-report/baseline.sarif': forged([allowed]),
        'code-scan-report/collected.json': '{"commit":"","incomplete":[]}',
        'code-scan-report/preview.json': '{}',
      },
    },
    ['new.js'],
  ],
  'parts with a baseline for MODE=publish': [
    {
      change: {
        ...bad,
        'part/report.sarif': forged([{ ...allowed, more: {} }]),
        'part/baseline.sarif': forged([allowed]),
      },
      environment: { MODE: 'publish', SARIF_FILES: 'part/report.sarif' },
    },
    ['new.js'],
  ],
  'names and objects that stand in for the destination’s commit': [
    {
      change: bad,
      besides: (repository, destination) => {
        repository.git('tag', destination.slice(0, 12), 'HEAD');
        repository.git('branch', destination.slice(0, 12), 'HEAD');
        repository.git('replace', '--force', destination, 'HEAD');
      },
    },
    ['new.js'],
  ],
};

describe('a pull request does not get by with', () => {
  it.each(Object.entries(stopped))(
    '%s',
    async (_, [bypass, paths]) => {
      const run = await attempt(main, bypass);
      expect(run.exitCode, run.log.slice(-5000)).toBe(1);
      expect(run.report?.verdict).toBe('failed');
      const active = new Set(activePaths(run).filter((path) => path !== 'old.js'));
      expect([...active]).toEqual(paths);
    },
    60_000,
  );
});

const tools = mkdtempSync(join(tmpdir(), 'tools-'));
writeFileSync(join(tools, 'pour'), '#!/bin/sh\nexec yes results\n', { mode: 0o755 });
const withTool = (name: string) => ({
  '.code-scan.yml': `customScanners: [{ name: ${name}, command: ${name}, sarif: stdout }]\n`,
});

/** The verdict is `incomplete`, which blocks like `failed`. */
const incomplete: Readonly<Record<string, Bypass>> = {
  'what makes a scanner write without end': { before: withTool('pour'), change: { 'new.txt': 'x\n' } },
  'what crashes a scanner': { change: { 'deep.yaml': `${'- '.repeat(50_000)}x` } },
  'what takes a scanner too long': {
    change: { 'chain.js': `x${'.a()'.repeat(200_000)}` },
    environment: { SCAN_TIMEOUT: '2' },
  },
  'a SARIF log that breaks off': {
    change: { 'x.sarif': forged([allowed]).slice(0, -20) },
    environment: { SARIF_FILES: 'x.sarif' },
  },
};

describe('a pull request is incomplete, and not passed, with', () => {
  it.each(Object.entries(incomplete))(
    '%s',
    async (_, { environment, ...bypass }) => {
      const run = await attempt(main, {
        ...bypass,
        environment: { ...environment, PATH: `${tools}:${toolPath}` },
      });
      expect(run.exitCode, run.log.slice(-5000)).toBe(3);
      expect(run.report?.verdict).toBe('incomplete');
    },
    60_000,
  );
});
