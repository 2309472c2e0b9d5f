// How much the pipe finds and how much it says for nothing, on labelled code that others keep:
// `npm run bench:detect -- --help`.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readDvwa, readJavaSecCode, readJuiceShop, readVulnerableJsApp } from './detect/applications.ts';
import { knownApplications } from './detect/known-places.ts';
import { type LabelledCase, ratio, scoreCases, sumOf, youdenOf } from './detect/labelled-case.ts';
import { languages, scanInImage } from './detect/languages.ts';
import { readOptions, usage } from './detect/options.ts';
import { copyOrdinaryCode } from './detect/ordinary-code.ts';
import { readBenchmark } from './detect/owasp-benchmark.ts';
import { type Found, isSevere } from './detect/report-file.ts';
import { type Fetched, fetchRepository, type Source } from './detect/repository.ts';
import { type PipeRun, runPipe } from './detect/run-pipe.ts';
import {
  holdsSecretOfAnother,
  type SecretText,
  secretSources,
  withoutContradictions,
} from './detect/secret-texts.ts';
import { scoreTexts, secretRow, type WrittenText, writeTexts } from './detect/write-texts.ts';

const options = readOptions(process.argv.slice(2));
const bundle = resolve(options.bundle);
const work = mkdtempSync(join(tmpdir(), 'bench-detect-'));
const figures: Record<string, unknown> = {};
const unreachable: string[] = [];
/** Of each labelled repository; those of applications are shown as one table. */
const knownTold: Record<string, object> = {};
const ordinaryLines = 400_000;

if (options.help) console.log(usage);
else if (!existsSync(bundle)) throw new Error(`${bundle} is not there: run npm run build`);
else {
  try {
    await measureAll();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function measureAll(): Promise<void> {
  const isWanted = (part: string) => options.only?.includes(part) ?? true;
  if (isWanted('cost')) await measureCost();
  if (isWanted('python')) {
    await measureCases('BenchmarkPython', { owner: 'OWASP-Benchmark', name: 'BenchmarkPython' }, (folder) =>
      readBenchmark(folder, 'expectedresults-0.1.csv', (test) => `testcode/${test}.py`),
    );
  }
  if (isWanted('java')) {
    const table = 'expectedresults-1.2.csv';
    const tests = 'src/main/java/org/owasp/benchmark/testcode';
    const source = { owner: 'OWASP-Benchmark', name: 'BenchmarkJava', paths: ['src', table] };
    await measureCases('BenchmarkJava', source, (folder) =>
      readBenchmark(folder, table, (test) => `${tests}/${test}.java`),
    );
  }
  if (isWanted('applications')) await measureApplications();
  if (isWanted('secrets')) await measureSecrets();
  if (options.only?.includes('languages')) await measureLanguages();
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(figures, undefined, 1)}\n`);
  for (const line of unreachable) console.error(`not measured: ${line}`);
  if (options.strict && unreachable.length > 0) process.exitCode = 1;
}

/** Seconds, memory and noise on code that many use and nobody attacks. */
async function measureCost(): Promise<void> {
  const folder = newFolder('ordinary');
  const lines = copyOrdinaryCode('node_modules', folder, ordinaryLines);
  execFileSync('git', ['init', '--quiet', folder]);
  const whole = await scan(folder);
  const rows: Record<string, object> = { 'the whole pipe': costRow(whole, whole.report.findings, lines) };
  for (const { name, outcome } of whole.report.scanners) {
    if (outcome === 'skipped') continue;
    const alone = await scan(folder, name);
    rows[name] = costRow(alone, alone.report.findings, lines);
  }
  show(`Noise, time and memory on ${lines.toLocaleString('en')} lines of the installed npm packages`, rows);
  figures['noise'] = whole.report.findings.filter(isSevere);
}

function costRow({ seconds, peakMegabytes }: PipeRun, findings: readonly Found[], lines: number) {
  const severe = findings.filter(isSevere).length;
  return {
    seconds: seconds.toFixed(1),
    'peak MB': peakMegabytes ?? 'unknown',
    findings: findings.length,
    'high or critical': severe,
    'of 1,000 lines': ((severe * 1000) / lines).toFixed(4),
  };
}

async function measureApplications(): Promise<void> {
  await measureCases('DVWA (PHP)', { owner: 'digininja', name: 'DVWA' }, readDvwa);
  const javaSecCode = { owner: 'JoyChou93', name: 'java-sec-code' };
  await measureCases('java-sec-code (Java)', javaSecCode, readJavaSecCode);
  await measureCases('Juice Shop (TypeScript)', { owner: 'juice-shop', name: 'juice-shop' }, readJuiceShop);
  const jsApp = { owner: 'fluidattacks', name: 'vulnerable_js_app' };
  await measureCases('vulnerable_js_app (JavaScript)', jsApp, readVulnerableJsApp);
  for (const { title, source, cases } of knownApplications())
    await measureCases(title, source, () => [...cases]);
  show('Known vulnerabilities of applications that were told, by the whole pipe', knownTold);
  const rows: Record<string, object> = {};
  for (const [language, owner, name] of [
    ['Terraform', 'bridgecrewio', 'terragoat'],
    ['Kubernetes', 'madhuakula', 'kubernetes-goat'],
  ] as const) {
    // Images of other programs are of no use here.
    const paths = name === 'kubernetes-goat' ? ['scenarios'] : ['.'];
    const fetched = await fetchOrTell({ owner, name, paths });
    if (fetched === undefined) continue;
    const { report, seconds } = await scan(fetched.folder);
    const perScanner = Map.groupBy(report.findings.filter(isSevere), ({ scanner }) => scanner);
    rows[`${name} (${language})`] = {
      ...Object.fromEntries([...perScanner].map(([scanner, found]) => [scanner, found.length])),
      rules: new Set(report.findings.filter(isSevere).map(({ rule }) => rule)).size,
      seconds: seconds.toFixed(1),
    };
  }
  show('High and critical findings in vulnerable applications without labels', rows);
}

async function measureCases(
  title: string,
  source: Source,
  read: (folder: string) => LabelledCase[],
): Promise<void> {
  const folder = (await fetchOrTell(source))?.folder;
  if (folder === undefined) return;
  const cases = read(folder);
  const { report, seconds, peakMegabytes } = await scan(folder);
  const scanners = [...Map.groupBy(report.findings, ({ scanner }) => scanner)];
  const rows: Record<string, object> = {};
  for (const [name, findings] of [...scanners, ['the whole pipe', report.findings] as const]) {
    const scores = scoreCases(cases, findings);
    const sum = sumOf(scores.values());
    if (sum.truePositives + sum.falsePositives === 0) continue;
    const youden = [...scores.values()].map(youdenOf);
    rows[name] = {
      'true positives': sum.truePositives,
      'false positives': sum.falsePositives,
      'false negatives': sum.falseNegatives,
      recall: ratio(sum.truePositives, sum.falseNegatives).toFixed(2),
      'false alarms': ratio(sum.falsePositives, sum.trueNegatives).toFixed(2),
      'mean Youden index': (youden.reduce((all, one) => all + one, 0) / youden.length).toFixed(3),
    };
  }
  const told = sumOf(scoreCases(cases, report.findings).values());
  knownTold[title] = {
    known: told.truePositives + told.falseNegatives,
    told: told.truePositives,
    'safe places': told.falsePositives + told.trueNegatives,
    'of them told': told.falsePositives,
  };
  const cost = `${seconds.toFixed(0)} s, ${peakMegabytes ?? '?'} MB`;
  show(`${title}: ${cases.length} labelled places (${cost})`, rows);
  const byCategory = [...scoreCases(cases, report.findings)].sort(([a], [b]) => a.localeCompare(b));
  show(
    `${title}: the whole pipe by category`,
    Object.fromEntries(
      byCategory.map(([name, score]) => [name, { ...score, 'Youden index': youdenOf(score).toFixed(2) }]),
    ),
  );
}

async function measureSecrets(): Promise<void> {
  const folder = newFolder('secrets');
  const read = new Map<string, SecretText[]>();
  for (const source of secretSources) {
    const fetched = await fetchOrTell(source);
    if (fetched !== undefined) read.set(source.name, source.read(fetched.folder));
  }
  const all = [...read.values()].flat();
  const texts: WrittenText[] = [...read].flatMap(([name, own]) =>
    writeTexts(name, withoutContradictions(own, all), folder),
  );
  if (texts.length === 0) return;
  const isElsewhere = holdsSecretOfAnother(texts);
  execFileSync('git', ['init', '--quiet', folder]);
  for (const scanner of ['secretlint', ...options.also]) {
    const run = await scan(folder, scanner);
    const scoresBy = (keyOf: (text: WrittenText) => string) =>
      scoreTexts(texts, run.report.findings, keyOf, isElsewhere);
    const bySource = [...scoresBy(({ source }) => source), ...scoresBy(() => 'all')];
    show(
      `${scanner} on texts that makers of public tools test by (${run.seconds.toFixed(0)} s)`,
      Object.fromEntries(bySource.map(([name, score]) => [name, secretRow(score)])),
    );
    const byProvider = [...scoresBy(({ provider }) => provider)]
      .sort(([, a], [, b]) => b.texts - a.texts)
      .map(([name, score]) => [name, secretRow(score)] as const);
    show(`${scanner} by provider, the 40 with most texts`, Object.fromEntries(byProvider.slice(0, 40)));
    figures[`${scanner} by provider`] = Object.fromEntries(byProvider);
    const told = new Set(run.report.findings.map(({ path }) => path));
    figures[`${scanner} wrong`] = texts.filter(({ path, holdsSecret }) => told.has(path) !== holdsSecret);
  }
}

/** Real repositories of each language, in the image with the memory that it has in Pipelines. */
async function measureLanguages(): Promise<void> {
  const rows: Record<string, object> = {};
  for (const source of languages) {
    const fetched = await fetchOrTell(source);
    if (fetched === undefined) continue;
    rows[`${source.language}: ${source.owner}/${source.name}`] = await scanInImage(fetched, options.image);
    rmSync(fetched.folder, { recursive: true, force: true });
  }
  show('Real repositories, in the image with 1 GiB; findings: critical / high / medium / low', rows);
}

function scan(folder: string, scanners?: string): Promise<PipeRun> {
  const auto = ['auto', ...options.also].join(',');
  return runPipe(folder, { bundle, output: mkdtempSync(join(work, 'out-')), scanners: scanners ?? auto });
}

async function fetchOrTell(source: Source): Promise<Fetched | undefined> {
  try {
    const fetched = await fetchRepository(source, options.from, work);
    console.log(`${source.owner}/${source.name} at ${fetched.commit.slice(0, 12)}`);
    return fetched;
  } catch (error) {
    const said = error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error);
    unreachable.push(`${source.owner}/${source.name}: ${said}`);
    return undefined;
  }
}

function newFolder(name: string): string {
  const folder = join(work, name);
  mkdirSync(folder);
  return folder;
}

function show(title: string, rows: Record<string, object>): void {
  if (Object.keys(rows).length === 0) return;
  figures[title] = rows;
  console.log(`\n${title}`);
  console.table(rows);
}
