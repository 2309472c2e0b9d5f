import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/core/errors.ts';
import type { LogEvent } from '../../../src/sarif/read/log-event.ts';
import { readLog } from '../../../src/sarif/read/read-log.ts';
import { temporaryFile } from '../temporary-file.ts';

async function eventsOf(content: string | Buffer, results: 'read' | 'skip' = 'read'): Promise<LogEvent[]> {
  const path = temporaryFile(content);
  return await Array.fromAsync(readLog({ path, name: 'log.sarif' }, { results, signal: undefined }));
}

/** The log that the events tell of, to compare with what `JSON.parse` makes of the same text. */
function assembled(events: readonly LogEvent[]): Record<string, unknown> {
  const log: Record<string, unknown> = {};
  const runs: Record<string, unknown>[] = [];
  for (const event of events) {
    if (event.kind === 'log-property') log[event.name] = event.value;
    if (event.kind === 'run') runs.push({});
    const run = runs.at(-1) ?? {};
    if (event.kind === 'run-property') run[event.name] = event.value;
    if (event.kind === 'elements') {
      const list = (run[event.of] ?? []) as unknown[];
      expect(event.first).toBe(list.length);
      run[event.of] = [...list, ...event.values];
    }
  }
  return { ...log, runs };
}

const key = fc.constantFrom('ruleId', 'message', 'a"b', 'results', 'é', '', '}', '{"ruleId"', '\u2028');
const tricky = fc.constantFrom(
  '},{"ruleId"',
  '"',
  '\\',
  '\\"',
  ']',
  '}],',
  '\ud83d\ude00',
  'x'.repeat(3000),
  '\n',
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    tricky,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(key, tie('value')),
  ),
})).value;
const result = fc.oneof(
  fc.record({ ruleId: fc.string(), properties: value }),
  fc.dictionary(key, value),
  value,
);
const run = fc.record({
  tool: value,
  results: fc.array(result, { maxLength: 40 }),
  artifacts: fc.array(result, { maxLength: 5 }),
  properties: value,
});

describe('a log as a stream', () => {
  test('holds what JSON.parse finds in it, whatever its indentation and encoding', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(run, { maxLength: 3 }),
        fc.constantFrom(0, 1, 4, '\t'),
        fc.constantFrom('plain', 'mark', 'utf16le', 'utf16be', 'gzip'),
        async (runs, indent, encoding) => {
          const text = JSON.stringify({ version: '2.1.0', runs }, undefined, indent);
          const expected = { version: '2.1.0', runs: JSON.parse(text).runs.map(withoutEmptyLists) };
          expect(assembled(await eventsOf(encoded(text, encoding)))).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('comes through in batches where results are many and alike, and where they are not', async () => {
    const alike = Array.from({ length: 20_000 }, (_, index) => ({
      ruleId: `r${index % 7}`,
      message: { text: `${index} },{"ruleId" [` },
    }));
    const nested = alike.map((one, index) => ({
      ...one,
      properties: { copies: [{ ruleId: 'a' }, { ruleId: index }, { ruleId: 'b' }] },
    }));
    const mixed = alike.map((one, index) => (index % 3 === 0 ? one : { [`k${index % 50}`]: 1, ...one }));
    for (const results of [alike, nested, mixed, [...alike, ...mixed]]) {
      const log = { version: '2.1.0', runs: [{ results, tool: { after: true } }] };
      const events = await eventsOf(JSON.stringify(log));
      expect(assembled(events)).toEqual(log);
      const skipped = await eventsOf(JSON.stringify(log), 'skip');
      expect(assembled(skipped)).toEqual({ version: '2.1.0', runs: [{ tool: { after: true } }] });
    }
  });

  test('is read past values that are larger than what is read at once', async () => {
    const large = { ruleId: 'x'.repeat(3_000_000), message: '\\'.repeat(1_500_000) };
    const log = {
      version: '2.1.0',
      runs: [{ tool: large, results: [large, { ruleId: 'small' }, large], artifacts: [large] }],
    };
    expect(assembled(await eventsOf(JSON.stringify(log)))).toEqual(log);
  });
});

function withoutEmptyLists(one: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(one).filter(
      ([name, list]) => !(name === 'results' || name === 'artifacts') || (list as unknown[]).length > 0,
    ),
  );
}

function encoded(text: string, encoding: string): Buffer {
  const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (encoding === 'mark') return Buffer.from(`\uFEFF${text}`);
  if (encoding === 'utf16le') return little;
  if (encoding === 'utf16be') return little.swap16();
  return encoding === 'gzip' ? gzipSync(text) : Buffer.from(text);
}

test('what is no regular file is refused at once, and so is what is not there', async () => {
  const pipe = `${temporaryFile('')}.pipe`;
  const program = 'mkfifo';
  execFileSync(program, [pipe]);
  for (const path of [pipe, '/dev/zero', tmpdir()]) {
    const reading = Array.fromAsync(
      readLog({ path, name: 'log.sarif' }, { results: 'read', signal: undefined }),
    );
    await expect(reading).rejects.toThrow(/is no regular file/);
  }
});

describe('a broken log has a name and a place', () => {
  const start = '{"version":"2.1.0","runs":[{"tool":{},"results":[';
  test.each([
    { content: '', message: /is empty/, pointer: '' },
    { content: '  \n', message: /is empty/, pointer: '' },
    { content: 'not json', message: /expected \{/, pointer: '' },
    { content: '[]', message: /expected \{/, pointer: '' },
    { content: '{}', message: /has no runs/, pointer: '/runs' },
    { content: '{"version":"2.1.0"}', message: /has no runs/, pointer: '/runs' },
    { content: '{"runs":[]}', message: /no version/, pointer: '/version' },
    {
      content: '{"version":"1.0.0","runs":[]}',
      message: /version 1\.0\.0.*only 2\.1\.0.*Multitool/,
      pointer: '/version',
    },
    { content: '{"version":"2.0.0","runs":[]}', message: /version 2\.0\.0/, pointer: '/version' },
    { content: '{"version":"2.2.0","runs":[]}', message: /version 2\.2\.0/, pointer: '/version' },
    { content: '{"version":2.1,"runs":[]}', message: /no version/, pointer: '/version' },
    { content: '{"version":"2.1.0","runs":null}', message: /must be an array/, pointer: '/runs' },
    { content: '{"version":"2.1.0","runs":[1]}', message: /must be an object/, pointer: '/runs/0' },
    {
      content: '{"version":"2.1.0","runs":[{"results":{}}]}',
      message: /must be an array or null/,
      pointer: '/runs/0/results',
    },
    { content: '{"version":"2.1.0","runs":[]} x', message: /after the end/, pointer: '' },
    { content: '{"version":"2.1.0","runs":[]}{}', message: /after the end/, pointer: '' },
    { content: '{"version":"2.1.0","runs":[],}', message: /expected "/, pointer: '' },
    { content: '{"version":"2.1.0","runs":[],"runs":[]}', message: /"runs" comes twice/, pointer: '' },
    { content: `${start}],"results":[]}]}`, message: /"results" comes twice/, pointer: '/runs/0' },
    { content: `${start}{"a":1},]}]}`, message: /comma before \]/, pointer: '/runs/0/results' },
    { content: `${start}{"a":1} {"b":2}]}]}`, message: /expected \]/, pointer: '/runs/0/results/1' },
    { content: `${start}{"a":1},{"a":nul}]}]}`, message: /is not JSON/, pointer: '/runs/0/results/1' },
    { content: `${start}{"a":1},{"a":"\u0001"}]}]}`, message: /is not JSON/, pointer: '/runs/0/results/1' },
    { content: `${start}{"a":1},{"a":1]`, message: /is not JSON|breaks off/, pointer: '/runs/0/results/1' },
    { content: `${start}{"a":1},{"a`, message: /breaks off/, pointer: '/runs/0/results/1' },
    { content: `${start}{"a":1}`, message: /breaks off/, pointer: '/runs/0/results/1' },
    { content: `${start}`, message: /breaks off/, pointer: '/runs/0/results/0' },
    { content: '{"version"', message: /breaks off/, pointer: '' },
    { content: '{"version":"2.1.0","runs":[{"tool":', message: /breaks off/, pointer: '/runs/0/tool' },
    {
      content: '{"version":"2.1.0","runs":[],"inlineExternalProperties":[{},{"results":[{}]}]}',
      message: /inlineExternal/,
      pointer: '/inlineExternalProperties/1/results',
    },
    { content: gzipSync('{"version":"2.1.0","runs":[]}').subarray(0, 30), message: /gzip.*breaks off/ },
  ])('$content', async ({ content, message, pointer }) => {
    const failure = await eventsOf(content).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(InputError);
    expect(failure).toMatchObject({
      file: 'log.sarif',
      message: expect.stringMatching(message),
      ...(pointer !== undefined && { pointer }),
    });
  });

  test('never quotes the text, which may hold a secret', async () => {
    const secret = 'hunter2-hunter2';
    const failure = await eventsOf(`${start}{"a":"${secret}" "${secret}"}]}]}`).catch(String);
    expect(failure).not.toContain('hunter2');
  });

  test('what comes before the break is delivered', async () => {
    const results = Array.from({ length: 5000 }, (_, index) => ({
      ruleId: 'r',
      message: { text: `finding ${index}` },
    }));
    const text = JSON.stringify({ version: '2.1.0', runs: [{ tool: {}, results }] });
    const path = temporaryFile(text.slice(0, -1000));
    let delivered = 0;
    const reading = async () => {
      for await (const event of readLog(
        { path, name: 'log.sarif' },
        { results: 'read', signal: undefined },
      )) {
        if (event.kind === 'elements') delivered += event.values.length;
      }
    };
    await expect(reading()).rejects.toThrow(/breaks off/);
    expect(delivered).toBeGreaterThan(4950);
    expect(delivered).toBeLessThan(5000);
  });
});
