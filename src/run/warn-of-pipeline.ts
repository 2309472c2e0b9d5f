import type { Change } from '../core/change.ts';
import { nameSome } from '../core/name-some.ts';
import type { Warning } from '../core/report.ts';
import { truncate } from '../core/truncate.ts';
import { blobAt, readBlob } from '../repository/blob-at.ts';
import type { Checkout } from '../repository/checkout.ts';
import { readFileInside } from '../repository/source-trees.ts';
import { variables } from '../variables/variables.generated.ts';
import { destinationOf } from './destination-policy.ts';

/** Bitbucket reads only this one, and in a pull request the source branch's. */
const pipelinesFile = 'bitbucket-pipelines.yml';
/** Larger ones are nobody's. Bytes. */
const largestFile = 1024 * 1024;
const mostShown = 5;

const names = variables.filter(({ secret }) => !secret).map(({ name }) => name);
/** A line that sets a variable of ours, as YAML, for a shell or for `docker run`, or that names the pipe. */
const setting = new RegExp(`(?:^|[\\s"'-])(?:${names.join('|')})(?:_\\d+|_COUNT)?\\s*[:=]|code-scan`);

/**
 * A pull request is scanned as its own `bitbucket-pipelines.yml` says, so it can change with what settings. Those
 * lines that differ from the destination's are told.
 */
export async function warnOfPipeline({ git, root }: Checkout, change: Change): Promise<readonly Warning[]> {
  if (git === undefined || change.files?.has(pipelinesFile) !== true) return [];
  const commit = await destinationOf(git, change);
  const there = commit === undefined ? undefined : await blobAt(git, commit, pipelinesFile);
  if (there === undefined || there.size > largestFile) return [];
  const before = settingsIn((await readBlob(git, there)).toString());
  const after = settingsIn((await readFileInside(root, pipelinesFile))?.toString() ?? '');
  const gone = without(before, after).map((line) => `no more ${quoted(line)}`);
  const added = without(after, before).map((line) => `now ${quoted(line)}`);
  const differences = [...gone, ...added];
  if (differences.length === 0) return [];
  const message = `the pull request changes how it is scanned: ${pipelinesFile} says ${nameSome(differences, mostShown)}`;
  return [{ code: 'pipeline-changed', message }];
}

function settingsIn(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.slice(0, 1000).trim())
    .filter((line) => !line.startsWith('#') && setting.test(line));
}

/** Those of `lines` that the others do not have as often. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function quoted(line: string): string {
  return `“${truncate(line, 100)}”`;
}
