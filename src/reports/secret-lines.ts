import type { LineRange } from '../core/change.ts';
import type { Finding } from '../core/finding.ts';

/** Lines of the scanned tree that hold a found secret: no report repeats them, whatever else stands there. */
export class SecretLines {
  readonly #ranges = new Map<string, LineRange[]>();

  constructor(findings: Iterable<Pick<Finding, 'category' | 'place'>>) {
    for (const { category, place } of findings) {
      if (category !== 'secret' || place?.region === undefined) continue;
      const range = { start: place.region.startLine, end: place.region.endLine };
      const ranges = this.#ranges.get(place.path);
      if (ranges === undefined) this.#ranges.set(place.path, [range]);
      else ranges.push(range);
    }
  }

  /** True where one of the lines from `start` to `end` holds a secret. */
  touch(path: string, start: number, end: number): boolean {
    return this.#ranges.get(path)?.some((range) => range.start <= end && start <= range.end) ?? false;
  }
}
