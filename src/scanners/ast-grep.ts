import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeName } from '../core/code-name.ts';
import { ToolError } from '../core/errors.ts';
import { nameSome } from '../core/name-some.ts';
import { type RuleSet, ruleFolders, writeAstGrepConfig } from './ast-grep-config.ts';
import { type AstGrepFiles, type CopiedFiles, prepareAstGrepFiles } from './ast-grep-files.ts';
import { isAstGrepFile } from './ast-grep-languages.ts';
import {
  type AstGrepRequest,
  type AstGrepScan,
  type MergedScan,
  mergeScans,
  scanWithAstGrep,
} from './ast-grep-scan.ts';
import { RulePrefilter } from './prefilter/rule-prefilter.ts';
import { programVersion } from './program-version.ts';
import { writeSarif } from './sarif-log.ts';
import { scanOutcome } from './scan-outcome.ts';
import type { ScanContext, Scanner, ScanOutcome, ScanTarget } from './scanner.ts';
import { isTestCode } from './test-code.ts';
import { type Failure, failed } from './tool-failure.ts';

const program = 'ast-grep';
const notInstalled = 'ast-grep is not installed (npm package @ast-grep/cli)';

/** Our rules in `rules/` over syntax trees: https://ast-grep.github.io */
export const astGrep: Scanner = {
  ...astGrepScanner('ast-grep', 'usual'),
  description: 'Security rules of the pipe over the syntax of code, one file at a time',
  auto: 'always',
};

/** The rules in `rules/extra/`: worth a look, too noisy for everybody. */
export const astGrepExtra: Scanner = {
  ...astGrepScanner('ast-grep-extra', 'extra'),
  description: 'The noisier security rules of the pipe, for teams that want them',
  auto: 'never',
};

function astGrepScanner(name: string, set: RuleSet): Omit<Scanner, 'description' | 'auto'> {
  return {
    name,
    kind: 'code',
    program: { name: program },
    needsNetwork: false,
    memoryMegabytes: 200,
    looksAcrossFiles: false,
    selects: (files, scripts) => files.filter((file) => isAstGrepFile(codeName(file, scripts))),
    missing: ({ find }) => (find(program) === undefined ? notInstalled : undefined),
    async scan(target, context) {
      const [outcome] = await scanSides(name, set, [target], context);
      if (outcome === undefined) throw new TypeError(`${name} has no outcome for its target`);
      return outcome;
    },
    scanSides: (targets, context) => scanSides(name, set, targets, context),
  };
}

/** Both sides with the same rules, which are those that could match on either. */
async function scanSides(
  name: string,
  set: RuleSet,
  targets: readonly ScanTarget[],
  context: ScanContext,
): Promise<readonly ScanOutcome[]> {
  const startedAt = performance.now();
  const deadline = startedAt + context.timeoutSeconds * 1000;
  const tool = context.installation.find(program);
  if (tool === undefined) throw new ToolError(name, notInstalled);
  const [version, { sides, config }] = await Promise.all([
    programVersion(tool, {}, context),
    prepareSides(set, targets, context),
  ]);
  const outcomes: ScanOutcome[] = [];
  for (const side of sides) {
    const scan = await scanSide(side, { tool, config, deadline }, context);
    outcomes.push(await outcomeOf(side, scan, { name, version, startedAt }));
  }
  return outcomes;
}

async function prepareSides(set: RuleSet, targets: readonly ScanTarget[], context: ScanContext) {
  const rules = join(context.installation.root, 'rules');
  const prefilter = await RulePrefilter.read(rules, await ruleFolders(rules, set));
  const sides: Side[] = [];
  for (const [index, target] of targets.entries()) {
    const { root, scripts } = target;
    const nameOf = (file: string) => codeName(file, scripts);
    const selected = target.files.filter((file) => isAstGrepFile(nameOf(file)));
    const folder = join(context.workFolder, String(index));
    const files = await prepareAstGrepFiles({ ...target, files: selected }, folder, prefilter);
    const tests = selected.filter((file) => isTestCode(nameOf(file))).length;
    sides.push({ root, tests, folder, files });
  }
  const config = await writeAstGrepConfig(
    context,
    prefilter.chosen(),
    sides.flatMap(({ files }) => [...files.plain, ...files.copied.files.keys()]),
  );
  return { sides, config };
}

interface Side {
  readonly root: string;
  /** How many files of tests there are. */
  readonly tests: number;
  readonly folder: string;
  readonly files: AstGrepFiles;
}

async function scanSide(
  { root, files }: Side,
  request: Pick<AstGrepRequest, 'tool' | 'config' | 'deadline'>,
  context: ScanContext,
): Promise<MergedScan> {
  const runCopies = async ({ folder, files: copies }: CopiedFiles): Promise<AstGrepScan> => {
    const scan = await scanWithAstGrep({ ...request, folder, files: [...copies.keys()] }, context);
    const matches = scan.matches.map((match) => {
      const path = copies.get(match.result.path ?? '');
      return path === undefined ? match : { ...match, result: { ...match.result, path } };
    });
    return { ...scan, matches };
  };
  const plain = await scanWithAstGrep({ ...request, folder: root, files: files.plain }, context);
  return mergeScans([plain, await runCopies(files.copied)], await runCopies(files.unsuppressed));
}

async function outcomeOf(
  { tests, folder, files }: Side,
  { rules, results, failure }: MergedScan,
  {
    name,
    version,
    startedAt,
  }: { readonly name: string; readonly version: string; readonly startedAt: number },
): Promise<ScanOutcome> {
  const sarif = join(folder, `${name}.sarif`);
  await mkdir(folder, { recursive: true });
  await writeSarif(sarif, {
    tool: { name, version, informationUri: 'https://ast-grep.github.io' },
    rules,
    results,
    unseen: [...files.tooLarge, ...files.minified],
  });
  return scanOutcome(name, {
    version,
    startedAt,
    failure: failure ?? unreadFailure(files.unreadable),
    findings: results.length,
    notes: [...notScanned(files), ...testNotes(tests)],
    sarif: [sarif],
  });
}

function unreadFailure(files: readonly string[]): Failure | undefined {
  return files.length === 0 ? undefined : failed(`could not read ${nameSome(files)}`);
}

function notScanned({ tooLarge, minified }: AstGrepFiles): string[] {
  const reasons = [
    ['for having more than 200,000 lines or 16 MiB', tooLarge],
    ['for being minified', minified],
  ] as const;
  return reasons.flatMap(([why, files]) =>
    files.length === 0 ? [] : [`not scanned ${why}: ${nameSome(files)}`],
  );
}

/** Who moves code into such a folder hides it from the rules: a reviewer must see that some was passed over. */
function testNotes(count: number): string[] {
  return count === 0 ? [] : [`passes over ${count} ${count === 1 ? 'file' : 'files'} of tests`];
}
