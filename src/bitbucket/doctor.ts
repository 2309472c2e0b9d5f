import type { PublisherName } from '../core/report.ts';
import { tokenAdvice } from './advice.ts';
import { ApiError } from './api-error.ts';
import type { Scope } from './call.ts';
import type { ChannelOptions } from './channel.ts';
import { type Credentials, credentialVariables } from './credentials.ts';
import { limits } from './limits.ts';
import { type Attempt, type Probe, type ProbeTargets, probe } from './probe.ts';
import { includesScope, scopeNames } from './scopes.ts';

/**
 * One row of the table of `MODE=doctor`.
 * - `ok`: it works
 * - `missing`: something is not set or not granted; `remedy` says what
 * - `failed`: it was tried and did not work
 * - `skipped`: there was nothing to try
 */
export interface Check {
  readonly check: string;
  readonly outcome: 'ok' | 'missing' | 'failed' | 'skipped';
  readonly detail: string;
  readonly remedy?: string;
  /** Set where the row says whether this publisher would work. */
  readonly publisher?: RemotePublisher;
}

export type RemotePublisher = Exclude<PublisherName, 'files'>;

export interface DoctorOptions extends Omit<ChannelOptions, 'credentials'>, ProbeTargets {
  readonly credentials?: Credentials;
  /** The Pipelines proxy, inside a pipe. */
  readonly insightsProxy?: string;
  readonly publishers: readonly RemotePublisher[];
}

/** Tries what the configured publishers need of Bitbucket. Sends nothing but reads and the token request. */
export async function examine(options: DoctorOptions): Promise<readonly Check[]> {
  const { credentials, insightsProxy, publishers } = options;
  if (credentials === undefined) return [noCredential, ...publishers.map(unreachedPublisher)];
  const direct = await probe({ ...options, credentials }, options);
  const viaProxy = credentials.kind === 'pipelines-proxy';
  const proxyUrl = viaProxy ? credentials.proxyUrl : insightsProxy;
  const proxy =
    viaProxy || proxyUrl === undefined
      ? undefined
      : await probe({ ...options, credentials: { kind: 'pipelines-proxy', proxyUrl } }, options);
  return [
    credentialRow(direct),
    row('repository', direct.repository, `${options.repository.workspace}/${options.repository.slug}`),
    scopeRow(direct),
    row('pull request', direct.pullRequest, `#${options.pullRequest}`),
    ...publishers.map((publisher) => publisherRow(publisher, direct, proxy)),
    rateRow(direct),
    row('authentication proxy', (viaProxy ? direct : proxy)?.insights, proxyUrl ?? ''),
  ];
}

const noCredential: Check = {
  check: 'credential',
  outcome: 'missing',
  detail: 'none is set, and this is no pipe: only files are written',
  remedy: tokenAdvice,
};

function unreachedPublisher(publisher: RemotePublisher): Check {
  return { check: `publish ${publisher}`, outcome: 'missing', detail: 'needs a credential', publisher };
}

/** 401 anywhere means that the credential is not accepted; any other answer means that it is. */
function credentialRow(direct: Probe): Check {
  const { kind, repository, statuses, insights, pullRequest, comments } = direct;
  const attempts = [repository, statuses, insights, pullRequest, comments];
  const refused = attempts.find((attempt) => attempt instanceof ApiError && attempt.code === 'unauthorised');
  const check = 'credential';
  const told = headersOf(direct)['x-credential-type'];
  const detail = `${credentialVariables[kind]}${told === undefined ? '' : `, which Bitbucket calls ${told}`}`;
  if (refused instanceof Error) return { check, outcome: 'failed', detail, remedy: refused.message };
  const answered = attempts.some((attempt) => isAnswer(attempt) || statusOf(attempt) !== undefined);
  if (answered) return { check, outcome: 'ok', detail };
  return { ...row(check, attempts.find(Boolean), detail), check };
}

function scopeRow(direct: Probe): Check {
  const granted = grantedScopes(direct);
  if (granted === undefined) {
    return {
      check: 'scopes',
      outcome: 'skipped',
      detail: 'Bitbucket does not tell them for this credential',
    };
  }
  return { check: 'scopes', outcome: 'ok', detail: granted.join(', ') || 'none' };
}

const publisherScopes: Readonly<Record<RemotePublisher, Scope>> = {
  status: 'repository',
  insights: 'repository',
  summary: 'pullrequest',
  inline: 'pullrequest',
};

/** Bitbucket asks for the same scope for reading and writing each of these, so that a read shows what a write may. */
function publisherRow(publisher: RemotePublisher, direct: Probe, proxy: Probe | undefined): Check {
  const scope = publisherScopes[publisher];
  const check = `publish ${publisher}`;
  const own = attemptFor(publisher, direct);
  const needs = `needs the scope ${scopeNames(scope, direct.kind).join(', ')}`;
  if (publisher === 'insights' && !isAnswer(own) && isAnswer(proxy?.insights)) {
    return { check, outcome: 'ok', detail: 'through the authentication proxy', publisher };
  }
  if (direct.kind === 'pipelines-proxy' && publisher !== 'insights') {
    return { check, outcome: 'missing', detail: 'needs a credential', remedy: tokenAdvice, publisher };
  }
  const granted = grantedScopes(direct);
  if (granted !== undefined && !includesScope(granted, scope)) {
    return { check, outcome: 'missing', detail: needs, remedy: tokenAdvice, publisher };
  }
  return { ...row(check, own, needs), publisher };
}

function attemptFor(
  publisher: RemotePublisher,
  { statuses, insights, comments, repository }: Probe,
): Attempt {
  switch (publisher) {
    case 'status':
      return statuses ?? repository;
    case 'insights':
      return insights ?? repository;
    case 'summary':
    case 'inline':
      return comments;
  }
}

function rateRow({ rateLimit }: Probe): Check {
  const check = 'rate limit';
  if (rateLimit === undefined) {
    const detail = `Bitbucket does not tell; usually ${limits.requestsPerHour} requests an hour`;
    return { check, outcome: 'skipped', detail };
  }
  const { limit = limits.requestsPerHour, remaining, nearLimit } = rateLimit;
  const left = remaining === undefined ? '' : `, ${remaining} left`;
  const detail = `${limit} requests an hour${left}${nearLimit ? ', nearly used up' : ''}`;
  return { check, outcome: nearLimit ? 'failed' : 'ok', detail };
}

function row(check: string, attempt: Attempt, detail: string): Check {
  if (attempt === undefined) return { check, outcome: 'skipped', detail: 'nothing to try' };
  if (!(attempt instanceof Error)) return { check, outcome: 'ok', detail };
  const lacks = attempt instanceof ApiError && attempt.code === 'forbidden';
  return { check, outcome: lacks ? 'missing' : 'failed', detail, remedy: attempt.message };
}

function isAnswer(attempt: Attempt): boolean {
  return attempt !== undefined && !(attempt instanceof Error);
}

function statusOf(attempt: Attempt): number | undefined {
  return attempt instanceof ApiError ? attempt.status : undefined;
}

/** What access tokens and OAuth tell in each answer. */
function grantedScopes(direct: Probe): readonly string[] | undefined {
  const header = headersOf(direct)['x-oauth-scopes'];
  return header?.split(/[\s,]+/).filter(Boolean);
}

function headersOf({ repository, statuses, insights, comments }: Probe): Readonly<Record<string, string>> {
  for (const attempt of [repository, statuses, insights, comments]) {
    if (attempt !== undefined && !(attempt instanceof Error)) return attempt.headers;
  }
  return {};
}
