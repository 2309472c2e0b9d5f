import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkout } from './checkout.ts';
import { diff } from './diff.ts';
import { createLineMap, identityLineMap, type LineMap } from './line-map.ts';
import { listUntracked } from './untracked.ts';
import type { IndexEntry } from './work-tree.ts';

/**
 * Where lines of the scanned tree are in a commit. The tree is mostly as the index has it, and to compare that with
 * the commit no file is looked at. Throws a ToolError where git cannot tell.
 *
 * @param paths Those that the map will be asked about, in the end: what git does not track is looked for among them.
 */
export async function readLineMap(
  { root, git, workTree }: Checkout,
  commit: string,
  paths: Promise<Iterable<string>>,
): Promise<LineMap> {
  if (git === undefined || workTree === undefined) return identityLineMap;
  const { entries, doubtful } = await workTree();
  const [difference, asked] = await Promise.all([
    diff(git, commit, doubtful.size === 0 ? 'index' : 'files'),
    paths,
  ]);
  const isThere = notTracked(asked, entries).some((path) => exists(join(root, path)));
  // To give git the paths themselves would let a report choose what git is asked.
  const untracked = isThere ? await listUntracked(git) : [];
  return createLineMap(difference, new Set(untracked.filter((path) => path !== undefined)));
}

function notTracked(paths: Iterable<string>, entries: readonly IndexEntry[]): readonly string[] {
  const left = new Set(paths);
  for (const { path } of entries) if (path !== undefined) left.delete(path);
  return [...left];
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
