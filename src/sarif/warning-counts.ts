import type { Warning } from '../core/report.ts';
import type { PathProblem } from './normalise/located-path.ts';

export type SarifWarning = 'sarif-unreadable-result' | `sarif-path-${PathProblem}`;

const sentences: Readonly<Record<SarifWarning, readonly [one: string, many: string]>> = {
  'sarif-unreadable-result': ['result could not be read', 'results could not be read'],
  'sarif-path-outside': withoutPath('as it leaves the repository'),
  'sarif-path-foreign': withoutPath('as it is of another machine and fits no file here'),
  'sarif-path-ambiguous': withoutPath('as it is of another machine and fits several files'),
  'sarif-path-not-a-file': withoutPath('as it is no file'),
};

function withoutPath(why: string): readonly [string, string] {
  return [`finding is kept without its path, ${why}`, `findings are kept without their path, ${why}`];
}

/** Warnings of one kind as one, with their number and the first example: a log may hold a million of them. */
export class WarningCounts {
  readonly #counts = new Map<SarifWarning, { count: number; readonly example: string }>();

  add(code: SarifWarning, example: string): void {
    const known = this.#counts.get(code);
    if (known === undefined) this.#counts.set(code, { count: 1, example });
    else known.count += 1;
  }

  warnings(file: string): readonly Warning[] {
    return [...this.#counts].map(([code, { count, example }]) => {
      const [one, many] = sentences[code];
      const told = count === 1 ? `${one}: ${example}` : `${many}; the first is ${example}`;
      return { code, message: `${file}: ${count} ${told}` };
    });
  }
}
