import type { Problem } from '../core/errors.ts';

/** Every way in that Bitbucket Cloud has for automation. */
export type Credentials =
  | { readonly kind: 'access-token'; readonly token: string }
  | { readonly kind: 'api-token'; readonly email: string; readonly token: string }
  | { readonly kind: 'oauth-client'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'pipelines-proxy'; readonly proxyUrl: string };

/**
 * The proxy that adds the pipeline's own right to Code Insights, as a pipe and as a build container see it:
 * https://support.atlassian.com/bitbucket-cloud/docs/code-insights/#Authentication
 */
export const pipelinesProxy = {
  fromPipe: 'http://host.docker.internal:29418',
  fromBuildContainer: 'http://localhost:29418',
} as const;

/** What the environment says; an empty text counts as not set. */
export interface CredentialSettings {
  readonly accessToken?: string | undefined;
  readonly email?: string | undefined;
  readonly apiToken?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** `BITBUCKET_USERNAME` and `BITBUCKET_APP_PASSWORD`, which Bitbucket no longer takes. */
  readonly username?: string | undefined;
  readonly appPassword?: string | undefined;
  readonly insidePipe: boolean;
}

export interface ChosenCredentials {
  /** Absent where there are none: outside a pipe, and beside any problem. */
  readonly credentials?: Credentials;
  readonly problems: readonly Problem[];
}

/** The one credential that is set, or the proxy inside a pipe; all that is wrong with them at once. */
export function chooseCredentials(settings: CredentialSettings): ChosenCredentials {
  const kinds = complete(settings);
  const problems = [
    ...appPassword(settings, kinds.length > 0),
    ...halves(settings),
    ...severalKinds(kinds),
    ...unreadable(settings),
  ];
  if (problems.length > 0) return { problems };
  const [credentials] = kinds;
  if (credentials !== undefined) return { credentials, problems };
  if (!settings.insidePipe) return { problems };
  return { credentials: { kind: 'pipelines-proxy', proxyUrl: pipelinesProxy.fromPipe }, problems };
}

/** The variables that make up each kind, for messages. */
export const credentialVariables: Readonly<Record<Credentials['kind'], string>> = {
  'access-token': 'BITBUCKET_ACCESS_TOKEN',
  'api-token': 'BITBUCKET_EMAIL and BITBUCKET_API_TOKEN',
  'oauth-client': 'BITBUCKET_CLIENT_ID and BITBUCKET_CLIENT_SECRET',
  'pipelines-proxy': 'the authentication proxy of Bitbucket Pipelines',
};

function complete({
  accessToken,
  email,
  apiToken,
  clientId,
  clientSecret,
}: CredentialSettings): readonly Credentials[] {
  const kinds: Credentials[] = [];
  if (accessToken) kinds.push({ kind: 'access-token', token: accessToken });
  if (email && apiToken) kinds.push({ kind: 'api-token', email, token: apiToken });
  if (clientId && clientSecret) kinds.push({ kind: 'oauth-client', clientId, clientSecret });
  return kinds;
}

/** https://community.atlassian.com/forums/x/x/ba-p/3237429: app passwords ended on 28 July 2026. */
function appPassword({ username, appPassword }: CredentialSettings, another: boolean): readonly Problem[] {
  if (!appPassword && (!username || another)) return [];
  const where = [username && 'BITBUCKET_USERNAME', appPassword && 'BITBUCKET_APP_PASSWORD'].filter(Boolean);
  const message =
    'app passwords ended in July 2026 and Bitbucket refuses them. Use a repository access token in ' +
    'BITBUCKET_ACCESS_TOKEN, or an Atlassian API token with scopes in BITBUCKET_API_TOKEN with the account’s ' +
    'e-mail address in BITBUCKET_EMAIL, and take this variable out.';
  return [{ where: where.join(', '), message }];
}

function halves({ email, apiToken, clientId, clientSecret }: CredentialSettings): readonly Problem[] {
  return [
    ...half('BITBUCKET_EMAIL', email, 'BITBUCKET_API_TOKEN', apiToken),
    ...half('BITBUCKET_CLIENT_ID', clientId, 'BITBUCKET_CLIENT_SECRET', clientSecret),
  ];
}

function half(
  first: string,
  firstValue: string | undefined,
  second: string,
  secondValue: string | undefined,
): readonly Problem[] {
  if (!firstValue === !secondValue) return [];
  const [there, missing] = firstValue ? [first, second] : [second, first];
  return [{ where: missing, message: `is not set but ${there} is; the two are needed together.` }];
}

function severalKinds(kinds: readonly Credentials[]): readonly Problem[] {
  if (kinds.length < 2) return [];
  const names = kinds.map(({ kind }) => credentialVariables[kind]);
  const where = names.join(', ').replaceAll(' and ', ', ');
  return [
    { where, message: `more than one kind of credential is set: ${names.join('; ')}. Set one kind only.` },
  ];
}

function unreadable(settings: CredentialSettings): readonly Problem[] {
  const { accessToken, email, apiToken, clientId, clientSecret } = settings;
  return [
    ...oddSecret('BITBUCKET_ACCESS_TOKEN', accessToken),
    ...oddEmail(email),
    ...oddSecret('BITBUCKET_API_TOKEN', apiToken),
    ...oddSecret('BITBUCKET_CLIENT_ID', clientId),
    ...oddSecret('BITBUCKET_CLIENT_SECRET', clientSecret),
  ];
}

/** The value is never shown. */
function oddSecret(where: string, value: string | undefined): readonly Problem[] {
  if (!value) return [];
  if (/^\$\{?\w+\}?$/.test(value)) {
    const message =
      'holds the name of a variable instead of its value: the repository has no variable of that name. ' +
      'Add it under Repository settings › Repository variables, secured.';
    return [{ where, message }];
  }
  if (/^[\x21-\x7e]+$/.test(value)) return [];
  return [
    { where, message: 'holds a blank, a line break or another character that no token has; paste it again.' },
  ];
}

function oddEmail(value: string | undefined): readonly Problem[] {
  if (!value || /^[^\s:@]+@[^\s:@]+$/.test(value)) return [];
  const message =
    'is not an e-mail address. It takes the one of the Atlassian account, not the Bitbucket username.';
  return [{ where: 'BITBUCKET_EMAIL', message }];
}
