import type { Git } from './git.ts';

export interface BlobLimits {
  /** Larger ones are left out. */
  readonly eachBytes: number;
  readonly allBytes: number;
}

export interface ReadBlobs {
  /** By hash. */
  readonly contents: ReadonlyMap<string, Buffer>;
  /** How many were not read: too large, too many, or not in the clone. */
  readonly leftOut: number;
}

/** What one call of git may give back, so that no more than this is in memory twice. */
const chunkBytes = 16 * 1024 * 1024;

/** The contents of blobs, as many as the limits allow, in the order given. Throws a ToolError where git cannot. */
export async function readBlobs(git: Git, hashes: readonly string[], limits: BlobLimits): Promise<ReadBlobs> {
  const chosen: { readonly hash: string; readonly size: number }[] = [];
  let all = 0;
  for (const { hash, size } of await sizesOf(git, hashes)) {
    if (size > limits.eachBytes || all + size > limits.allBytes) continue;
    chosen.push({ hash, size });
    all += size;
  }
  const contents = new Map<string, Buffer>();
  for (let start = 0; start < chosen.length; ) {
    let end = start;
    for (let bytes = 0; end < chosen.length && (end === start || bytes < chunkBytes); end += 1) {
      bytes += chosen[end]?.size ?? 0;
    }
    for (const [hash, content] of await readChunk(git, chosen.slice(start, end))) contents.set(hash, content);
    start = end;
  }
  return { contents, leftOut: hashes.length - contents.size };
}

async function sizesOf(git: Git, hashes: readonly string[]) {
  if (hashes.length === 0) return [];
  const output = await git.run(['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], {
    input: Buffer.from(`${hashes.join('\n')}\n`),
  });
  return output
    .toString('latin1')
    .split('\n')
    .flatMap((line) => {
      const [, hash, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? [];
      return hash === undefined ? [] : [{ hash, size: Number(size) }];
    });
}

/** Each answer is a line with hash, type and size, the content, and a line end. */
async function readChunk(
  git: Git,
  chunk: readonly { readonly hash: string; readonly size: number }[],
): Promise<[string, Buffer][]> {
  const output = await git.run(['cat-file', '--batch'], {
    input: Buffer.from(chunk.map(({ hash }) => `${hash}\n`).join('')),
    maxOutputBytes: chunk.reduce((sum, { size }) => sum + size + 128, 1024),
  });
  const read: [string, Buffer][] = [];
  let at = 0;
  for (const { hash, size } of chunk) {
    const start = output.indexOf(10, at) + 1;
    read.push([hash, output.subarray(start, start + size)]);
    at = start + size + 1;
  }
  return read;
}
