import type { Problem } from '../core/errors.ts';
import type { WaysOut } from '../http/transport.ts';
import type { Environment } from '../variables/read-value.ts';

/** A company's proxies, by the usual names in either case; `proxy:3128` means http, as it does to curl. */
export function waysOut({ environment }: { readonly environment: Environment }): WaysOut {
  const http = named(environment, 'HTTP_PROXY');
  const https = named(environment, 'HTTPS_PROXY');
  const no = named(environment, 'NO_PROXY');
  return {
    ...(http && { http: withScheme(http.value) }),
    ...(https && { https: withScheme(https.value) }),
    ...(no && { no: no.value }),
  };
}

/** What is wrong with them. The value is not repeated: it may hold a password. */
export function proxyProblems(environment: Environment): readonly Problem[] {
  return ['HTTP_PROXY', 'HTTPS_PROXY'].flatMap((name) => {
    const given = named(environment, name);
    if (given === undefined || isProxy(withScheme(given.value))) return [];
    return [
      {
        where: given.name,
        message:
          'is not the address of a proxy; accepted: http://host:port or https://host:port, with user:password@ ' +
          'before the host where it wants them, percent-encoded',
      },
    ];
  });
}

function named(
  environment: Environment,
  name: string,
): { readonly name: string; readonly value: string } | undefined {
  return [name, name.toLowerCase()]
    .map((each) => ({ name: each, value: environment[each] ?? '' }))
    .find(({ value }) => value !== '');
}

function withScheme(value: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
}

function isProxy(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
