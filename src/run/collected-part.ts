import { join } from 'node:path';
import { readRegularFile } from '../repository/source-trees.ts';
import type { Shard } from './shard.ts';

/** What SARIF cannot say of a part that `MODE=collect` wrote. */
export interface Collected {
  readonly commit: string;
  readonly shard?: Shard;
  /** Sentences on what could not be seen. */
  readonly incomplete: readonly string[];
  /** Which files of the merge base each scanner looked at; empty where it was not scanned. */
  readonly baseline?: readonly CollectedCoverage[];
}

export interface CollectedCoverage {
  readonly scanner: string;
  readonly files: readonly string[];
}

export const collectedFileName = 'collected.json';

/** The part that a folder holds, if any; `strange` where the file is not what we write. */
export async function readPart(folder: string): Promise<Collected | 'strange' | undefined> {
  const bytes = await readRegularFile(join(folder, collectedFileName));
  return bytes === undefined ? undefined : (parse(bytes) ?? 'strange');
}

function parse(bytes: Buffer): Collected | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return isCollected(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCollected(value: unknown): value is Collected {
  if (typeof value !== 'object' || value === null) return false;
  const { commit, incomplete, shard, baseline } = value as Partial<Record<keyof Collected, unknown>>;
  return (
    typeof commit === 'string' &&
    Array.isArray(incomplete) &&
    incomplete.every((line) => typeof line === 'string') &&
    (shard === undefined || isShard(shard)) &&
    (baseline === undefined || (Array.isArray(baseline) && baseline.every(isCoverage)))
  );
}

function isCoverage(value: unknown): value is CollectedCoverage {
  if (typeof value !== 'object' || value === null) return false;
  const { scanner, files } = value as Partial<Record<keyof CollectedCoverage, unknown>>;
  return (
    typeof scanner === 'string' && Array.isArray(files) && files.every((file) => typeof file === 'string')
  );
}

function isShard(value: unknown): value is Shard {
  if (typeof value !== 'object' || value === null) return false;
  const { index, count } = value as Partial<Record<keyof Shard, unknown>>;
  return Number.isInteger(index) && Number.isInteger(count) && Number(count) > 0 && Number(count) <= 9_999;
}
