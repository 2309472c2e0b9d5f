import type { Deadline } from '../http/deadline.ts';
import type { HttpResponse, Send } from '../http/send.ts';
import type { Call } from './call.ts';
import type { Decoder } from './decode.ts';
import { failure, misread, refusal, type Speaker } from './explain.ts';

/** Calls that Bitbucket answered with success; `writes` are those that changed something. */
export interface Calls {
  reads: number;
  writes: number;
}

/** What the endpoint functions call through; every failure is an `ApiError`. */
export interface Api {
  /** A 2xx answer, or one whose status is among `accepted`. */
  send(call: Call, accepted?: readonly number[]): Promise<HttpResponse>;
  /** The decoded body of a 2xx answer. */
  read<T>(call: Call, decoder: Decoder<T>): Promise<T>;
  /** The same, and undefined where Bitbucket answers 404. */
  readIfThere<T>(call: Call, decoder: Decoder<T>): Promise<T | undefined>;
  /** Where the API is; `next` links are checked against it. */
  readonly base: URL;
  readonly calls: Calls;
}

export interface ApiParts {
  readonly send: Send;
  readonly base: URL;
  readonly deadline: Deadline;
  readonly speaker: Speaker;
  readonly calls: Calls;
}

export function createApi(parts: ApiParts): Api {
  const { base, calls, speaker } = parts;
  const exchange = async (call: Call, accepted: readonly number[], expects: 'json' | 'anything') => {
    const response = await sendOrExplain(call, expects, parts);
    const succeeded = response.status >= 200 && response.status <= 299;
    if (!succeeded && !accepted.includes(response.status)) throw refusal(call, response, speaker);
    if (succeeded) calls[call.lane === 'read' ? 'reads' : 'writes'] += 1;
    return response;
  };
  const decoded = <T>(call: Call, response: HttpResponse, decoder: Decoder<T>) => {
    try {
      return decoder(response.json, '');
    } catch (error) {
      throw misread(call, response, error, speaker);
    }
  };
  return {
    base,
    calls,
    send: (call, accepted = []) => exchange(call, accepted, 'anything'),
    read: async (call, decoder) => decoded(call, await exchange(call, [], 'json'), decoder),
    async readIfThere(call, decoder) {
      const response = await exchange(call, [404], 'json');
      return response.status === 404 ? undefined : decoded(call, response, decoder);
    },
  };
}

async function sendOrExplain(
  call: Call,
  expects: 'json' | 'anything',
  { send, base, deadline, speaker }: ApiParts,
): Promise<HttpResponse> {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const { signal, endsAt } = deadline;
  const exchange = () =>
    send({
      method: call.method,
      url: new URL(`${base.origin}${base.pathname.replace(/\/$/, '')}${call.target}`),
      // Without a body a content type makes Bitbucket answer 400 "Bad Request".
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
      idempotent: call.idempotent,
      lane: call.lane,
      expects,
      signal,
      endsAt,
    });
  try {
    return await (deadline.during?.(exchange) ?? exchange());
  } catch (error) {
    throw failure(call, error, speaker);
  }
}
