import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { FindingSet } from '../finding-set.ts';
import { LineTable } from './line-table.ts';
import type { OffsetRegion } from './region-of.ts';

// A source file that a tool reports characters of is text that people wrote; more is not read for a line number.
const largestFile = 10 * 1024 * 1024;
const mostPending = 200_000;

/** Findings whose region is given in characters or bytes: their lines are looked up when all of a log is read. */
export class PendingOffsets {
  readonly #byPath = new Map<string, { readonly index: number; readonly offset: OffsetRegion }[]>();
  #size = 0;

  add(path: string, index: number, offset: OffsetRegion): void {
    if (this.#size >= mostPending) return;
    this.#size += 1;
    const known = this.#byPath.get(path);
    if (known === undefined) this.#byPath.set(path, [{ index, offset }]);
    else known.push({ index, offset });
  }

  /** Findings of files that are not there, are too large or end earlier keep their path without a region. */
  async settle(findings: FindingSet, root: string): Promise<void> {
    for (const [path, pending] of this.#byPath) {
      const bytes = await readBounded(join(root, path));
      if (bytes === undefined) continue;
      const lines = new LineTable(bytes);
      for (const { index, offset } of pending) {
        const region = lines.regionOf(offset);
        if (region !== undefined) findings.place(index, { path, region });
      }
    }
  }
}

async function readBounded(path: string): Promise<Buffer | undefined> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await file.stat();
    return stats.isFile() && stats.size <= largestFile ? await file.readFile() : undefined;
  } catch {
    return undefined;
  }
}
