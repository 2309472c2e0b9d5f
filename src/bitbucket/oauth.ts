import type { Clock } from '../core/clock.ts';
import type { Authorisation } from '../http/authorise.ts';
import type { HttpRequest, Send } from '../http/send.ts';
import { ApiError } from './api-error.ts';
import type { Call } from './call.ts';
import { DecodeError, number, object, optional, text } from './decode.ts';
import { failure, misread, refusal, type Speaker } from './explain.ts';
import { basic } from './redaction.ts';

export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: URL;
  /** Sends token requests; knows no other credential. */
  readonly send: Send;
  readonly clock: Clock;
  readonly speaker: Speaker;
  /** Told each token, so that it can be kept out of messages. */
  readonly remember: (secret: string) => void;
}

/**
 * The client-credentials grant: https://developer.atlassian.com/cloud/bitbucket/oauth-2/. The token is fetched when
 * it is needed first, kept until shortly before its end, and fetched anew once when it is refused. All who wait share
 * one request; a client that Bitbucket does not know is asked about once.
 */
export function oauth(client: OAuthClient): Authorisation {
  let current: Promise<Token> | undefined;

  const fetchOnce = (request: HttpRequest): Promise<Token> => {
    const fetched = fetchToken(client, request);
    current = fetched;
    fetched.catch((error) => {
      const final = error instanceof ApiError && !error.mayBeApplied && error.code !== 'unreachable';
      if (!final && current === fetched) current = undefined;
    });
    return fetched;
  };

  /** The token that is there, or a new one where `isGood` says no; looks again after each wait for another's. */
  const tokenThat = async (isGood: (token: Token) => boolean, request: HttpRequest): Promise<Token> => {
    for (;;) {
      const seen = current;
      const token = await seen;
      if (token !== undefined && isGood(token)) return token;
      if (current === seen) return fetchOnce(request);
    }
  };

  return {
    async headers(request) {
      return (await tokenThat((token) => client.clock.now() < token.usableUntil, request)).headers;
    },
    async renewed(refused, request) {
      return (await tokenThat((token) => token.headers !== refused, request)).headers;
    },
  };
}

interface Token {
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly usableUntil: number;
}

/** Bitbucket says 7200; RFC 6749 lets a server leave it out. */
const usualLife = 3600;

/** A token is not used in its last minute, or in the last half of a life shorter than two. */
const safety = 60;

const answer = object({ access_token: text, expires_in: optional(number) });

async function fetchToken(client: OAuthClient, request: HttpRequest): Promise<Token> {
  const call: Call = {
    method: 'POST',
    target: client.tokenUrl.pathname,
    lane: 'read',
    idempotent: true,
    scope: 'repository',
    about: 'OAuth consumer',
  };
  const response = await client
    .send({
      method: 'POST',
      url: client.tokenUrl,
      headers: {
        accept: 'application/json',
        authorization: `Basic ${basic(client.clientId, client.clientSecret)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      idempotent: true,
      lane: 'read',
      expects: 'json',
      signal: request.signal,
      endsAt: request.endsAt,
    })
    .catch((error) => {
      throw failure(call, error, client.speaker);
    });
  // RFC 6749, section 5.2: a client that is not known may be answered 400.
  if (response.status === 400) throw refusal(call, response, client.speaker, 'unauthorised');
  if (response.status < 200 || response.status > 299) throw refusal(call, response, client.speaker);
  try {
    const { access_token, expires_in = usualLife } = answer(response.json, '');
    if (!/^[\x21-\x7e]+$/.test(access_token)) throw new DecodeError('access_token is no token');
    client.remember(access_token);
    const life = Math.max(expires_in - safety, expires_in / 2);
    return {
      headers: { authorization: `Bearer ${access_token}` },
      usableUntil: client.clock.now() + life * 1000,
    };
  } catch (error) {
    throw misread(call, response, error, client.speaker);
  }
}
