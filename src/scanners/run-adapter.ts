import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeName, type Scripts } from '../core/code-name.ts';
import { compileGlob } from '../core/glob.ts';
import { nameSome } from '../core/name-some.ts';
import type { ToolOutcome } from '../process/run-tool.ts';
import { argumentChunks } from './argument-chunks.ts';
import { childEnvironment } from './child-environment.ts';
import type { Installation } from './installation.ts';
import { lookThroughReports } from './look-through-reports.ts';
import { programVersion } from './program-version.ts';
import { scanOutcome } from './scan-outcome.ts';
import type {
  ScanContext,
  Scanner,
  ScannerKind,
  ScannerProgram,
  ScanOutcome,
  ScanTarget,
} from './scanner.ts';
import { type Failure, failed, failureOf, lastWords } from './tool-failure.ts';

/** A tool that writes SARIF 2.1.0 itself, or a report that `SARIF_FILES` takes as well, as data. The custom scanners of a policy have the same shape. */
export interface Adapter {
  readonly name: string;
  readonly kind: ScannerKind;
  readonly description?: string;
  /** A program's name, looked for on the PATH, or a path inside the repository. Never a shell line. */
  readonly command: string;
  /**
   * `{output}` stands for the SARIF file, `{work}` for a folder of the run's own, `{empty}` for an empty file,
   * `{root}` for the scanned folder; `{files}` as an argument of its own for the files to scan. With `{files}` the
   * tool is run several times where they do not fit one command line.
   */
  readonly arguments: readonly string[];
  /** Where the SARIF comes out: in the file of `{output}`, on standard output, or under this name in `{work}`. */
  readonly sarif: 'file' | 'stdout' | { readonly named: string };
  /** Globs of the files that it looks at; none means all. */
  readonly files: readonly string[];
  /** Looks at a file that it is given, whatever that is called: a script without an extension is given too. */
  readonly takesAnyName?: boolean;
  /** Exit codes besides 0 that mean "worked". */
  readonly findingsExitCodes: readonly number[];
  /**
   * What the tool says on either stream where it ends well, and its report is silent, though it could not look at
   * everything. Its line and the next that says something are told.
   */
  readonly failureWords?: RegExp;
  /** The tool's name in a run of its SARIF whose results are what it could not look at. */
  readonly failureRun?: string;
  readonly versionArguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly needsNetwork?: boolean;
  readonly memoryMegabytes?: number;
  /** Unsaid: true unless the tool gets `{files}`. */
  readonly looksAcrossFiles?: boolean;
  readonly auto?: Scanner['auto'];
  /** Files of the scanned tree by which the tool lets itself be told what to leave out: they are reported. */
  readonly configurationFiles?: readonly string[];
}

const usualMegabytes = 400;

/** Makes a scanner of an adapter. */
export function adapterScanner(adapter: Adapter): Scanner {
  return {
    name: adapter.name,
    kind: adapter.kind,
    description: adapter.description ?? `${adapter.command}, as the policy describes it`,
    auto: adapter.auto ?? 'never',
    ...(!isOfRepository(adapter) && { program: programOf(adapter) }),
    needsNetwork: adapter.needsNetwork ?? false,
    memoryMegabytes: adapter.memoryMegabytes ?? usualMegabytes,
    looksAcrossFiles: adapter.looksAcrossFiles ?? !adapter.arguments.includes('{files}'),
    selects: (files, scripts) => selected(adapter, files, scripts),
    missing: (installation) => missing(adapter, installation),
    scan: (target, context) => runAdapter(adapter, target, context),
  };
}

/** The globs are compiled only where they are asked: most runs have none of these tools. */
function selected(
  { files: globs, takesAnyName }: Adapter,
  files: readonly string[],
  scripts: Scripts | undefined,
): readonly string[] {
  if (globs.length === 0) return files;
  const matches = globs.map(compileGlob);
  const nameOf = (file: string) => (takesAnyName ? codeName(file, scripts) : file);
  return files.filter((file) => matches.some((fits) => fits(nameOf(file))));
}

function missing(adapter: Adapter, { find }: Installation): string | undefined {
  // A program of the repository itself is there or not, which its run will tell.
  if (isOfRepository(adapter) || find(adapter.command) !== undefined) return undefined;
  return `${adapter.command} is not on the PATH`;
}

function isOfRepository({ command }: Adapter): boolean {
  return command.includes('/');
}

function programOf({ command, versionArguments, environment }: Adapter): ScannerProgram {
  return {
    name: command,
    ...(versionArguments !== undefined && { versionArguments }),
    ...(environment !== undefined && { environment }),
  };
}

async function runAdapter(adapter: Adapter, target: ScanTarget, context: ScanContext): Promise<ScanOutcome> {
  const startedAt = performance.now();
  const deadline = startedAt + context.timeoutSeconds * 1000;
  const tool = isOfRepository(adapter)
    ? resolve(target.root, adapter.command)
    : context.installation.find(adapter.command);
  if (tool === undefined) {
    return scanOutcome(adapter.name, {
      version: '',
      startedAt,
      failure: failed(`${adapter.command} is gone`),
    });
  }
  await writeFile(join(context.workFolder, 'empty'), '');
  const version = isOfRepository(adapter) ? '' : await programVersion(tool, programOf(adapter), context);
  const sarif: string[] = [];
  let failure: Failure | undefined;
  const chunks = adapter.arguments.includes('{files}') ? argumentChunks(target.files) : [[]];
  for (const [index, files] of chunks.entries()) {
    const run = await runOnce(adapter, { tool, target, files, index, deadline }, context);
    if (run.sarif !== undefined) sarif.push(run.sarif);
    failure = run.failure;
    if (failure !== undefined) break;
  }
  const reports = await lookThroughReports(sarif, context.signal, adapter.failureRun);
  return scanOutcome(adapter.name, {
    version,
    startedAt,
    failure: failure ?? reports.failure,
    findings: reports.results,
    sarif,
    notes: ownConfiguration(adapter, target),
  });
}

interface Once {
  readonly tool: string;
  readonly target: ScanTarget;
  readonly files: readonly string[];
  readonly index: number;
  readonly deadline: number;
}

async function runOnce(
  adapter: Adapter,
  { tool, target, files, index, deadline }: Once,
  context: ScanContext,
): Promise<{ readonly sarif?: string; readonly failure?: Failure | undefined }> {
  const { workFolder } = context;
  const output = join(workFolder, `output-${index}.sarif`);
  const places: Readonly<Record<string, string>> = {
    '{output}': output,
    '{work}': workFolder,
    '{empty}': join(workFolder, 'empty'),
    '{root}': target.root,
  };
  const ended = await context.runTool({
    tool,
    args: adapter.arguments.flatMap((argument) =>
      argument === '{files}'
        ? files.map(asArgument)
        : [argument.replace(/\{(?:output|work|empty|root)\}/g, (place) => places[place] ?? place)],
    ),
    cwd: target.root,
    env: {
      ...childEnvironment(context, { network: adapter.needsNetwork ?? false }),
      ...adapter.environment,
    },
    timeoutSeconds: Math.max(1, Math.ceil((deadline - performance.now()) / 1000)),
    signal: context.signal,
  });
  const failure = failureOf(ended, [0, ...adapter.findingsExitCodes]) ?? saidFailure(adapter, ended);
  if (adapter.sarif === 'stdout') {
    if (ended.stdout.length === 0) return { failure: failure ?? failed('wrote nothing') };
    if (!isReport(ended.stdout)) {
      return { failure: failure ?? failed(`wrote no report${lastWords(ended.stdout.toString())}`) };
    }
    await writeFile(output, ended.stdout);
    return { sarif: output, failure };
  }
  const file = adapter.sarif === 'file' ? output : join(workFolder, adapter.sarif.named);
  return existsSync(file) ? { sarif: file, failure } : { failure: failure ?? failed('wrote no SARIF') };
}

function saidFailure({ failureWords }: Adapter, { stdout, stderr }: ToolOutcome): Failure | undefined {
  if (failureWords === undefined) return undefined;
  const lines = `${stderr}\n${stdout.toString()}`.split('\n').filter((line) => line.trim() !== '');
  const at = lines.findIndex((line) => failureWords.test(line));
  return at === -1
    ? undefined
    : failed(`could not look at everything${lastWords(lines.slice(at, at + 2).join(' '))}`);
}

/** JSON or XML; some tools tell of broken configuration where the report belongs, with the exit code of findings. */
function isReport(stdout: Buffer): boolean {
  return /^\uFEFF?\s*[{[<]/.test(stdout.subarray(0, 1000).toString());
}

/** No file's name is read as an option. */
function asArgument(file: string): string {
  return file.startsWith('-') ? `./${file}` : file;
}

function ownConfiguration({ configurationFiles = [] }: Adapter, { files }: ScanTarget): string[] {
  const found = files.filter((file) => configurationFiles.includes(file.slice(file.lastIndexOf('/') + 1)));
  return found.length === 0
    ? []
    : [`reads ${nameSome(found)} of the scanned tree, which can leave findings out`];
}
