import { onTestFinished } from 'vitest';
import { type Connection, type ConnectOptions, connect, type Session } from '../../src/bitbucket/connect.ts';
import type { Deadline } from '../../src/http/deadline.ts';
import type { DiffFile } from '../../src/sandbox/diff-file.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { tokenAccount } from '../../src/sandbox/seed.ts';
import { type JumpingClock, jumpingClock } from '../http/jumping-clock.ts';
import { type RecordingLog, recordingLog } from '../http/recording-log.ts';

export const head = `${'a'.repeat(39)}1`;
export const base = `${'b'.repeat(39)}2`;
export const root = '/2.0/repositories/acme/shop';

/** A file that a pull request adds, of so many numbered lines. */
export function addedFile(path: string, lineCount: number): DiffFile {
  const lines = Array.from({ length: lineCount }, (_, index) => index + 1);
  return {
    path,
    status: 'added',
    hunks: [
      { heading: '', lines: lines.map((line) => ({ kind: 'added', new: line, text: `line ${line}` })) },
    ],
  };
}

export const start: SandboxOptions['start'] = {
  repository: { workspace: 'acme', slug: 'shop' },
  pullRequests: [
    {
      id: 7,
      title: 'Add a basket',
      source: { branch: 'basket', commit: head },
      destination: { branch: 'main', commit: base },
      files: [addedFile('src/app.js', 3)],
    },
  ],
};

export const pipe = {
  kind: 'access-token',
  token: 'pipe-token-abc123',
  account: tokenAccount('code-scan'),
  scopes: ['repository', 'pullrequest'],
} as const;

export const accessToken = { kind: 'access-token', token: pipe.token } as const;

export interface Opened extends Session {
  readonly connection: Connection;
  readonly clock: JumpingClock;
  readonly log: RecordingLog;
}

/** No end; real time, so that a test that hangs is ended by its own limit. */
export function endless(): Deadline {
  return { signal: new AbortController().signal, endsAt: Number.POSITIVE_INFINITY };
}

export function open(apiUrl: string, options: Partial<ConnectOptions> = {}, deadline = endless()): Opened {
  const [clock, log] = [jumpingClock(), recordingLog()];
  const connection = connect({
    credentials: accessToken,
    apiUrl,
    repository: { workspace: 'acme', slug: 'shop' },
    clock,
    random: () => 0.5,
    log,
    ...options,
  });
  onTestFinished(() => connection.close());
  return { ...connection.session(deadline), connection, clock, log };
}

export interface OpenedSandbox extends Opened {
  readonly sandbox: Sandbox;
}

export async function openSandbox(
  changes: Partial<SandboxOptions> = {},
  options: Partial<ConnectOptions> = {},
): Promise<OpenedSandbox> {
  const sandbox = await startSandbox({ start, credentials: [pipe], ...changes });
  onTestFinished(() => sandbox.close());
  return { ...open(sandbox.url, options), sandbox };
}

export async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  return Array.fromAsync(items);
}
