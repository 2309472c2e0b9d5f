import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findHiddenCode } from '../../src/run/hidden-code.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hidden-code-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function misleadingLinesOf(path: string, bytes: Buffer): Promise<readonly number[]> {
  await writeFile(join(root, path), bytes);
  // The diff is asked for as text, so that a NUL hides no code: it counts lines of pictures, too.
  const file = { path, status: 'added', added: [{ start: 1, end: 100 }] } as const;
  const { misleading } = await findHiddenCode(root, [file]);
  return misleading.map(({ line }) => line);
}

describe('a line end that editors do not show', () => {
  const withNul = Buffer.from('\x89x\r\n\x1a\n\0\0a\rb\n', 'latin1');

  it.each(['close.png', 'font.woff2', 'archive.zip', 'blob'])(
    'is none in a file of bytes: %s',
    async (path) => expect(await misleadingLinesOf(path, withNul)).toEqual([]),
  );

  it.each(['run.js', 'run.py', 'deploy.sh', 'Dockerfile'])(
    'is told in code, whatever else it holds: %s',
    async (path) => expect(await misleadingLinesOf(path, withNul)).toEqual([3]),
  );

  it.each([
    ['text in a language that no scanner reads', Buffer.from('a\nb = 1\rc = 2\n')],
    ['UTF-16', Buffer.from('\ufeffa\nb = 1\rc = 2\n', 'utf16le')],
  ])('is told in %s', async (_, bytes) => expect(await misleadingLinesOf('x.lua', bytes)).toEqual([2]));
});
