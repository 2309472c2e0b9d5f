import { existsSync, globSync, readFileSync } from 'node:fs';
import { type Page, pages } from './page.ts';
import { foreignVariables, image, problemsOf, variableNames } from './pipe-step.ts';

/** One command of a `sh` block. */
export interface Command {
  /** `page:line` of its block. */
  readonly where: string;
  /** `NAME=value` in front of the program. */
  readonly environment: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

/** `docker run` of the pipe. */
export interface DockerRun {
  readonly environment: Readonly<Record<string, string>>;
  /** Passed on from the caller's environment, `-e NAME`. */
  readonly passedOn: readonly string[];
}

export const commands: readonly Command[] = pages.flatMap(commandsOf);

function commandsOf({ path, fences }: Page): readonly Command[] {
  return fences
    .filter(({ language }) => ['sh', 'bash', 'shell', 'console'].includes(language))
    .flatMap(({ text, line }) =>
      text
        .replace(/\\\n\s*/g, ' ')
        .split('\n')
        .filter((command) => command.trim() !== '' && !command.trim().startsWith('#'))
        .map((command) => parse(command, `${path}:${line}`)),
    );
}

/** Words as a shell makes them of simple commands: quotes, no substitution. */
function parse(text: string, where: string): Command {
  const words = [...text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(
      /"([^"]*)"|'([^']*)'/g,
      (_, double: string | undefined, single: string | undefined) => double ?? single ?? '',
    ),
  );
  const environment: Record<string, string> = {};
  while (/^[A-Z_]+=/.test(words[0] ?? '')) {
    const [name = '', ...value] = (words.shift() ?? '').split('=');
    environment[name] = value.join('=');
  }
  return { where, environment, words };
}

/** What keeps a command from doing what its page says; empty where nothing does. */
export function problemsOfCommand({ words, environment }: Command): readonly string[] {
  const [program = '', ...rest] = words;
  switch (program) {
    case 'npm':
      return problemsOfNpm(rest);
    case 'npx':
      return [...missing(rest.slice(2)), ...unused(environment, rest.slice(2))];
    case 'node':
      return missing(rest.slice(0, 1));
    case 'docker':
      return problemsOfDocker(rest);
    default:
      return [`${program} is a program that no test knows: teach test/docs/commands.ts what it does`];
  }
}

function problemsOfNpm([first = '', second = '']: readonly string[]): readonly string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
  if (first === 'ci') return missing(['package-lock.json']);
  const script = first === 'run' ? second : first;
  return script in scripts ? [] : [`package.json has no script ${script}`];
}

/** Folders and files of the project. `dist/` is built first. */
function missing(paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => !path.startsWith('dist/') && !existsSync(path))
    .map((path) => `there is no ${path}`);
}

/** A test's own variable that none of its files reads. */
function unused(environment: Command['environment'], paths: readonly string[]): readonly string[] {
  const files = paths.flatMap((path) => (path.endsWith('.ts') ? [path] : globSync(`${path}/**/*.ts`)));
  const text = files.map((path) => readFileSync(path, 'utf8')).join('\n');
  return Object.keys(environment)
    .filter((name) => !text.includes(name))
    .map((name) => `no file of ${paths.join(', ')} reads ${name}`);
}

function problemsOfDocker(words: readonly string[]): readonly string[] {
  if (words[0] === 'build') return missing(words.slice(-1));
  const run = dockerRun(words);
  if (typeof run === 'string') return [run];
  const known = (name: string) =>
    variableNames.includes(name) || foreignVariables.includes(name) || name.startsWith('BITBUCKET_');
  return [
    ...[...Object.keys(run.environment), ...run.passedOn]
      .filter((name) => !known(name))
      .map((name) => `the pipe reads no ${name}`),
    ...problemsOf(
      Object.fromEntries(Object.entries(run.environment).filter(([name]) => variableNames.includes(name))),
      false,
    ),
  ];
}

/** The parts of `docker run --rm -v "$PWD:/repo" -w /repo -e NAME=value IMAGE`, or what is wrong with it. */
export function dockerRun([run, ...rest]: readonly string[]): DockerRun | string {
  if (run !== 'run') return `docker ${run} is not known to the test`;
  const options = new Map<string, string[]>([...withValue, ...alone].map((name) => [name, []]));
  while (rest[0]?.startsWith('-')) {
    const name = rest.shift() ?? '';
    const values = options.get(name);
    if (values === undefined) return `docker run ${name} is not known to the test`;
    values.push(alone.includes(name) ? '' : (rest.shift() ?? ''));
  }
  if (rest.length !== 1 || rest[0] !== image) return `it runs ${rest.join(' ')}, not ${image}`;
  const of = (name: string) => options.get(name) ?? [];
  const mounted = of('-v').map((volume) => volume.split(':')[1]);
  if (!of('-w').every((folder) => mounted.includes(folder))) return `${of('-w')} is not mounted`;
  const pairs = of('-e').filter((text) => text.includes('='));
  return {
    environment: Object.fromEntries(pairs.map((text) => [text.split('=')[0], text.replace(/^[^=]*=/, '')])),
    passedOn: of('-e').filter((text) => !text.includes('=')),
  };
}

const withValue: readonly string[] = ['-v', '-w', '-e', '--user'];
const alone: readonly string[] = ['--rm'];
