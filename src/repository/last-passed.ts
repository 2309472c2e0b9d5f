import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Git } from './git.ts';

/** Commits that are asked about at the same time, nearest first: mostly the first answer is enough. */
const batches = [1, 4, 15] as const;
const mostCommits = batches.reduce((sum, size) => sum + size, 0);

export interface LastPassed {
  /** Full hash; absent where none of the commits that were looked at has passed. */
  readonly commit?: string;
  /** One line for log and summary. */
  readonly detail: string;
}

interface Inputs {
  readonly git: Git;
  readonly bitbucket: Bitbucket | undefined;
  /** `REPORT_ID`: the key of our build status, and the id of our report. */
  readonly reportId: string;
  readonly log: Log;
}

/**
 * The nearest commit, from `from` back along first parents, that an earlier run of ours let pass: by its build status,
 * or by its Code Insights report where nothing else can be read. A run that failed or could not see everything does
 * not count, so that what it complained of is not called old by the next push. At most 20 commits are asked about.
 *
 * @param from full hash
 */
export async function findLastPassed(inputs: Inputs, from: string): Promise<LastPassed> {
  const { git, bitbucket, reportId, log } = inputs;
  if (bitbucket === undefined) return { detail: 'Bitbucket cannot be asked which commits were scanned' };
  const listed = await git.tryText(['rev-list', '--first-parent', `--max-count=${mostCommits}`, from, '--']);
  const commits = (listed ?? '').split('\n').filter(Boolean);
  try {
    let start = 0;
    for (const size of batches) {
      const batch = commits.slice(start, start + size);
      const passed = await Promise.all(batch.map((commit) => hasPassed(bitbucket, commit, reportId)));
      const at = passed.indexOf(true);
      const commit = batch[at];
      if (commit !== undefined) return { commit, detail: detailOf(start + at) };
      start += size;
    }
  } catch (error) {
    log.warn(`Bitbucket did not tell which commits were scanned: ${messageOf(error)}`);
    return { detail: 'Bitbucket did not tell which commits were scanned' };
  }
  const looked = commits.length === 1 ? 'it has not' : `none of the last ${commits.length} commits has`;
  return { detail: `${looked} passed a scan` };
}

async function hasPassed(bitbucket: Bitbucket, commit: string, reportId: string): Promise<boolean> {
  if (bitbucket.reach === 'everything') return (await bitbucket.status(commit, reportId)) === 'SUCCESSFUL';
  return (await bitbucket.report(commit, reportId))?.result === 'PASSED';
}

function detailOf(at: number): string {
  const where = at === 0 ? 'the parent commit' : `${at + 1} commits back`;
  return `the last commit whose scan passed: ${where}`;
}
