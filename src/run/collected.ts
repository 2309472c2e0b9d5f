import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { scannerDoubts } from '../gate/scanner-doubts.ts';
import type { OutputFile } from '../publishers/output-file.ts';
import type { Covered } from '../triage/coverage.ts';
import { type Collected, type CollectedCoverage, collectedFileName, readPart } from './collected-part.ts';
import type { FoundFindings } from './found-findings.ts';
import { readShard, type Shard } from './shard.ts';
import type { Stage } from './stage.ts';

/** Written beside `report.sarif`, for `MODE=publish` to know whether it has every part, and whole. */
export function collectedFile(
  { configuration, change }: Stage,
  { head, baseline }: FoundFindings,
): OutputFile {
  const shard = readShard(configuration.settings.shard, configuration.pipelines);
  const collected: Collected = {
    commit: change.commit,
    incomplete: [
      ...scannerDoubts([...head.runs, ...baseline.ends, ...head.elsewhere]),
      ...head.incompleteReasons,
      ...baseline.incompleteReasons,
    ],
    baseline: seen(baseline.covered),
    ...(shard !== undefined && { shard }),
  };
  return { name: collectedFileName, content: () => [`${JSON.stringify(collected, null, 2)}\n`] };
}

/** A scanner that wrote several logs looked at what each of them tells. */
function seen(covered: readonly Covered[]): readonly CollectedCoverage[] {
  return [...Map.groupBy(covered, ({ scanner }) => scanner)].map(([scanner, entries]) => ({
    scanner,
    files: [
      ...new Set(
        entries.flatMap(({ files, unseen = [] }) =>
          files === 'all' ? [] : [...files].filter((file) => !unseen.includes(file)),
        ),
      ),
    ].sort(),
  }));
}

/** What the parts beside these logs lack: a shard that is not there, a scanner that failed in one. */
export async function doubtsOfParts(logs: readonly string[], commit: string): Promise<readonly string[]> {
  const parts: Collected[] = [];
  const doubts: string[] = [];
  const baselines: { readonly path: string; readonly isThere: boolean }[] = [];
  for (const folder of new Set(logs.map((log) => dirname(log)))) {
    const part = await readPart(folder);
    if (part === 'strange') doubts.push(`${join(folder, collectedFileName)} is not what MODE=collect writes`);
    if (part === undefined || part === 'strange') continue;
    parts.push(part);
    const path = join(folder, 'baseline.sarif');
    if (part.baseline?.length) baselines.push({ path, isThere: await isFile(path) });
  }
  const strange = parts.filter((part) => part.commit !== commit);
  return [
    ...doubts,
    ...strange.map(
      (part) => `a part is of commit ${part.commit.slice(0, 12)}, not of ${commit.slice(0, 12)}`,
    ),
    ...parts.flatMap(({ incomplete }) => incomplete),
    ...lostBaselines(baselines),
    ...missingShards(parts.flatMap(({ shard }) => shard ?? [])),
  ];
}

/** Where none is there, changed lines decide; beside others, a lost one would make its old findings look new. */
function lostBaselines(
  baselines: readonly { readonly path: string; readonly isThere: boolean }[],
): readonly string[] {
  const lost = baselines.filter(({ isThere }) => !isThere);
  if (lost.length === baselines.length) return [];
  return lost.map(({ path }) => `${path} is missing, which MODE=collect wrote`);
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}

function missingShards(shards: readonly Shard[]): readonly string[] {
  return [...Map.groupBy(shards, ({ count }) => count)].flatMap(([count, there]) => {
    const indices = new Set(there.map(({ index }) => index));
    const missing = Array.from({ length: count }, (_, index) => index).filter((index) => !indices.has(index));
    return missing.length === 0 ? [] : [`of ${count} shards ${missing.join(', ')} is missing in SARIF_FILES`];
  });
}
