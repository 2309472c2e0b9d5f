import type { DiffFile } from '../../src/sandbox/diff-file.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { tokenAccount } from '../../src/sandbox/seed.ts';

export const head = `${'a'.repeat(39)}1`;
export const base = `${'b'.repeat(39)}2`;
export const nextHead = `${'c'.repeat(39)}3`;

export const repositoryPath = '/repositories/acme/shop';
export const commitPath = `${repositoryPath}/commit/${head}`;
export const pullRequestPath = `${repositoryPath}/pullrequests/7`;

/** Lines 2 and 3 are added, 1 and 4 are context, old line 2 is removed. */
export const appFile: DiffFile = {
  path: 'src/app.js',
  status: 'modified',
  hunks: [
    {
      heading: 'function main()',
      lines: [
        { kind: 'context', old: 1, new: 1, text: 'first' },
        { kind: 'removed', old: 2, text: 'old second' },
        { kind: 'added', new: 2, text: 'second' },
        { kind: 'added', new: 3, text: 'third' },
        { kind: 'context', old: 3, new: 4, text: 'fourth' },
      ],
    },
  ],
};

export const pipe = {
  kind: 'access-token',
  token: 'pipe-token',
  account: tokenAccount('code-scan'),
  scopes: ['repository', 'pullrequest'],
} as const;

export const start: SandboxOptions['start'] = {
  repository: { workspace: 'acme', slug: 'shop' },
  pullRequests: [
    {
      id: 7,
      title: 'Add a basket',
      source: { branch: 'basket', commit: head },
      destination: { branch: 'main', commit: base },
      files: [appFile],
    },
  ],
};

/** A clock that stands still unless it is moved; `sleep` does not wait. */
export function stoppedClock(at = Date.UTC(2026, 9, 1, 12)) {
  const clock = { at, now: () => clock.at, sleep: async () => undefined };
  return clock;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed answer; a test that reads what is not there fails on it. */
  // biome-ignore lint/suspicious/noExplicitAny: what an answer looks like is what the tests are about
  readonly json: any;
}

export type Caller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Reply>;

/** Calls with the pipe's token unless told otherwise. */
export function callerOf(
  sandbox: Pick<Sandbox, 'url'>,
  authorization: string | undefined = 'Bearer pipe-token',
): Caller {
  return async (method, path, body, headers) => {
    const url = path.startsWith('http') ? path : `${sandbox.url}${path}`;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(authorization && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson && text !== '' ? JSON.parse(text) : undefined,
    };
  };
}

/** A sandbox for one test and a caller with the pipe's token. */
export async function sandboxFor(options: Partial<SandboxOptions> = {}) {
  const sandbox = await startSandbox({ start, credentials: [pipe], clock: stoppedClock(), ...options });
  return { sandbox, call: callerOf(sandbox) };
}
