import { argumentChunks } from './argument-chunks.ts';
import { rearmComment } from './ast-grep-files.ts';
import { type AstGrepMatch, decodeMatch } from './ast-grep-match.ts';
import { childEnvironment } from './child-environment.ts';
import { parseJson } from './json-fields.ts';
import type { RuleDescription, SarifResult } from './sarif-log.ts';
import type { ScanContext } from './scanner.ts';
import { type Failure, failed, failureOf, lastWords } from './tool-failure.ts';

export interface AstGrepRequest {
  readonly tool: string;
  /** Our sgconfig.yml. */
  readonly config: string;
  /** What `files` are relative to. */
  readonly folder: string;
  readonly files: readonly string[];
  /** Of `performance.now()`, in milliseconds. */
  readonly deadline: number;
}

export interface AstGrepScan {
  readonly matches: readonly AstGrepMatch[];
  readonly failure?: Failure;
}

/** 1 means that a rule of severity `error` matched. */
const goodExitCodes = [0, 1];

/** Stops at the first failure and keeps what was found until then. */
export async function scanWithAstGrep(request: AstGrepRequest, context: ScanContext): Promise<AstGrepScan> {
  const matches: AstGrepMatch[] = [];
  const chunks = argumentChunks(request.files);
  for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
    const outcome = await context.runTool({
      tool: request.tool,
      args: astGrepArguments(request.config, chunk, context.parallelism),
      cwd: request.folder,
      env: childEnvironment(context, { network: false }),
      timeoutSeconds: Math.max(1, Math.ceil((request.deadline - performance.now()) / 1000)),
      signal: context.signal,
    });
    if (outcome.overflowed && chunk.length > 1) {
      const half = Math.ceil(chunk.length / 2);
      chunks.unshift(chunk.slice(0, half), chunk.slice(half));
      continue;
    }
    if (outcome.overflowed) {
      return { matches, failure: failed(`too many matches in ${chunk[0]}: leave that file out of the scan`) };
    }
    const failure = failureOf(outcome, goodExitCodes) ?? unreadFailure(outcome.stderr);
    const decoded = decodeLines(outcome.stdout.toString('utf8'));
    matches.push(...decoded.matches);
    if (failure !== undefined) return { matches, failure };
    if (decoded.broken) return { matches, failure: failed('wrote a match that could not be read') };
  }
  return { matches };
}

function astGrepArguments(config: string, files: readonly string[], threads: number): string[] {
  return [
    'scan',
    '--config',
    config,
    '--json=stream',
    '--include-metadata',
    '--threads',
    String(threads),
    // Files named on the command line are scanned whatever ignore files say; this holds for later versions too.
    ...['hidden', 'dot', 'exclude', 'global', 'parent', 'vcs'].flatMap((kind) => ['--no-ignore', kind]),
    '--',
    ...files,
  ];
}

/** ast-grep passes over a file that it cannot read and still ends with 0. */
function unreadFailure(stderr: string): Failure | undefined {
  const errors = stderr.split('\n').filter((line) => line.startsWith('ERROR'));
  return errors.length === 0 ? undefined : failed(`left files out${lastWords(errors.join('\n'))}`);
}

function decodeLines(output: string): { readonly matches: AstGrepMatch[]; readonly broken: boolean } {
  const lines = output.split('\n').filter((line) => line !== '');
  const matches = lines.map((line) => decodeMatch(parseJson(line), ['security']));
  return {
    matches: matches.filter((match) => match !== undefined),
    broken: matches.includes(undefined),
  };
}

export interface MergedScan {
  readonly rules: readonly RuleDescription[];
  readonly results: readonly SarifResult[];
  readonly failure?: Failure | undefined;
}

/**
 * What only `unsuppressed` shows, a comment in the code had switched off. In the order of files and places: ast-grep's
 * threads write as they come to it, and two runs over the same files are to say the same.
 */
export function mergeScans(scans: readonly AstGrepScan[], unsuppressed: AstGrepScan): MergedScan {
  const matches = scans.flatMap((scan) => scan.matches).toSorted(byPlace);
  const seen = new Set(matches.map(({ key }) => key));
  const suppressed = unsuppressed.matches.filter(({ key }) => !seen.has(key)).toSorted(byPlace);
  return {
    rules: [...new Map([...matches, ...suppressed].map(({ rule }) => [rule.id, rule])).values()],
    results: [
      ...matches.map(({ result }) => result),
      ...suppressed.map(({ result }) => ({
        ...result,
        message: rearmComment(result.message),
        ...(result.snippet !== undefined && { snippet: rearmComment(result.snippet) }),
        suppressedInSource: 'ast-grep-ignore comment',
      })),
    ],
    failure: [...scans, unsuppressed].find(({ failure }) => failure !== undefined)?.failure,
  };
}

function byPlace({ result: one, key }: AstGrepMatch, { result: other, key: otherKey }: AstGrepMatch): number {
  return (
    compare(one.path ?? '', other.path ?? '') ||
    (one.region?.startLine ?? 0) - (other.region?.startLine ?? 0) ||
    (one.region?.startColumn ?? 0) - (other.region?.startColumn ?? 0) ||
    compare(key, otherKey)
  );
}

/** By their UTF-16 units, which no language of the machine changes. */
function compare(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}
