import type { Warning } from '../core/report.ts';
import type { PathProblem } from './normalise/located-path.ts';

export type SarifWarning = 'sarif-unreadable-result' | `sarif-path-${PathProblem}`;

const sentences: Readonly<Record<SarifWarning, string>> = {
  'sarif-unreadable-result': 'results could not be read',
  'sarif-path-outside': 'findings are kept without their path, as it leaves the repository',
  'sarif-path-foreign':
    'findings are kept without their path, as it is of another machine and fits no file here',
  'sarif-path-ambiguous':
    'findings are kept without their path, as it is of another machine and fits several files',
  'sarif-path-not-a-file': 'findings are kept without their path, as it is no file',
};

/** Warnings of one kind as one, with their number and the first example: a log may hold a million of them. */
export class WarningCounts {
  readonly #counts = new Map<SarifWarning, { count: number; readonly example: string }>();

  add(code: SarifWarning, example: string): void {
    const known = this.#counts.get(code);
    if (known === undefined) this.#counts.set(code, { count: 1, example });
    else known.count += 1;
  }

  warnings(file: string): readonly Warning[] {
    return [...this.#counts].map(([code, { count, example }]) => ({
      code,
      message: `${file}: ${count} ${sentences[code]}; the first is ${example}`,
    }));
  }
}
