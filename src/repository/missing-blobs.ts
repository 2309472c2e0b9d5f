import type { Git } from './git.ts';
import { fetchInto } from './merge-base.ts';
import { splitNul } from './split-nul.ts';

/** Changed files of both sides beyond which nothing is fetched: it is as much as a clone. */
const mostBlobs = 20_000;

/**
 * A partial clone (`clone: filter` in Pipelines) has the contents of the files that were checked out. Fetches, into the
 * git directory of our own, those that were changed as they were before. Where that fails, whoever reads them says so.
 */
export async function fetchMissingBlobs(git: Git, from: string, to: string): Promise<void> {
  const { origin } = git;
  if (origin?.isPartial !== true) return;
  const raw = await git
    .run(['diff', '--raw', '-z', '--no-abbrev', '--no-renames', '--no-ext-diff', from, to, '--'], {
      maxOutputBytes: 1 << 30,
    })
    .catch(() => Buffer.alloc(0));
  // `:old-mode new-mode old-hash new-hash status`: https://git-scm.com/docs/git-diff#_raw_output_format
  const hashes = splitNul(raw).flatMap((field) => {
    const [, ...both] = /^:\d{6} \d{6} ([0-9a-f]+) ([0-9a-f]+) /.exec(field.toString('latin1')) ?? [];
    return both.filter((hash) => !/^0+$/.test(hash));
  });
  const missing = await missingOf(git, [...new Set(hashes)]);
  if (missing.length === 0 || missing.length > mostBlobs) return;
  await fetchInto(git, origin, ['--stdin', origin.url], Buffer.from(`${missing.join('\n')}\n`));
}

async function missingOf(git: Git, hashes: readonly string[]): Promise<readonly string[]> {
  if (hashes.length === 0) return [];
  const input = Buffer.from(`${hashes.join('\n')}\n`);
  const told = (await git.tryText(['cat-file', '--batch-check'], { input })) ?? '';
  return told.split('\n').flatMap((line) => /^([0-9a-f]+) missing$/.exec(line)?.[1] ?? []);
}
