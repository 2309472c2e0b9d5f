import { createRedaction } from '../core/redact.ts';
import type { Credentials } from './credentials.ts';

/** Takes secrets out of texts, in each form that they are sent in. */
export interface Redaction {
  readonly redact: (text: string) => string;
  /** From now on this is a secret too. */
  readonly remember: (secret: string) => void;
}

export function redaction(credentials: Credentials): Redaction {
  const secrets = [...secretsOf(credentials)];
  let redact = createRedaction(secrets);
  return {
    remember(secret) {
      secrets.push(secret);
      redact = createRedaction(secrets);
    },
    redact: (text) => redact(text),
  };
}

export function basic(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`).toString('base64');
}

/** What of a credential nobody may see. */
export function secretsOf(credentials: Credentials): readonly string[] {
  switch (credentials.kind) {
    case 'access-token':
      return [credentials.token];
    case 'api-token':
      return [credentials.token, basic(credentials.email, credentials.token)];
    case 'oauth-client':
      return [credentials.clientSecret, basic(credentials.clientId, credentials.clientSecret)];
    case 'pipelines-proxy':
      return [];
  }
}
