import { areSecretsUnseen } from '../core/are-secrets-unseen.ts';
import type { LineRange } from '../core/change.ts';
import type { Report } from '../core/report.ts';

/**
 * Lines of the scanned tree that hold a found secret: no report repeats them, whatever else stands there. Where the
 * search for secrets failed, any line may hold one.
 */
export class SecretLines {
  readonly #ranges = new Map<string, LineRange[]>();
  readonly #isUnseen: boolean;

  constructor({ findings, scanners }: Pick<Report, 'findings' | 'scanners'>) {
    this.#isUnseen = areSecretsUnseen(scanners);
    for (const { category, place } of findings) {
      if (category !== 'secret' || place?.region === undefined) continue;
      const range = { start: place.region.startLine, end: place.region.endLine };
      const ranges = this.#ranges.get(place.path);
      if (ranges === undefined) this.#ranges.set(place.path, [range]);
      else ranges.push(range);
    }
  }

  /** True where one of the lines from `start` to `end` holds a secret, or could. */
  touch(path: string, start: number, end: number): boolean {
    if (this.#isUnseen) return true;
    return this.#ranges.get(path)?.some((range) => range.start <= end && start <= range.end) ?? false;
  }
}
