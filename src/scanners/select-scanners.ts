import type { Scripts } from '../core/code-name.ts';
import { ConfigError, type Problem } from '../core/errors.ts';
import { didYouMean } from '../core/nearest-name.ts';
import type { Installation } from './installation.ts';
import type { Scanner } from './scanner.ts';

interface Decision {
  readonly runs: boolean;
  /** Why it runs, or why it does not. */
  readonly why: string;
  readonly isFar?: boolean;
}

export interface ScannerChoice extends Decision {
  readonly name: string;
  /** Nobody would miss it: names say what runs, or it runs by name only and is not installed or has no file. */
  readonly isFar: boolean;
}

export interface ScannerSelection {
  readonly scanners: readonly Scanner[];
  /** One row for every known scanner that is of interest, in the registry's order. */
  readonly table: readonly ScannerChoice[];
}

export interface SelectionInput {
  readonly known: readonly Scanner[];
  /** `SCANNERS`: `auto`, names, and `-name`. */
  readonly wanted: readonly string[];
  /** The repository's files. */
  readonly files: readonly string[];
  readonly scripts?: Scripts;
  readonly installation: Installation;
}

/**
 * Which scanners run, and why. `auto` takes those that the pipe brings, that are installed and that have files to
 * look at; a name takes that one whatever `auto` thinks of it; `-name` takes one out. One that is asked for and not
 * installed does run: it fails, and the scan is incomplete.
 *
 * Throws a `ConfigError` for unknown names, and for names that contradict one another.
 */
export function selectScanners(input: SelectionInput): ScannerSelection {
  const { known, wanted, installation } = input;
  const names = known.map(({ name }) => name);
  const problems = problemsOfWanted(wanted, names);
  if (problems.length > 0) throw new ConfigError(problems);
  const { named, excluded } = split(wanted);
  const auto = named.size === 0 || wanted.includes('auto');

  const filesOf = ({ selects }: Scanner) => selects(input.files, input.scripts).length;
  const rows = known.map((scanner) => ({ scanner, ...decide(scanner) }));
  return {
    scanners: rows.filter(({ runs }) => runs).map(({ scanner }) => scanner),
    table: rows.map(({ scanner, runs, why, isFar = false }) => ({ name: scanner.name, runs, why, isFar })),
  };

  function decide(scanner: Scanner): Decision {
    const { name } = scanner;
    if (excluded.has(name)) return { runs: false, why: `taken out by SCANNERS=-${name}` };
    if (named.has(name)) {
      return { runs: true, why: `named in SCANNERS; ${filesText(filesOf(scanner))}` };
    }
    if (!auto) return { runs: false, why: 'not named in SCANNERS', isFar: true };
    if (scanner.auto === 'never') {
      // Files come last: there may be many, and most scanners that run only by name are not there.
      const isFar = scanner.missing(installation) !== undefined || !hasFile(scanner, input.files);
      return { runs: false, why: 'only when SCANNERS names it', isFar };
    }
    return decideForAuto(scanner, filesOf(scanner), installation);
  }
}

/** So many names are asked of at once where one file is enough. */
const batch = 500;

function hasFile(scanner: Scanner, files: readonly string[]): boolean {
  for (let start = 0; start < files.length; start += batch) {
    if (scanner.selects(files.slice(start, start + batch)).length > 0) return true;
  }
  return false;
}

function decideForAuto(scanner: Scanner, count: number, installation: Installation): Decision {
  if (count === 0) return { runs: false, why: 'no file for it' };
  const missing = scanner.auto === 'installed' ? scanner.missing(installation) : undefined;
  return missing === undefined ? { runs: true, why: filesText(count) } : { runs: false, why: missing };
}

function filesText(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

/** What is wrong with the words of `SCANNERS`, were these all the scanners. */
export function problemsOfWanted(wanted: readonly string[], known: readonly string[]): readonly Problem[] {
  const { named, excluded } = split(wanted);
  const unknown = [...named, ...excluded].filter((name) => !known.includes(name));
  return [
    ...unknown.map((name) => ({
      where: 'SCANNERS',
      message: `there is no scanner ${JSON.stringify(name)}.${didYouMean(name, known)} Accepted: auto, ${known.join(', ')}, and -name`,
    })),
    ...[...named].filter((name) => excluded.has(name)).map(contradiction),
  ];
}

function split(wanted: readonly string[]) {
  return {
    named: new Set(wanted.filter((word) => !word.startsWith('-') && word !== 'auto')),
    excluded: new Set(wanted.filter((word) => word.startsWith('-')).map((word) => word.slice(1))),
  };
}

function contradiction(name: string): Problem {
  return { where: 'SCANNERS', message: `${name} and -${name} are both set: keep one of them` };
}
