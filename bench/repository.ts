// Whole scans and a pull request in a large repository: `node bench/repository.ts [--quick]`.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportJson } from '../test/e2e/bundle.ts';
import { astGrepAlone } from './ast-grep-alone.ts';
import { type MeasuredRun, measuredRun, reportOf } from './bundle-run.ts';
import { corpusRepository } from './corpus.ts';
import { isQuick, median, tell } from './figures.ts';

const fileCount = isQuick ? 2_000 : 20_000;
const changedCount = 30;
const rounds = isQuick ? 1 : 3;

const repository = corpusRepository(fileCount);
const tracked = join(mkdtempSync(join(tmpdir(), 'bench-list-')), 'files');
const list = execFileSync('git', ['ls-files', '-z'], { cwd: repository.root, maxBuffer: 1 << 28 });
writeFileSync(tracked, list);
const base = repository.git('rev-parse', 'HEAD');
// A push to a branch: its first parent is there, so that the whole repository is not one change.
const push = repository.commit({ 'CHANGES.md': 'Nothing yet\n' }, 'A push');

const wholeRuns: MeasuredRun[] = [];
const stages: number[] = [];
const programs: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  wholeRuns.push(
    await measuredRun(repository.root, { BITBUCKET_COMMIT: push, FAIL_ON: 'never', BASELINE: 'none' }),
  );
  const { scanners } = reportOf(wholeRuns[0] ?? { output: '', log: '' });
  stages.push(scannerAlone(slowestOf(scanners)));
  programs.push(await astGrepAlone(repository.root, list.toString().split('\0').filter(Boolean)));
}
const whole = median(wholeRuns.map(({ seconds }) => seconds));
const cpu = median(wholeRuns.map(({ cpuSeconds }) => cpuSeconds));
const [stage, program] = [median(stages), median(programs)];
const slowest = Math.max(stage, program);
const wholeReport = reportOf(wholeRuns[0] ?? { output: '', log: '' });
const peaks = wholeRuns.flatMap(({ peakMegabytes }) => peakMegabytes ?? []);
const bound = Math.max(stage, cpu / availableParallelism());
const unwell = wholeReport.scanners.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'skipped');
const size = `${fileCount.toLocaleString('en')} files, ${repository.lines.toLocaleString('en')} lines`;
tell(`A whole run, ${size}: medians of ${rounds}`, [
  { what: 'the whole run', figure: `${whole.toFixed(1)} s, of processors ${cpu.toFixed(1)} s` },
  {
    what: 'ast-grep alone, as one starts it: the same rules, all files, no pipe',
    figure: `${program.toFixed(1)} s`,
  },
  {
    what: `the slowest scanner of the run alone, ${slowestOf(wholeReport.scanners)}`,
    figure: `${stage.toFixed(1)} s`,
  },
  {
    what: 'the whole run ÷ the slower of the two',
    figure: `${(whole / slowest).toFixed(2)} ×`,
    target: '1.10 ×',
    met: whole / slowest <= 1.1,
  },
  {
    what: 'the whole run ÷ the slowest scanner of the run alone',
    figure: `${(whole / stage).toFixed(2)} ×`,
  },
  {
    what: 'the whole run ÷ what all its processor time takes on these cores, or the slowest scanner of it',
    figure: `${(whole / bound).toFixed(2)} ×`,
  },
  {
    what: 'most memory of all processes together',
    figure: peaks.length === 0 ? 'not measured on this system' : `${Math.max(...peaks).toFixed(0)} MB`,
    target: '512 MB',
    ...(peaks.length > 0 && { met: Math.max(...peaks) < 512 }),
  },
  {
    what: 'scanners that did not end well',
    figure: unwell.length === 0 ? 'none' : unwell.map(({ name, outcome }) => `${name} ${outcome}`).join(', '),
    target: 'none',
    met: unwell.length === 0,
  },
]);

const pullRequest = makePullRequest();
const environment = {
  BITBUCKET_WORKSPACE: 'example',
  BITBUCKET_REPO_SLUG: 'bench',
  BITBUCKET_COMMIT: pullRequest,
  BITBUCKET_BRANCH: 'feature',
  BITBUCKET_PR_ID: '1',
  BITBUCKET_PR_DESTINATION_BRANCH: 'main',
  BITBUCKET_PR_DESTINATION_COMMIT: base,
  FAIL_ON: 'never',
};
const changed: MeasuredRun[] = [];
for (let round = 0; round < rounds; round += 1) changed.push(await measuredRun(repository.root, environment));
const seconds = median(changed.map((run) => run.seconds));
const quickReport = reportOf(changed[0] ?? { output: '', log: '' });
// The same comparison by full scans of both sides: the base's SARIF, and everything of the pull request's side.
const baseSarif = wholeBase();
const full = await measuredRun(repository.root, { ...environment, GATE_SCOPE: 'all', BASELINE: baseSarif });
const [newOnes, newByFull] = [activeOf(quickReport), activeOf(reportOf(full))];
const same = newOnes.length === newByFull.length && newOnes.every((each, index) => each === newByFull[index]);
tell(`A pull request of ${changedCount} files in the same repository: medians of ${rounds}`, [
  {
    what: 'its run, baseline included',
    figure: `${seconds.toFixed(1)} s, of processors ${median(changed.map((run) => run.cpuSeconds)).toFixed(1)} s`,
  },
  {
    what: 'the full scan ÷ its run',
    figure: `${(whole / seconds).toFixed(1)} ×`,
    target: '10 ×',
    met: whole / seconds >= 10,
  },
  {
    what: `new findings, beside those of full scans of both sides (baseline ${quickReport.baseline.kind})`,
    figure: same ? `the same ${newOnes.length}` : `${newOnes.length} beside ${newByFull.length}`,
    target: 'the same',
    met: same && newOnes.length > 0,
  },
]);
rmSync(repository.root, { recursive: true });

function slowestOf(scanners: ReportJson['scanners']): string {
  const timed = scanners.map((each) => ({
    name: each.name,
    seconds: 'seconds' in each ? Number(each.seconds) : 0,
  }));
  return timed.toSorted((a, b) => b.seconds - a.seconds)[0]?.name ?? 'ast-grep';
}

function scannerAlone(name: string): number {
  const program = join(import.meta.dirname, 'scanner-alone.ts');
  return Number(
    execFileSync(process.execPath, [program, name, repository.root, tracked], { encoding: 'utf8' }),
  );
}

/** Files moved, lines pushed down, code taken out, and some that a scanner has to tell. Gives the commit. */
function makePullRequest(): string {
  repository.git('checkout', '--quiet', '-b', 'feature', base);
  const files = repository.git('ls-files', '*.js', '*.py', '*.mjs').split('\n').slice(0, changedCount);
  const texts = files.map((path, index): readonly [string, string] => {
    const text = readFileSync(join(repository.root, path), 'utf8');
    return [
      path,
      index % 3 === 0 ? `${text}\n${vulnerable(path, index)}` : `${index % 3 === 1 ? '\n\n' : ''}${text}\n`,
    ];
  });
  return repository.commit(Object.fromEntries(texts), 'Thirty files');
}

function vulnerable(path: string, index: number): string {
  return path.endsWith('.py')
    ? `import os\ndef run_${index}(request):\n    os.system("ls " + request.args["path"])\n`
    : `import { exec } from 'node:child_process';\nexport function run${index}(request) {\n  exec('ls ' + request.query.path);\n  eval(request.query.code);\n}\n`;
}

/** The SARIF of a whole scan of the base, which the runs above are but for one file without findings. */
function wholeBase(): string {
  const path = join(wholeRuns[0]?.output ?? '', 'report.sarif');
  if (!existsSync(path)) throw new Error('the whole run wrote no SARIF');
  return path;
}

function activeOf(report: ReportJson): readonly string[] {
  return report.findings
    .filter(({ disposition }) => disposition === 'active')
    .map(({ fingerprint, rule, path, startLine }) => `${fingerprint} ${rule} ${path}:${startLine}`)
    .sort();
}
