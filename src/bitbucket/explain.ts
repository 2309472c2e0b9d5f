import { DeadlinePassed } from '../http/deadline.ts';
import { NetworkError } from '../http/network-error.ts';
import { WaitTooLong } from '../http/patience.ts';
import type { HttpResponse } from '../http/send.ts';
import {
  forbiddenAdvice,
  ledAwayAdvice,
  notFoundAdvice,
  rateLimitAdvice,
  refusedAdvice,
  rejectedAdvice,
  type Situation,
  unauthorisedAdvice,
  unavailableAdvice,
  unreachableAdvice,
} from './advice.ts';
import { ApiError, type ApiErrorCode } from './api-error.ts';
import { type Call, nameOf } from './call.ts';
import type { Credentials } from './credentials.ts';
import { DecodeError } from './decode.ts';
import { plainLine } from './plain-line.ts';
import type { Redaction } from './redaction.ts';
import { type Said, saidIn } from './said.ts';
import { missingScopes } from './scopes.ts';

/** What the errors of one connection have in common. */
export interface Speaker {
  readonly kind: Credentials['kind'];
  /** `workspace/slug`. */
  readonly repository: string;
  readonly host: string;
  readonly redact: Redaction['redact'];
}

/** The error for an answer that is none: 3xx, 4xx, 5xx. */
export function refusal(
  call: Call,
  response: HttpResponse,
  speaker: Speaker,
  code: ApiErrorCode = codeOf(response.status),
): ApiError {
  const said = saidIn(response);
  const { status } = response;
  const required = said.required ?? [];
  const situation: Situation = {
    kind: speaker.kind,
    repository: speaker.repository,
    scope: call.scope,
    about: call.about,
    missing: missingScopes(required, said.granted ?? []),
    granted: said.granted ?? [],
  };
  const words = speaker.redact(said.words);
  return apiError(call, [`status ${status}${quote(words)}.`, advice(code, situation)], {
    code,
    status,
    said: words,
    missingScopes: situation.missing,
    mayBeApplied: code === 'unavailable',
  });
}

/** The error for what a layer threw; anything unknown comes back as it is. */
export function failure(call: Call, thrown: unknown, speaker: Speaker): unknown {
  if (thrown instanceof WaitTooLong) return waitTooLong(call, thrown, speaker);
  if (thrown instanceof NetworkError) return networkFailure(call, thrown, speaker);
  if (thrown instanceof DeadlinePassed) {
    const details = { code: 'unavailable', mayBeApplied: true } as const;
    return apiError(call, [`given up, for ${thrown.message}.`, unavailableAdvice], details);
  }
  return thrown;
}

/** The error for a success whose body does not pass its decoder. */
export function misread(call: Call, { status }: HttpResponse, thrown: unknown, speaker: Speaker): unknown {
  if (!(thrown instanceof DecodeError)) return thrown;
  const reason = `the answer is not as documented: ${speaker.redact(thrown.message)}.`;
  return apiError(call, [reason, rejectedAdvice], { code: 'unexpected-answer', status, mayBeApplied: true });
}

function waitTooLong(call: Call, thrown: WaitTooLong, speaker: Speaker): ApiError {
  const said: Said = thrown.response === undefined ? { words: '' } : saidIn(thrown.response);
  const status = thrown.response?.status ?? 429;
  const words = speaker.redact(said.words);
  const code = codeOf(status);
  const last = code === 'rate-limited' ? rateLimitAdvice : unavailableAdvice;
  const details = { code, status, said: words, mayBeApplied: code === 'unavailable' };
  return apiError(call, [`status ${status}${quote(words)}; ${thrown.message}.`, last], details);
}

function networkFailure(call: Call, thrown: NetworkError, speaker: Speaker): ApiError {
  const reason = `${speaker.redact(thrown.message)}.`;
  switch (thrown.failure) {
    case 'unreachable':
      return apiError(call, [reason, unreachableAdvice(speaker.kind, speaker.host)], { code: 'unreachable' });
    case 'refused':
      return apiError(call, [reason, refusedAdvice], { code: 'unreachable' });
    case 'led-away':
      return apiError(call, [reason, ledAwayAdvice], { code: 'unexpected-answer' });
    case 'intercepted':
      return apiError(call, [reason, refusedAdvice], { code: 'unexpected-answer', mayBeApplied: true });
    case 'too-large':
      return apiError(call, [reason, rejectedAdvice], { code: 'unexpected-answer', mayBeApplied: true });
    case 'broken':
      return apiError(call, [reason, unavailableAdvice], { code: 'unexpected-answer', mayBeApplied: true });
    case 'lost':
    case 'timed-out':
      return apiError(call, [reason, unavailableAdvice], { code: 'unavailable', mayBeApplied: true });
  }
}

function apiError(
  call: Call,
  sentences: readonly string[],
  details: Omit<ConstructorParameters<typeof ApiError>[1], 'call'>,
): ApiError {
  const name = nameOf(call);
  return new ApiError(plainLine(`${name}: ${sentences.join(' ')}`), { ...details, call: name });
}

function codeOf(status: number): ApiErrorCode {
  if (status === 401) return 'unauthorised';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status >= 500) return 'unavailable';
  return status >= 400 ? 'rejected' : 'unexpected-answer';
}

function advice(code: ApiErrorCode, situation: Situation): string {
  switch (code) {
    case 'unauthorised':
      return unauthorisedAdvice(situation);
    case 'forbidden':
      return forbiddenAdvice(situation);
    case 'not-found':
      return notFoundAdvice(situation);
    case 'rate-limited':
      return rateLimitAdvice;
    case 'unavailable':
      return unavailableAdvice;
    default:
      return rejectedAdvice;
  }
}

function quote(words: string): string {
  return words === '' ? '' : `, “${words}”`;
}
