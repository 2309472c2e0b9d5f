import { ConfigError, Interrupted, messageOf } from '../core/errors.ts';
import { selectPublisher } from '../publishers/select-publisher.ts';
import {
  type Announcement,
  announceStart,
  announceStop,
  type RunIdentity,
} from '../publishers/status-publisher.ts';
import { identityOf } from './identity.ts';
import { wantedPublishers } from './publish-context.ts';
import type { Stage } from './stage.ts';
import { tellChange } from './tell-choice.ts';

/**
 * Does the work between the first build status and whatever ends it: a status left at INPROGRESS would block merge
 * checks for good, so a run that is interrupted or breaks says STOPPED. The first status is sent while the work goes
 * on; `work` awaits it before it sends the last one.
 */
export async function announced<Result>(
  stage: Omit<Stage, 'workshop'>,
  identity: RunIdentity,
  work: (start: Promise<Announcement | undefined>) => Promise<Result>,
): Promise<Result> {
  const { world, remote, change } = stage;
  tellChange(world.log, change, identity.repositoryUrl);
  const publish = wantedPublishers(stage.configuration.settings);
  const reading = remote.reading;
  const choice = selectPublisher('status', { publish, ...(reading && { bitbucket: reading }) }, change);
  if (!('bitbucket' in choice)) return work(Promise.resolve(undefined));

  const start = announceStart(choice.bitbucket, identity, world.log);
  try {
    return await orGivenUp(work(start), world.signal);
  } catch (error) {
    await start;
    const stopping = remote.stopping();
    if (stopping !== undefined) await announceStop(stopping, identity, world.log, why(error));
    throw error;
  }
}

/**
 * Milliseconds that the work has to end by itself after a signal. Whatever hangs then (a file system, a process that
 * cannot be killed) does not keep the last status from being sent; with its 8 s that fits into 15 s.
 */
const patience = 4_000;

function orGivenUp<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const giveUp = () => {
      timer = setTimeout(() => reject(signal.reason), patience);
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    });
  });
}

/**
 * Does the work before there is a change to announce. A run that ends here has no status at INPROGRESS yet, but an
 * earlier run of the commit may have left one, and whoever stopped this one shall see that it was stopped.
 */
export async function beforeAnnounced<Result>(
  { world, configuration, remote }: Pick<Stage, 'world' | 'configuration' | 'remote'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { settings, pipelines } = configuration;
    const { commit, branch, tag } = pipelines;
    const bitbucket = remote.stopping();
    if (error instanceof ConfigError || bitbucket === undefined || commit === undefined) throw error;
    const change = {
      commit,
      pullRequests: [],
      baseDetail: '',
      ...(tag === undefined ? branch !== undefined && { branch } : { tag }),
    };
    const choice = selectPublisher('status', { publish: wantedPublishers(settings), bitbucket }, change);
    if ('bitbucket' in choice) {
      await announceStop(bitbucket, identityOf(configuration, change), world.log, why(error));
    }
    throw error;
  }
}

function why(error: unknown): string {
  if (error instanceof Interrupted) return messageOf(error);
  return error instanceof ConfigError ? 'the configuration has problems' : 'internal error';
}
