import { createHash } from 'node:crypto';
import type { PipelinesEnvironment } from '../repository/pipelines-environment.ts';

/** One part of the work, `index` from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** `SHARD`, checked before: `i/n`, or `auto` for the place among parallel steps. One part of one is no shard. */
export function readShard(
  text: string | undefined,
  { parallelStep }: PipelinesEnvironment,
): Shard | undefined {
  if (text === undefined) return undefined;
  const [index = 0, count = 1] =
    text === 'auto' ? [parallelStep?.index, parallelStep?.count] : text.split('/').map(Number);
  return count > 1 ? { index, count } : undefined;
}

/** Spreads paths evenly, the same in every run and on both sides of a change. */
export function isInShard(path: string, shard: Shard | undefined): boolean {
  if (shard === undefined) return true;
  return createHash('sha256').update(path).digest().readUInt32BE(0) % shard.count === shard.index;
}
