import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { run } from '../../src/run.ts';
import { SampleRepository } from '../repository/sample-repository.ts';
import { worldOf } from '../run/world-of.ts';

/** A scanner as small as they come: each `eval(NAME)` is a finding, said in the same words everywhere. */
const scanner = `#!/bin/sh
output=$1; shift
[ -e "$(dirname "$0")/broken" ] && exit 70
{
  printf '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"evals"}},"results":['
  awk '{
    at = index($0, "eval(")
    if (at == 0) next
    name = FILENAME
    gsub(/["\\\\]/, "\\\\\\\\&", name)
    printf "%s{\\"ruleId\\":\\"no-eval\\",\\"level\\":\\"error\\",\\"message\\":{\\"text\\":\\"eval is evil\\"},", (count++ ? "," : "")
    printf "\\"locations\\":[{\\"physicalLocation\\":{\\"artifactLocation\\":{\\"uri\\":\\"%s\\"},", name
    printf "\\"region\\":{\\"startLine\\":%d,\\"startColumn\\":%d}}}]}", FNR, at
  }' "$@" /dev/null
  printf ']}]}'
} > "$output"
`;

export const policy = `version: 1
customScanners:
  - name: evals
    kind: code
    command: evals
    arguments: ['{output}', '{files}']
    sarif: file
    files: ['**/*.js']
`;

/** What a run said: names in `eval(NAME)`, with the file, by disposition. */
export interface Outcome {
  readonly exitCode: number;
  readonly active: readonly string[];
  readonly baselined: readonly string[];
  readonly unsure: readonly string[];
  readonly outside: readonly string[];
  /** Path and line in the baseline. */
  readonly fixed: readonly string[];
  readonly how: readonly string[];
  readonly warnings: readonly string[];
  readonly baseline: string;
  readonly log: readonly string[];
}

interface Report {
  readonly baseline: { readonly kind: string };
  readonly findings: readonly {
    readonly path?: string;
    readonly startLine?: number;
    readonly disposition: string;
    readonly previous?: { readonly how: string };
  }[];
  readonly fixed: readonly { readonly path?: string; readonly startLine?: number }[];
  readonly warnings: readonly { readonly code: string }[];
}

/** A real repository with whole runs of the pipe over it. */
export class Scenario {
  readonly repository: SampleRepository;
  readonly #bin: string;

  constructor(repository = new SampleRepository()) {
    this.repository = repository;
    this.#bin = mkdtempSync(join(tmpdir(), 'bin-'));
    writeFileSync(join(this.#bin, 'evals'), scanner);
    chmodSync(join(this.#bin, 'evals'), 0o755);
    onTestFinished(() => {
      rmSync(this.#bin, { recursive: true });
      rmSync(repository.root, { recursive: true, force: true });
    });
  }

  /** The first commit on main, with the policy that names the scanner; then a branch of it. */
  start(files: Readonly<Record<string, string>>): string {
    const commit = this.repository.commit({ '.code-scan.yml': policy, ...files });
    this.repository.git('checkout', '--quiet', '-b', 'feature');
    return commit;
  }

  commit(files: Readonly<Record<string, string>>): string {
    return this.repository.commit(files);
  }

  /** Commits to main, and goes back to the branch. */
  onMain(files: Readonly<Record<string, string>>): string {
    this.repository.git('checkout', '--quiet', 'main');
    const commit = this.repository.commit(files);
    this.repository.git('checkout', '--quiet', 'feature');
    return commit;
  }

  /** The scanner ends with an error from now on. */
  breakScanner(): void {
    writeFileSync(join(this.#bin, 'broken'), '');
  }

  /** As the pipeline of the pull request runs it: the branch's commit, or another, under report. */
  pullRequest(environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    return this.run({
      BITBUCKET_COMMIT: this.repository.git('rev-parse', 'feature'),
      BITBUCKET_BRANCH: 'feature',
      BITBUCKET_PR_ID: '7',
      BITBUCKET_PR_DESTINATION_BRANCH: 'main',
      ...(environment['BITBUCKET_PR_DESTINATION_COMMIT'] === undefined && {
        BITBUCKET_PR_DESTINATION_COMMIT: this.repository.git('rev-parse', 'main').slice(0, 12),
      }),
      ...environment,
    });
  }

  async run(environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const { world, lines } = worldOf({
      PATH: `${this.#bin}:/usr/bin:/bin`,
      SCANNERS: 'evals',
      PUBLISH: 'none',
      ...environment,
    });
    const exitCode = await run({
      ...world,
      cwd: this.repository.root,
      folder: resolve('.'),
      temporaryFolder: tmpdir(),
    });
    const file = join(this.repository.root, 'code-scan-report/report.json');
    const report: Report = JSON.parse(readFileSync(file, 'utf8'));
    rmSync(join(this.repository.root, 'code-scan-report'), { recursive: true });
    const named = (disposition: string) =>
      report.findings
        .filter((finding) => finding.disposition === disposition)
        .map(({ path = '', startLine = 0 }) => `${this.#nameAt(path, startLine)} in ${path}`)
        .sort();
    return {
      exitCode,
      active: named('active'),
      baselined: named('baselined'),
      unsure: named('moved?'),
      outside: named('outside-change'),
      fixed: report.fixed.map(({ path, startLine }) => `${path}:${startLine}`).sort(),
      how: [...new Set(report.findings.flatMap(({ previous }) => previous?.how ?? []))].sort(),
      warnings: report.warnings.map(({ code }) => code).sort(),
      baseline: report.baseline.kind,
      log: lines,
    };
  }

  #nameAt(path: string, line: number): string {
    const text = readFileSync(join(this.repository.root, path), 'utf8').split(/\r\n|\r|\n/)[line - 1];
    return /eval\((\w+)\)/.exec(text ?? '')?.[1] ?? '?';
  }
}

/** Lines of ordinary code that have nothing wrong. */
export function code(name: string, count = 6): readonly string[] {
  return Array.from({ length: count }, (_, at) => `  const ${name}${at} = compute(${name}, ${at});`);
}

/** A function that evaluates its argument, amid code of its own. */
export function evaluating(name: string): string {
  return [
    `function run_${name}(${name}) {`,
    ...code(name, 3),
    `  eval(${name});`,
    ...code(`${name}_later`, 3),
    '}',
    '',
  ].join('\n');
}

export function file(...functions: readonly string[]): string {
  return `'use strict';\n\n${functions.join('\n')}`;
}
