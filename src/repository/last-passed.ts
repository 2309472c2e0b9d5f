import type { Bitbucket } from '../bitbucket/bitbucket.ts';
import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Git } from './git.ts';

/** Commits that are asked about at the same time, nearest first: mostly the first answer is enough. */
const batches = [1, 4, 15] as const;
const mostCommits = batches.reduce((sum, size) => sum + size, 0);

export interface LastPassed {
  /** Full hash; absent where no run of ours is known. */
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
 * not count, so that what it complained of is not called old by the next push. Where none has passed, it is the
 * commit before the first one that was scanned, as that run was compared with no more either. At most 20 commits are
 * asked about.
 *
 * @param from full hash
 */
export async function findLastPassed(inputs: Inputs, from: string): Promise<LastPassed> {
  const { git, bitbucket, reportId, log } = inputs;
  if (bitbucket === undefined) return { detail: 'Bitbucket cannot be asked which commits were scanned' };
  const listed = await git.tryText(['rev-list', '--first-parent', `--max-count=${mostCommits}`, from, '--']);
  const commits = (listed ?? '').split('\n').filter(Boolean);
  const states: State[] = [];
  try {
    for (const size of batches) {
      const batch = commits.slice(states.length, states.length + size);
      states.push(...(await Promise.all(batch.map((commit) => stateOf(bitbucket, commit, reportId)))));
      const at = states.indexOf('passed');
      const commit = commits[at];
      if (commit !== undefined) return { commit, detail: `the last commit whose scan passed: ${where(at)}` };
    }
  } catch (error) {
    log.warn(`Bitbucket did not tell which commits were scanned: ${messageOf(error)}`, {
      code: 'last-scan-untold',
    });
    return { detail: 'Bitbucket did not tell which commits were scanned' };
  }
  const before = commits[states.lastIndexOf('not passed') + 1];
  if (states.includes('not passed') && before !== undefined) {
    const at = commits.indexOf(before);
    return {
      commit: before,
      detail: `the commit before the first scanned one, as none passed: ${where(at)}`,
    };
  }
  const looked = commits.length === 1 ? 'it has not' : `none of the last ${commits.length} commits has`;
  return { detail: `${looked} passed a scan` };
}

type State = 'passed' | 'not passed' | 'not scanned';

async function stateOf(bitbucket: Bitbucket, commit: string, reportId: string): Promise<State> {
  const isAllReachable = bitbucket.reach === 'everything';
  const state = isAllReachable
    ? await bitbucket.status(commit, reportId)
    : (await bitbucket.report(commit, reportId))?.result;
  if (state === undefined) return 'not scanned';
  return state === 'SUCCESSFUL' || state === 'PASSED' ? 'passed' : 'not passed';
}

function where(at: number): string {
  return at === 0 ? 'the parent commit' : `${at + 1} commits back`;
}
