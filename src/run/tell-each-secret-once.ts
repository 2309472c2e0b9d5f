import type { Finding, Region } from '../core/finding.ts';
import { compareSeverity } from '../core/severity.ts';

/** The scanner that knows secrets by how they look: what kind it is, and where it is revoked. */
const secretScanner = 'secretlint';
/** Our scanners of code, which know some by what is done with them: a key that signs, however weak it is. */
const codeScanners = ['ast-grep', 'flow'];

/**
 * Of a secret that the scanner for secrets and another one tell at one place the worse of both findings, and of equals
 * the one of the scanner for secrets: for a person it is one problem. The others are our scanners of code, and tools such
 * as gitleaks.
 *
 * @param before What the baseline says. A finding of another tool that it has stays, or it would seem to be mended.
 */
export function tellEachSecretOnce(
  findings: readonly Finding[],
  before: readonly Finding[] = [],
): readonly Finding[] {
  const secrets = findings.filter(
    ({ category, place }) => category === 'secret' && place?.region !== undefined,
  );
  const known = new Set(before.filter(({ scanner }) => !codeScanners.includes(scanner)).map(keyOf));
  const left = new Set<Finding>();
  for (const here of Map.groupBy(secrets, ({ place }) => place?.path).values()) {
    const file = new SecretsOfFile(here);
    for (const other of here) {
      if (other.scanner === secretScanner || known.has(keyOf(other))) continue;
      for (const finding of leftOfSame(other, file)) left.add(finding);
    }
  }
  return left.size === 0 ? findings : findings.filter((finding) => !left.has(finding));
}

/** Which findings of a file are not told, since another one says the same as well or better. */
function leftOfSame(other: Finding, file: SecretsOfFile): readonly Finding[] {
  const looks = file.looksAt(other.place?.region);
  // One that somebody has switched off hides nothing.
  const active = looks.filter(({ suppressions }) => suppressions.length === 0);
  if (active.length === 0 || (!hasColumns(other) && file.countBeside(other) > looks.length)) return [];
  if (active.some(({ severity }) => compareSeverity(other.severity, severity) >= 0)) return [other];
  return other.suppressions.length === 0 ? active : [];
}

/** More lines are no single secret. */
const mostLines = 400;

/** The findings of one file, so that those of a place are quickly found: a file from outside may have any number. */
class SecretsOfFile {
  readonly #looksByLine = new Map<number, Finding[]>();
  readonly #counts = new Map<string, number>();

  constructor(here: readonly Finding[]) {
    for (const finding of here) {
      if (finding.scanner !== secretScanner) {
        if (!hasColumns(finding)) this.#counts.set(lineOf(finding), this.countBeside(finding) + 1);
        continue;
      }
      for (const line of linesOf(finding.place?.region)) {
        const looks = this.#looksByLine.get(line);
        if (looks === undefined) this.#looksByLine.set(line, [finding]);
        else looks.push(finding);
      }
    }
  }

  /** What the scanner for secrets tells of a place. */
  looksAt(region: Region | undefined): readonly Finding[] {
    const found = linesOf(region).flatMap((line) => this.#looksByLine.get(line) ?? []);
    return [...new Set(found)].filter(({ place }) => overlap(region, place?.region));
  }

  /** How many secrets the tool tells of the same line without saying where in it. */
  countBeside(finding: Finding): number {
    return this.#counts.get(lineOf(finding)) ?? 0;
  }
}

function linesOf(region: Region | undefined): number[] {
  if (region === undefined) return [];
  const { startLine, endLine } = region;
  return Array.from(
    { length: Math.max(0, Math.min(endLine - startLine + 1, mostLines)) },
    (_, at) => startLine + at,
  );
}

function lineOf({ scanner, place }: Finding): string {
  return JSON.stringify([scanner, place?.region?.startLine]);
}

function hasColumns({ place }: Finding): boolean {
  return place?.region?.startColumn !== undefined;
}

function keyOf({ scanner, rule, place }: Finding): string {
  return JSON.stringify([scanner, rule, place?.path]);
}

function overlap(a: Region | undefined, b: Region | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return startsBefore(a, b) && startsBefore(b, a);
}

/** True where `a` begins before `b` ends. */
function startsBefore(a: Region, b: Region): boolean {
  if (a.startLine !== b.endLine) return a.startLine < b.endLine;
  return (a.startColumn ?? 1) < (b.endColumn ?? Number.POSITIVE_INFINITY);
}
