import type { Problem } from '../core/errors.ts';
import { compileGlob, GlobError } from '../core/glob.ts';
import { didYouMean } from '../core/nearest-name.ts';
import { truncate } from '../core/truncate.ts';
import type { PolicyDocument, ValuePath } from './policy-document.ts';

/** Other forms are the schema's to refuse. */
const looksLikeDay = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const looksLikeName = /^[a-z0-9][a-z0-9-]{0,39}$/;

type Report = (message: string, path: ValuePath, key?: string) => void;

/**
 * What a schema cannot say, of a file that it may have refused: the user is told both at once.
 *
 * @param scanners the names of the pipe's own, where names are to be checked
 */
export function checkMeaning(
  { value: file, position }: PolicyDocument,
  fileName: string,
  scanners?: readonly string[],
): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (message, path, key) => {
    const { line, column } = position(path, key);
    problems.push({ where: `${fileName}:${line}:${column}`, message });
  };
  checkDays(file, report);
  checkOutputs(file, report);
  checkGlobs(file, report);
  checkNames(file, report, scanners ?? []);
  if (scanners !== undefined) checkSwitches(file, report, [...scanners, ...customScannerNames(file)]);
  return problems;
}

function checkDays(file: unknown, report: Report): void {
  for (const [index, suppression] of entriesOf(file, 'suppressions')) {
    const until = field(suppression, 'until');
    if (typeof until === 'string' && looksLikeDay.test(until) && !isDay(until)) {
      report(`there is no day ${until}; accepted: YYYY-MM-DD`, ['suppressions', index, 'until']);
    }
  }
}

function checkOutputs(file: unknown, report: Report): void {
  for (const [index, scanner] of entriesOf(file, 'customScanners')) {
    if (field(scanner, 'sarif') === 'file' && !hasOutput(field(scanner, 'arguments'))) {
      report('sarif: file needs {output} in one of the arguments', ['customScanners', index]);
    }
  }
}

function checkGlobs(file: unknown, report: Report): void {
  const paths = field(file, 'paths');
  const lists: readonly (readonly [ValuePath, unknown])[] = [
    [['paths', 'include'], field(paths, 'include')],
    [['paths', 'exclude'], field(paths, 'exclude')],
    ...entriesOf(file, 'customScanners').map(
      ([at, scanner]) => [['customScanners', at, 'files'], field(scanner, 'files')] as const,
    ),
  ];
  const globs: readonly (readonly [ValuePath, unknown])[] = [
    ...lists.flatMap(([path, list]) =>
      Array.isArray(list) ? [...list.entries()].map(([at, glob]) => [[...path, at], glob] as const) : [],
    ),
    ...entriesOf(file, 'suppressions').map(
      ([at, suppression]) => [['suppressions', at, 'path'], field(suppression, 'path')] as const,
    ),
  ];
  for (const [path, glob] of globs) {
    if (typeof glob !== 'string') continue;
    const problem = globProblem(glob);
    if (problem !== undefined) report(`the glob ${JSON.stringify(truncate(glob, 100))}: ${problem}`, path);
  }
}

function globProblem(glob: string): string | undefined {
  try {
    compileGlob(glob);
    return undefined;
  } catch (error) {
    if (error instanceof GlobError) return error.message;
    throw error;
  }
}

function checkNames(file: unknown, report: Report, scanners: readonly string[]): void {
  const seen = new Set<string>();
  for (const [index, scanner] of entriesOf(file, 'customScanners')) {
    const name = nameOf(scanner);
    if (name === undefined) continue;
    const place = ['customScanners', index, 'name'];
    if (scanners.includes(name)) report(`${name} is a scanner of the pipe; use another name`, place);
    else if (seen.has(name)) report(`there are two scanners of the name ${name}; rename one`, place);
    seen.add(name);
  }
}

function checkSwitches(file: unknown, report: Report, known: readonly string[]): void {
  const switches = field(file, 'scanners');
  if (typeof switches !== 'object' || switches === null || Array.isArray(switches)) return;
  for (const name of Object.keys(switches)) {
    if (!looksLikeName.test(name) || known.includes(name)) continue;
    const accepted = [...new Set(known)].join(', ');
    report(
      `there is no scanner "${name}".${didYouMean(name, known)} Accepted: ${accepted}`,
      ['scanners'],
      name,
    );
  }
}

/** The names of a file's own scanners, whatever else is wrong with it. */
export function customScannerNames(file: unknown): readonly string[] {
  return entriesOf(file, 'customScanners').flatMap(([, scanner]) => nameOf(scanner) ?? []);
}

function nameOf(scanner: unknown): string | undefined {
  const name = field(scanner, 'name');
  return typeof name === 'string' && looksLikeName.test(name) ? name : undefined;
}

function hasOutput(words: unknown): boolean {
  return Array.isArray(words) && words.some((word) => typeof word === 'string' && word.includes('{output}'));
}

function entriesOf(file: unknown, key: string): readonly (readonly [number, unknown])[] {
  const list = field(file, key);
  return Array.isArray(list) ? [...list.entries()] : [];
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
