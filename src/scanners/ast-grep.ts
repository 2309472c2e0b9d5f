import { join } from 'node:path';
import { ToolError } from '../core/errors.ts';
import { type RuleSet, ruleFolders, writeAstGrepConfig } from './ast-grep-config.ts';
import { prepareAstGrepFiles } from './ast-grep-files.ts';
import { isAstGrepFile } from './ast-grep-languages.ts';
import { mergeScans, scanWithAstGrep } from './ast-grep-scan.ts';
import { nameSome } from './name-some.ts';
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
    needsNetwork: false,
    memoryMegabytes: 200,
    looksAcrossFiles: false,
    selects: (files) => files.filter(isAstGrepFile),
    missing: ({ find }) => (find(program) === undefined ? notInstalled : undefined),
    scan: (target, context) => scan(name, set, target, context),
  };
}

async function scan(
  name: string,
  set: RuleSet,
  target: ScanTarget,
  context: ScanContext,
): Promise<ScanOutcome> {
  const startedAt = performance.now();
  const tool = context.installation.find(program);
  if (tool === undefined) throw new ToolError(name, notInstalled);
  const version = await programVersion(tool, context);
  const selected = target.files.filter(isAstGrepFile);
  const rules = join(context.installation.root, 'rules');
  const folders = await ruleFolders(rules, set);
  const prefilter = await RulePrefilter.read(rules, folders);
  const files = await prepareAstGrepFiles(
    { root: target.root, files: selected },
    context.workFolder,
    (file, bytes) => prefilter.couldMatch(file, bytes),
  );
  const config = await writeAstGrepConfig(context, folders, [...files.plain, ...files.decoded.files]);
  const deadline = startedAt + context.timeoutSeconds * 1000;
  const run = (folder: string, list: readonly string[]) =>
    scanWithAstGrep({ tool, config, folder, files: list, deadline }, context);
  const {
    rules: matched,
    results,
    failure,
  } = mergeScans(
    [await run(target.root, files.plain), await run(files.decoded.folder, files.decoded.files)],
    await run(files.unsuppressed.folder, files.unsuppressed.files),
  );
  const sarif = join(context.workFolder, `${name}.sarif`);
  await writeSarif(sarif, {
    tool: { name, version, informationUri: 'https://ast-grep.github.io' },
    rules: matched,
    results,
    unseen: files.tooLarge,
  });
  return scanOutcome(name, {
    version,
    startedAt,
    failure: failure ?? unreadFailure(files.unreadable),
    findings: results.length,
    notes: [...tooLargeNotes(files.tooLarge), ...testNotes(selected.filter(isTestCode).length)],
    sarif: [sarif],
  });
}

function unreadFailure(files: readonly string[]): Failure | undefined {
  return files.length === 0 ? undefined : failed(`could not read ${nameSome(files)}`);
}

function tooLargeNotes(files: readonly string[]): string[] {
  return files.length === 0
    ? []
    : [`not scanned for having more than 200,000 lines or 16 MiB: ${nameSome(files)}`];
}

/** Who moves code into such a folder hides it from the rules: a reviewer must see that some was passed over. */
function testNotes(count: number): string[] {
  return count === 0 ? [] : [`passes over ${count} ${count === 1 ? 'file' : 'files'} of tests`];
}
