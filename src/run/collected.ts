import { dirname, join } from 'node:path';
import type { ScannerRun } from '../core/report.ts';
import type { OutputFile } from '../publishers/output-file.ts';
import { readRegularFile } from '../repository/source-trees.ts';
import type { FoundFindings } from './found-findings.ts';
import { readShard, type Shard } from './shard.ts';
import type { Stage } from './stage.ts';

/** What SARIF cannot say of a part that `MODE=collect` wrote. */
interface Collected {
  readonly commit: string;
  readonly shard?: Shard;
  /** Sentences on what could not be seen. */
  readonly incomplete: readonly string[];
}

export const collectedFileName = 'collected.json';

/** Written beside `report.sarif`, for `MODE=publish` to know whether it has every part, and whole. */
export function collectedFile(
  { configuration, change }: Stage,
  { head, baseline }: FoundFindings,
): OutputFile {
  const shard = readShard(configuration.settings.shard, configuration.pipelines);
  const collected: Collected = {
    commit: change.commit,
    incomplete: [...head.runs.flatMap(unseen), ...head.incompleteReasons, ...baseline.incompleteReasons],
    ...(shard !== undefined && { shard }),
  };
  return { name: collectedFileName, content: () => [`${JSON.stringify(collected, null, 2)}\n`] };
}

function unseen({ name, outcome, detail }: ScannerRun): readonly string[] {
  if (outcome === 'ok' || outcome === 'skipped') return [];
  return [`${name} ${outcome}${detail === undefined ? '' : `: ${detail}`}`];
}

/** What the parts beside these logs lack: a shard that is not there, a scanner that failed in one. */
export async function doubtsOfParts(logs: readonly string[], commit: string): Promise<readonly string[]> {
  const parts: Collected[] = [];
  const doubts: string[] = [];
  for (const folder of new Set(logs.map((log) => dirname(log)))) {
    const path = join(folder, collectedFileName);
    const bytes = await readRegularFile(path);
    const part = bytes === undefined ? undefined : parse(bytes);
    if (part !== undefined) parts.push(part);
    else if (bytes !== undefined) doubts.push(`${path} is not what MODE=collect writes`);
  }
  const strange = parts.filter((part) => part.commit !== commit);
  return [
    ...doubts,
    ...strange.map(
      (part) => `a part is of commit ${part.commit.slice(0, 12)}, not of ${commit.slice(0, 12)}`,
    ),
    ...parts.flatMap(({ incomplete }) => incomplete),
    ...missingShards(parts.flatMap(({ shard }) => shard ?? [])),
  ];
}

function missingShards(shards: readonly Shard[]): readonly string[] {
  return [...Map.groupBy(shards, ({ count }) => count)].flatMap(([count, there]) => {
    const indices = new Set(there.map(({ index }) => index));
    const missing = Array.from({ length: count }, (_, index) => index).filter((index) => !indices.has(index));
    return missing.length === 0 ? [] : [`of ${count} shards ${missing.join(', ')} is missing in SARIF_FILES`];
  });
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
  const { commit, incomplete, shard } = value as Partial<Record<keyof Collected, unknown>>;
  return (
    typeof commit === 'string' &&
    Array.isArray(incomplete) &&
    incomplete.every((line) => typeof line === 'string') &&
    (shard === undefined || isShard(shard))
  );
}

function isShard(value: unknown): value is Shard {
  if (typeof value !== 'object' || value === null) return false;
  const { index, count } = value as Partial<Record<keyof Shard, unknown>>;
  return Number.isInteger(index) && Number.isInteger(count) && Number(count) > 0 && Number(count) <= 9_999;
}
