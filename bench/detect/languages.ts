import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runImage } from '../../test/container/engine.ts';
import { type Found, isSevere, readReport } from './report-file.ts';
import type { Fetched, Source } from './repository.ts';

/** Well-kept repositories of many kinds: an application, a library, or the files of those who run such. */
export const languages: readonly (Source & { readonly language: string })[] = [
  { language: 'JavaScript', owner: 'expressjs', name: 'express' },
  { language: 'TypeScript', owner: 'colinhacks', name: 'zod' },
  { language: 'Python', owner: 'healthchecks', name: 'healthchecks' },
  { language: 'Python', owner: 'pallets', name: 'flask' },
  { language: 'Java', owner: 'apache', name: 'commons-lang' },
  { language: 'Java', owner: 'spring-projects', name: 'spring-petclinic' },
  { language: 'Go', owner: 'caddyserver', name: 'caddy' },
  { language: 'Go', owner: 'gin-gonic', name: 'gin' },
  { language: 'PHP', owner: 'monicahq', name: 'monica' },
  { language: 'PHP', owner: 'symfony', name: 'demo' },
  { language: 'Ruby', owner: 'lobsters', name: 'lobsters' },
  { language: 'Ruby', owner: 'sinatra', name: 'sinatra' },
  { language: 'C#', owner: 'dotnet', name: 'eShop' },
  { language: 'C#', owner: 'jellyfin', name: 'jellyfin' },
  { language: 'Kotlin', owner: 'square', name: 'okhttp' },
  { language: 'Shell', owner: 'nvm-sh', name: 'nvm' },
  { language: 'Shell', owner: 'bats-core', name: 'bats-core' },
  { language: 'Terraform', owner: 'terraform-aws-modules', name: 'terraform-aws-eks' },
  { language: 'Kubernetes', owner: 'kubernetes', name: 'examples' },
  { language: 'Dockerfile', owner: 'docker-library', name: 'postgres' },
  { language: 'Compose', owner: 'docker', name: 'awesome-compose' },
  { language: 'Pipelines', owner: '211211', name: 'aws-lambda-demo-project' },
];

export interface LanguageRow {
  readonly commit: string;
  readonly files: number;
  readonly lines: number;
  readonly seconds: string;
  readonly 'peak MB': number | string;
  /** critical / high / medium / low */
  readonly findings: string;
  /** High and critical. */
  readonly 'of 1,000 lines': string;
  /** Those that had files, with what they found of high or critical. */
  readonly scanners: string;
}

/**
 * Scans a checkout in the image as Pipelines would: 1 GiB for everything, no credential. Everything counts, whether
 * there was a baseline or not.
 *
 * @throws what the pipe said, where it did not end well
 */
export async function scanInImage({ folder, commit }: Fetched, image: string): Promise<LanguageRow> {
  const { exitCode, log, seconds, peakMegabytes } = await runImage(
    folder,
    { FAIL_ON: 'never', BASELINE: 'none' },
    [],
    image,
  );
  if (exitCode !== 0) throw new Error(`the image ended with exit code ${exitCode}:\n${log.slice(-2000)}`);
  const report = readReport(readFileSync(join(folder, 'code-scan-report/report.json'), 'utf8'));
  const lines = countLines(folder);
  const severe = report.findings.filter(isSevere);
  return {
    commit: commit.slice(0, 12),
    files: execFileSync('git', ['ls-files'], { cwd: folder, encoding: 'utf8' }).trimEnd().split('\n').length,
    lines,
    seconds: seconds.toFixed(1),
    'peak MB': peakMegabytes === undefined ? 'unknown' : Math.round(peakMegabytes),
    findings: bySeverity(report.findings),
    'of 1,000 lines': ((severe.length * 1000) / lines).toFixed(4),
    scanners: report.scanners
      .filter(({ outcome }) => outcome !== 'skipped')
      .map(({ name }) => `${name} ${severe.filter(({ scanner }) => scanner === name).length}`)
      .join(', '),
  };
}

function bySeverity(findings: readonly Found[]): string {
  return (['critical', 'high', 'medium', 'low'] as const)
    .map((wanted) => findings.filter(({ severity }) => severity === wanted).length)
    .join(' / ');
}

/** Of what git takes for text: `file:count` a line. */
function countLines(folder: string): number {
  const counts = execFileSync('git', ['grep', '-I', '-c', '', '--', '.', ':!code-scan-report'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return counts
    .trimEnd()
    .split('\n')
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(':') + 1)), 0);
}
