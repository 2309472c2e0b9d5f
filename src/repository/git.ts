import { setImmediate } from 'node:timers/promises';
import { begin } from '../core/begin.ts';
import { ToolError } from '../core/errors.ts';
import type { OutputSink } from '../process/output.ts';
import type { RunTool } from '../process/run-tool.ts';
import type { Origin } from './origin.ts';

/** git over one checkout. Every call is a subprocess without shell, prompts, hooks, filters or a pager. */
export interface Git {
  /** The checkout's root. */
  readonly root: string;
  /** Where missing history can be fetched from; absent where nothing is to be fetched. */
  readonly origin?: Origin;
  /** Standard output. Throws a ToolError with git's own last words. */
  run(args: readonly string[], options?: GitOptions): Promise<Buffer>;
  /** The same as text without the final line end; undefined where git fails. */
  tryText(args: readonly string[], options?: GitOptions): Promise<string | undefined>;
  /** Full hashes of the objects whose hash begins so. Those that are there stay, and are asked for once in a run. */
  hashesBeginning(start: string): Promise<readonly string[]>;
  /**
   * The types of objects, by full hashes or what begins with one, such as `HASH^{tree}` or `HASH:path`; undefined for
   * what is not there, and `none` where it is known that the commit has nothing at the path. What is there stays, and
   * is asked for once in a run; who asks at the same time asks in one call of git.
   *
   * @param names without line ends
   */
  typesOf(
    names: readonly string[],
    options?: Pick<GitOptions, 'isFixed'>,
  ): Promise<readonly (string | undefined)[]>;
}

export interface GitOptions {
  readonly input?: Buffer;
  readonly timeoutSeconds?: number;
  readonly maxOutputBytes?: number;
  /** Takes standard output as it comes, where that may be large; what `run` gives is empty then. */
  readonly sink?: OutputSink;
  /** The answer, once there is one, never changes, as of an object by its full hash: git is asked once in a run. */
  readonly isFixed?: boolean;
  /** More variables for this call, such as a proxy for a fetch. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface GitPlaces {
  readonly program: string;
  readonly root: string;
  readonly gitDir: string;
  readonly path: string;
  readonly origin?: Origin | undefined;
  readonly signal: AbortSignal;
}

/**
 * Settings for every call; the scanned clone's own configuration is not read at all. A fetch would start git in the
 * clone itself, to list the refs of the objects that we borrow: `core.alternateRefsCommand` keeps it out of there.
 */
const settings = [
  ['core.alternateRefsCommand', 'true'],
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.attributesFile', '/dev/null'],
  ['core.excludesFile', '/dev/null'],
  // Steps make files executable, one by one or with `chmod -R`; that is no other code.
  ['core.fileMode', 'false'],
  ['core.quotePath', 'true'],
  ['diff.ignoreSubmodules', 'all'],
  ['diff.renames', 'true'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['protocol.allow', 'never'],
  ['protocol.http.allow', 'always'],
  ['protocol.https.allow', 'always'],
  ['protocol.file.allow', 'always'],
  ['safe.directory', '*'],
  ['submodule.recurse', 'false'],
] as const;

export function createGit(runTool: RunTool, places: GitPlaces): Git {
  const env: Record<string, string> = {
    PATH: places.path,
    LC_ALL: 'C',
    GIT_DIR: places.gitDir,
    GIT_WORK_TREE: places.root,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };

  const call = (args: readonly string[], options: GitOptions = {}) =>
    runTool({
      tool: places.program,
      args,
      cwd: places.root,
      env: { ...env, ...options.env },
      timeoutSeconds: options.timeoutSeconds ?? 120,
      signal: places.signal,
      ...(options.maxOutputBytes !== undefined && { maxOutputBytes: options.maxOutputBytes }),
      ...(options.sink !== undefined && { sink: options.sink }),
      ...(options.input !== undefined && { input: options.input }),
    });

  const text = async (args: readonly string[], options?: GitOptions) => {
    const { exitCode, overflowed, stdout } = await call(args, options);
    return exitCode !== 0 || overflowed ? undefined : stdout.toString().replace(/\n$/, '');
  };
  const beginning = async (start: string) =>
    ((await text(['rev-parse', `--disambiguate=${start}`])) ?? '').split('\n').filter(Boolean);
  const answers = new Map<string, Promise<string | undefined>>();
  const hashes = new Map<string, Promise<readonly string[]>>();
  const types = new Map<string, Promise<string | undefined>>();
  let asked: string[] = [];
  const askTypes = async () => {
    await setImmediate();
    const names = asked;
    asked = [];
    const input = Buffer.from(names.map((name) => `${name}\n`).join(''));
    const answer = await text(['cat-file', '--batch-check=%(objecttype)'], { input });
    // For what is not there the name again, and ` missing`.
    const lines = (answer ?? '').split('\n').map((line) => (/^[a-z]+$/.test(line) ? line : undefined));
    const told = new Map(names.map((name, index) => [name, lines[index]]));
    const isNowhere = (name: string) => told.get(`${name.replace(/:.*/s, '')}^{tree}`) === 'tree';
    return new Map([...told].map(([name, type]) => [name, type ?? (isNowhere(name) ? 'none' : undefined)]));
  };
  let asking: ReturnType<typeof askTypes> | undefined;
  const typeOf = async (name: string) => {
    if (asked.length === 0) asking = begin(askTypes());
    asked.push(name);
    return (await asking)?.get(name);
  };

  return {
    root: places.root,
    ...(places.origin !== undefined && { origin: places.origin }),
    async run(args, options) {
      const outcome = await call(args, options);
      if (outcome.exitCode === 0 && !outcome.overflowed) return outcome.stdout;
      const words = outcome.timedOut
        ? 'took too long'
        : outcome.overflowed
          ? 'wrote more than can be read'
          : (outcome.startError ??
            (outcome.stderr.trim().split('\n').at(-1) || `exit code ${outcome.exitCode}`));
      throw new ToolError('git', `git ${args[0] ?? ''} failed: ${words}`);
    },
    hashesBeginning: (start) =>
      keepFound(
        hashes,
        start,
        () => beginning(start),
        (found) => found.length > 0,
      ),
    typesOf: (names, { isFixed = false } = {}) =>
      Promise.all(
        names.map((name) =>
          keepFound(
            types,
            name,
            () => typeOf(name),
            (type) => type !== undefined || isFixed,
          ),
        ),
      ),
    async tryText(args, options) {
      if (options?.isFixed !== true) return text(args, options);
      return keepFound(
        answers,
        args.join('\0'),
        () => text(args, options),
        (found) => found !== undefined,
      );
    },
  };
}

/** What is there stays; what is not may still be fetched, and is asked for anew. */
async function keepFound<Answer>(
  kept: Map<string, Promise<Answer>>,
  key: string,
  ask: () => Promise<Answer>,
  isThere: (answer: Answer) => boolean,
): Promise<Answer> {
  const answer = kept.get(key) ?? begin(ask());
  kept.set(key, answer);
  try {
    const found = await answer;
    if (isThere(found)) kept.set(key, answer);
    else kept.delete(key);
    return found;
  } catch (error) {
    kept.delete(key);
    throw error;
  }
}
