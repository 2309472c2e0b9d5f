import { join } from 'node:path';
import { codeName } from '../core/code-name.ts';
import { nameSome } from '../core/name-some.ts';
import { childEnvironment } from './child-environment.ts';
import { countOf, fieldsOf, listOf, parseJson, textOf } from './json-fields.ts';
import { programVersion } from './program-version.ts';
import { type RuleDescription, type SarifResult, writeSarif } from './sarif-log.ts';
import { scanOutcome } from './scan-outcome.ts';
import type { ScanContext, Scanner, ScanOutcome, ScanTarget } from './scanner.ts';
import { longestForOld, type ShellcheckRun, shellcheckRuns } from './shellcheck-runs.ts';
import { type Failure, failed, failureOf } from './tool-failure.ts';

const program = 'shellcheck';
const notInstalled = 'shellcheck is not on the PATH (Debian package shellcheck)';
/** 1 means that something was found: https://www.shellcheck.net/wiki/Integration */
const goodExitCodes = [0, 1];

/** Scores below 4 are low, from 7 on they are high: no slip of a script's author is as bad as a hole. */
const severities: Readonly<Record<string, { readonly level: SarifResult['level']; readonly score: number }>> =
  {
    error: { level: 'warning', score: 3 },
    warning: { level: 'note', score: 2 },
    info: { level: 'note', score: 1 },
    style: { level: 'note', score: 0.5 },
  };
/** What destroys more than was meant; our own rules tell `rm` of a variable and `eval`. */
const dangerous: Readonly<Record<number, { readonly cwe: number; readonly score: number }>> = {
  2114: { cwe: 73, score: 7.5 }, // rm -rf of a system folder
};
/** Errors by ShellCheck's word that no script fails of: a dialect that it does not read, and no shebang. */
const harmlessErrors = [1071, 2148];
/** The reason of a text that cannot be read, which SC1073 tells with its place. */
const repeated = 1072;
/** Of one scan, at once. */
const processes = 2;

/** Errors in shell scripts: https://www.shellcheck.net */
export const shellcheck: Scanner = {
  ...shellcheckScanner({ name: 'shellcheck', kind: 'errors', isChosen: isError }),
  description: 'Errors in shell scripts',
  auto: 'installed',
};

/** ShellCheck's warnings and hints, which are mostly about style and quoting: hundreds in a script of some age. */
export const shellcheckExtra: Scanner = {
  ...shellcheckScanner({
    name: 'shellcheck-extra',
    kind: 'hints',
    isChosen: (comment) => !isError(comment),
  }),
  description: 'Warnings and hints on shell scripts, for teams that want them',
  auto: 'never',
};

interface Comment {
  readonly code: number;
  readonly level: string;
}

/** What one of the two scanners tells. */
interface Choice {
  readonly name: string;
  readonly kind: 'errors' | 'hints';
  readonly isChosen: (comment: Comment) => boolean;
}

function isError({ code, level }: Comment): boolean {
  return code in dangerous || (level === 'error' && code !== repeated && !harmlessErrors.includes(code));
}

function shellcheckScanner(choice: Choice): Omit<Scanner, 'description' | 'auto'> {
  return {
    name: choice.name,
    kind: 'code',
    program: { name: program },
    needsNetwork: false,
    memoryMegabytes: 200,
    looksAcrossFiles: false,
    selects: (files, scripts) =>
      files.filter((file) => /\.(?:sh|bash|ksh|dash)$/i.test(codeName(file, scripts))),
    missing: ({ find }) => (find(program) === undefined ? notInstalled : undefined),
    scan: (target, context) => scan(choice, target, context),
  };
}

async function scan(
  { name, kind, isChosen }: Choice,
  target: ScanTarget,
  context: ScanContext,
): Promise<ScanOutcome> {
  const startedAt = performance.now();
  const tool = context.installation.find(program);
  if (tool === undefined) return scanOutcome(name, { version: '', startedAt, failure: failed(notInstalled) });
  const version = await programVersion(tool, {}, context);
  const { runs, tooLong } = shellcheckRuns(target, version, kind);
  const run = async ({ files, options }: ShellcheckRun) => {
    const ended = await context.runTool({
      tool,
      // No .shellcheckrc of the tree; what comments in the scripts switch off is ShellCheck's own affair.
      args: ['--norc', '--format=json', ...options, '--', ...files],
      cwd: target.root,
      env: childEnvironment(context, { network: false }),
      timeoutSeconds: Math.max(1, context.timeoutSeconds - (performance.now() - startedAt) / 1000),
      signal: context.signal,
    });
    const comments = parseJson(ended.stdout.toString('utf8'));
    const failure =
      failureOf(ended, goodExitCodes) ??
      (Array.isArray(comments) ? undefined : failed('wrote something that is no list of comments'));
    return { comments: listOf(comments), failure };
  };
  const ended = await runTogether(runs, run);
  const rules = new Map<string, RuleDescription>();
  const results: SarifResult[] = [];
  for (const comment of ended.flatMap(({ comments }) => comments)) {
    const found = decodeComment(comment, isChosen);
    if (found === undefined) continue;
    rules.set(found.rule.id, found.rule);
    results.push(found.result);
  }
  const failure = ended.find((one) => one.failure !== undefined)?.failure ?? failureOfLong(tooLong, version);
  const sarif = join(context.workFolder, `${name}.sarif`);
  await writeSarif(sarif, {
    tool: { name, version, informationUri: 'https://www.shellcheck.net' },
    rules: [...rules.values()],
    results,
  });
  return scanOutcome(name, { version, startedAt, failure, findings: results.length, sarif: [sarif] });
}

function failureOfLong(files: readonly string[], version: string): Failure | undefined {
  if (files.length === 0) return undefined;
  return failed(
    `ShellCheck ${version} would take gigabytes of memory for scripts of more than ${longestForOld / 1024} KiB, and was ` +
      `not given ${nameSome(files)}. Install ShellCheck 0.10 or a newer one, or leave it out with SCANNERS`,
  );
}

/** Some processes at once, each with one run after the other; the first failure is the last run. In the order of `runs`. */
async function runTogether<Result extends { readonly failure: Failure | undefined }>(
  runs: readonly ShellcheckRun[],
  start: (run: ShellcheckRun) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...runs.entries()];
  let hasFailed = false;
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined && !hasFailed; next = waiting.shift()) {
      const [index, run] = next;
      const result = await start(run);
      results[index] = result;
      hasFailed ||= result.failure !== undefined;
    }
  };
  await Promise.all(Array.from({ length: processes }, work));
  return results.filter((result) => result !== undefined);
}

function decodeComment(
  value: unknown,
  isChosen: Choice['isChosen'],
): { readonly rule: RuleDescription; readonly result: SarifResult } | undefined {
  const fields = fieldsOf(value);
  const code = countOf(fields?.['code']);
  const path = textOf(fields?.['file']);
  const message = textOf(fields?.['message']);
  const level = textOf(fields?.['level']) ?? '';
  const severity = code && harmlessErrors.includes(code) ? severities['info'] : severities[level];
  const startLine = countOf(fields?.['line']);
  if (!code || !path || !message || severity === undefined || !startLine) return undefined;
  if (!isChosen({ code, level })) return undefined;
  const danger = dangerous[code];
  const endLine = countOf(fields?.['endLine']) ?? startLine;
  const id = `SC${code}`;
  return {
    rule: {
      id,
      title: message,
      help: `${message}\n\nhttps://www.shellcheck.net/wiki/${id}`,
      helpUri: `https://www.shellcheck.net/wiki/${id}`,
      securitySeverity: danger?.score ?? severity.score,
      cwe: danger === undefined ? [] : [danger.cwe],
      category: danger === undefined ? (severity === severities['error'] ? 'bug' : 'style') : 'vulnerability',
      tags: danger === undefined ? [] : ['security'],
    },
    result: { ruleId: id, level: severity.level, message, path, region: { startLine, endLine } },
  };
}
