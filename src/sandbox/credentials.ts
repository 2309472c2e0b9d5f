import { createHash } from 'node:crypto';
import type { Identity } from './access.ts';
import type { Account } from './state.ts';

/** A repository, project or workspace access token: `Authorization: Bearer`. Scopes are classic ones. */
export interface AccessToken {
  readonly kind: 'access-token';
  readonly token: string;
  readonly account: Account;
  readonly scopes: readonly string[];
}

/** An API token of a person: `Authorization: Basic`, the email as user name. Scopes are granular ones. */
export interface ApiToken {
  readonly kind: 'api-token';
  readonly email: string;
  readonly token: string;
  readonly account: Account;
  readonly scopes: readonly string[];
}

/** An OAuth consumer with the client-credentials grant. Scopes are classic ones. */
export interface OauthClient {
  readonly kind: 'oauth-client';
  readonly id: string;
  readonly secret: string;
  readonly account: Account;
  readonly scopes: readonly string[];
  /** How long its tokens live; two hours where unsaid. */
  readonly seconds?: number;
}

export type Credential = AccessToken | ApiToken | OauthClient;

/** Who an `Authorization` header speaks for, and which tokens OAuth clients have taken. */
export class Credentials {
  readonly #known: readonly Credential[];
  readonly #now: () => number;
  readonly #issued = new Map<string, { readonly identity: Identity; readonly expires: number }>();

  constructor(known: readonly Credential[], now: () => number) {
    this.#known = known;
    this.#now = now;
  }

  /** Undefined for a credential that nobody has, or one that has expired. */
  identify(authorization: string): Identity | undefined {
    const [, scheme = '', value = ''] = /^(\S+)\s+(.+)$/.exec(authorization) ?? [];
    if (scheme.toLowerCase() === 'bearer') return this.#bearer(value);
    return scheme.toLowerCase() === 'basic' ? this.#basic(decodePair(value)) : undefined;
  }

  #bearer(token: string): Identity | undefined {
    const issued = this.#issued.get(token);
    if (issued !== undefined) return issued.expires > this.#now() ? issued.identity : undefined;
    for (const known of this.#known) {
      if (known.kind === 'access-token' && known.token === token)
        return identityOf(known, 'access-token', token);
    }
    return undefined;
  }

  #basic(pair: string): Identity | undefined {
    for (const known of this.#known) {
      if (known.kind === 'api-token' && pair === `${known.email}:${known.token}`) {
        return identityOf(known, 'api-token', known.token);
      }
    }
    return undefined;
  }

  /** The client that a Basic header names; undefined where there is none or its secret is wrong. */
  client(authorization: string): OauthClient | undefined {
    const pair = decodePair(/^Basic\s+(.+)$/i.exec(authorization)?.[1] ?? '');
    return this.#known
      .filter((known) => known.kind === 'oauth-client')
      .find(({ id, secret }) => pair === `${id}:${secret}`);
  }

  /** A fresh token of a client. */
  issue(client: OauthClient): { readonly token: string; readonly seconds: number } {
    const { seconds = 7200 } = client;
    const name = `${client.id}:${client.secret}:${this.#issued.size}`;
    const token = createHash('sha256').update(name).digest('base64url');
    const identity = identityOf(client, 'oauth', client.id);
    this.#issued.set(token, { identity, expires: this.#now() + seconds * 1000 });
    return { token, seconds };
  }

  /** Every token that OAuth clients have taken so far stops working. */
  expireIssued(): void {
    for (const [token, { identity }] of this.#issued) this.#issued.set(token, { identity, expires: 0 });
  }

  /** All secrets, so that none shows up in a record. What has less than eight characters is a word. */
  secrets(): readonly string[] {
    const known = this.#known.map((each) => (each.kind === 'oauth-client' ? each.secret : each.token));
    return [...known, ...this.#issued.keys()].filter((secret) => secret.length >= 8);
  }
}

function identityOf(
  { account, scopes }: Credential,
  mechanism: Identity['mechanism'],
  credential: string,
): Identity {
  return { account, scopes, mechanism, credential };
}

function decodePair(value: string): string {
  return Buffer.from(value, 'base64').toString('utf8');
}
