import { appendFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** One figure beside what it must reach. */
export interface Row {
  /** What is measured. */
  readonly what: string;
  readonly figure: string;
  /** Absent where a figure is only told. */
  readonly target?: string;
  /** Absent where there is no target. */
  readonly met?: boolean;
}

/** Prints a bench's rows, and hands them to `bench.ts` if that has started it. */
export function tell(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}\n${machine()}`);
  print(rows);
  const file = process.env['BENCH_ROWS'];
  if (file !== undefined) appendFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

export function print(rows: readonly Row[]): void {
  console.table(
    rows.map(({ what, figure, target = '', met }) => ({
      what,
      figure,
      target,
      '': met === undefined ? '' : met ? 'reached' : 'MISSED',
    })),
  );
}

export function machine(): string {
  return `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node.js ${process.version}`;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Smaller sizes and fewer rounds: to see that everything works, not to quote. */
export const isQuick = process.argv.includes('--quick');

/**
 * How a cost grows with the size, as the exponent between the first and the last: 1 is in proportion, 2 is the square.
 */
export function slope(sizes: readonly number[], costs: readonly number[]): number {
  const ends = (values: readonly number[]) => Math.log((values.at(-1) ?? 1) / (values[0] ?? 1));
  return ends(costs) / ends(sizes);
}

/** The same of what the second and third size cost more than the first: what every run costs does not count then. */
export function slopeOfIncrements(
  [first = 0, ...sizes]: readonly number[],
  [least = 0, ...costs]: readonly number[],
): number {
  return slope(
    sizes.map((size) => size - first),
    costs.map((cost) => Math.max(0.01, cost - least)),
  );
}
