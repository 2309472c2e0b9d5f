import { join } from 'node:path';
import type { PipelinesEnvironment } from './pipelines-environment.ts';
import { readRegularFile } from './source-trees.ts';

/** Where missing history can be fetched from. */
export interface Origin {
  readonly url: string;
  /** Proxies for the fetch: the one of Pipelines, which adds the credential, or a company's. */
  readonly environment: Readonly<Record<string, string>>;
  /** The clone left contents out that git would fetch one by one: https://git-scm.com/docs/partial-clone */
  readonly isPartial?: boolean;
}

/** From a pipe's container `localhost` is the pipe itself; the proxy listens on the host. */
const proxyFromPipe = 'http://host.docker.internal:29418';
const proxyFromBuild = 'http://localhost:29418';

/**
 * The clone's `origin`, read as text: its configuration is never given to git. Only addresses that need no program
 * of the user's (no ssh) and hold no credential are taken.
 */
export async function findOrigin(
  originalGitDir: string,
  pipelines: PipelinesEnvironment,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Origin | undefined> {
  const config = (await readRegularFile(join(originalGitDir, 'config')))?.toString() ?? '';
  const section = /^\[remote "origin"\]\s*$([^[]*)/m.exec(config.slice(0, 1_000_000))?.[1] ?? '';
  // No `\s` before the key: over a million empty lines it would take hours.
  const url = /^[ \t]*url[ \t]*=[ \t]*(\S+)[ \t]*$/m.exec(section)?.[1];
  if (url === undefined || !/^(https?:\/\/[^\s@]+|file:\/\/\/\S*|\/\S*)$/.test(url)) return undefined;
  const isPartial = /^[ \t]*(?:promisor|partialclonefilter)[ \t]*=/im.test(section);
  if (!url.startsWith('http://bitbucket.org/'))
    return { url, isPartial, environment: companyProxies(environment) };
  return {
    url,
    isPartial,
    environment: { http_proxy: pipelines.insidePipe ? proxyFromPipe : proxyFromBuild },
  };
}

/** git reads these in lower case: https://git-scm.com/docs/git-config, `http.proxy`. */
function companyProxies(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const names = ['http_proxy', 'https_proxy', 'no_proxy'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name] ?? environment[name.toUpperCase()];
      return value ? [[name, value]] : [];
    }),
  );
}
