import type { Bitbucket, BuildStatus } from '../bitbucket/bitbucket.ts';
import { limits } from '../bitbucket/limits.ts';
import { messageOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Report } from '../core/report.ts';
import { truncate } from '../core/truncate.ts';
import { visibleLine } from '../reports/visible-text.ts';
import { verdictLine } from '../reports/wording.ts';
import { budgetOf, type Publisher } from './publisher.ts';

/** What is known of a run before it has a report. */
export type RunIdentity = Pick<Report, 'change' | 'reportId' | 'resultUrl' | 'repositoryUrl'>;

/** The final build status. Doubt is shown as failed: a merge check must not take it for passed. */
export const statusPublisher: Publisher = {
  name: 'status',
  async publish(report, bitbucket, context, writes) {
    budgetOf(context).announce('status', { reads: 0, writes: 1 });
    const state = report.verdict.outcome === 'passed' ? 'SUCCESSFUL' : 'FAILED';
    await writes.count(
      bitbucket.putStatus(report.change.commit, buildStatus(report, state, finalDescription(report))),
    );
    return {};
  },
};

/** The verdict and its first reason; without what would mend it where both do not fit. */
function finalDescription(report: Report): string {
  const [reason] = report.verdict.reasons;
  const verdict = verdictLine(report);
  if (reason === undefined) return verdict;
  const whole = `${verdict}. ${reason}`;
  return whole.length <= limits.statusDescription ? whole : `${verdict}. ${reason.split('; ', 1)[0]}`;
}

/** How the first or a last-moment status went: a failure here is told in the publication, it ends nothing. */
export interface Announcement {
  readonly writes: number;
  readonly failure?: string;
}

/** INPROGRESS, before the scanners start. */
export async function announceStart(bitbucket: Bitbucket, run: RunIdentity, log: Log): Promise<Announcement> {
  return announce(bitbucket, run, log, 'INPROGRESS', 'Scanning');
}

/** STOPPED, for a signal or an internal error: a status left at INPROGRESS would block merge checks for good. */
export async function announceStop(
  bitbucket: Bitbucket,
  run: RunIdentity,
  log: Log,
  why: string,
): Promise<Announcement> {
  return announce(bitbucket, run, log, 'STOPPED', `Stopped: ${why}`);
}

async function announce(
  bitbucket: Bitbucket,
  run: RunIdentity,
  log: Log,
  state: BuildStatus['state'],
  description: string,
): Promise<Announcement> {
  try {
    await bitbucket.putStatus(run.change.commit, buildStatus(run, state, description));
    return { writes: 1 };
  } catch (thrown) {
    const failure = messageOf(thrown);
    // The last status meets the same, and is told among the publications; after a stop there are none.
    const say = state === 'STOPPED' ? log.warn : log.debug;
    say(`could not set the build status to ${state}: ${failure}`, { code: 'status-not-set' });
    return { writes: 0, failure };
  }
}

/**
 * `refname` ties the status to the pull request of that branch. `url` is mandatory in practice: without a pipeline's
 * page it is the commit's.
 */
function buildStatus(run: RunIdentity, state: BuildStatus['state'], description: string): BuildStatus {
  const refname = run.change.branch ?? run.change.tag;
  return {
    key: run.reportId,
    state,
    name: truncate(
      run.reportId === 'code-scan' ? 'Code scan' : `Code scan ${run.reportId}`,
      limits.statusName,
    ),
    description: truncate(visibleLine(description), limits.statusDescription),
    url: run.resultUrl ?? run.repositoryUrl ?? 'https://bitbucket.org',
    ...(refname === undefined ? {} : { refname }),
  };
}
