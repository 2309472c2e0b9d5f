import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openBytes } from '../../src/sarif/read/byte-source.ts';
import { readSarifFiles } from '../../src/sarif/read-sarif-files.ts';
import { sarifReport } from '../../src/sarif/write/sarif-report.ts';
import { readText } from './findings-of.ts';
import { readContext } from './read-context.ts';
import { logOf, temporaryFile } from './temporary-file.ts';

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
const logWith = (results: string, run = '') =>
  `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}}${run},"results":[${results}]}]}`;

async function readAndWrite(text: string | Buffer) {
  const path = temporaryFile(text);
  const context = readContext();
  const read = await readSarifFiles([path], context);
  const parts = [{ path, file: path }];
  const report = (
    await Array.fromAsync(sarifReport({ parts, findings: read.findings, log: context.log }))
  ).join('');
  const again = await readSarifFiles([temporaryFile(report)], context);
  return { read, report, again };
}

describe('a hostile log', () => {
  const million = 1_000_000;
  test.each([
    {
      name: 'nesting of a million in a result',
      text: logWith(
        `{"message":{"text":"m"},"properties":${nested('{"a":', '}', million).replace(':}', ':1}')}}`,
      ),
    },
    {
      name: 'nesting of a million lists in a result',
      text: logWith(`{"message":{"text":"m"},"properties":{"a":${nested('[', ']', million)}}}`),
    },
    {
      name: 'graphs that nest',
      text: logWith(
        `{"message":{"text":"m"},"graphs":[{"nodes":[${nested('{"id":"n","children":[', ']}', 100_000)}]}]}`,
      ),
    },
    {
      name: 'nesting in the run',
      text: logWith('{"message":{"text":"m"}}', `,"properties":{"a":${nested('[', ']', million)}}`),
    },
    {
      name: 'results that are none',
      text: logWith(`${'0,'.repeat(200_000)}{"message":{"text":"m"}}`),
    },
    {
      name: 'empty results',
      text: logWith(`${'{},'.repeat(200_000)}{"message":{"text":"m"}}`),
      findings: 2,
    },
    {
      name: 'names that are taken',
      text: logWith(
        '{"message":{"text":"m","__proto__":{"x":1}},"constructor":{"prototype":{"x":1}},"__proto__":{"x":1,"level":"error"},"hasOwnProperty":1}',
      ),
    },
    { name: 'a message of 20 MB', text: logWith(`{"message":{"text":"${'m'.repeat(20_000_000)}"}}`) },
    {
      name: 'a rule id of slashes',
      text: logWith(`{"ruleId":"${'a/'.repeat(500_000)}","message":{"text":"m"}}`),
    },
    {
      name: 'a path of parents',
      text: logWith(
        `{"message":{"text":"m"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"${'../'.repeat(500_000)}etc/passwd"}}}]}`,
      ),
    },
    {
      name: 'bases that are their own',
      text: logWith(
        '{"message":{"text":"m"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"x","uriBaseId":"A"}}}]}',
        ',"originalUriBaseIds":{"A":{"uri":"a/","uriBaseId":"A"}}',
      ),
    },
    {
      name: 'ANSI, bidirectional overrides and NUL',
      text: logWith('{"message":{"text":"\\u001b[31mm\\u202e\\u0000"},"ruleId":"\\u001b]0;x\\u0007"}'),
    },
    {
      name: 'bytes that are no UTF-8',
      text: Buffer.from(logWith('{"message":{"text":"caf\u00e9 \u00ff"}}'), 'latin1'),
    },
  ])(
    '$name',
    async ({ text, findings = 1 }) => {
      const { read, report, again } = await readAndWrite(
        typeof text === 'string' ? text : text.toString('latin1'),
      );
      expect(read.errors).toEqual([]);
      expect(read.findings).toHaveLength(findings);
      expect(() => JSON.parse(report)).not.toThrow();
      expect(again.findings.map(({ message, rule }) => [message, rule])).toEqual(
        read.findings.map(({ message, rule }) => [message, rule]),
      );
      expect(Object.prototype).not.toHaveProperty('x');
    },
    20_000,
  );

  test('that says two things is refused', async () => {
    const twice =
      '{"version":"2.1.0","runs":[{"results":[],"tool":{"driver":{"name":"a"}},"tool":{"driver":{"name":"b"}}}]}';
    expect((await readText(twice)).errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/"tool" comes twice/),
    ]);
  });

  test('with more results than a limit that no tool reaches is an error, not less', async () => {
    const { errors, findings } = await readText(logWith(`${'0,'.repeat(5_000_000)}0`));
    expect(findings).toEqual([]);
    expect(errors.map(({ message, pointer }) => [message, pointer])).toEqual([
      [expect.stringMatching(/more than 5000000 results/), '/runs/0/results'],
    ]);
  }, 30_000);

  test('that is a bomb is given up', async () => {
    const path = temporaryFile(gzipSync(Buffer.alloc(2_000_000, ' ')));
    await using source = await openBytes(path, 'bomb.sarif', 1_000_000);
    const target = Buffer.alloc(2_000_000);
    const reading = async () => {
      for (let read = -1, at = 0; read !== 0; at += read) read = await source.read(target, at);
    };
    await expect(reading()).rejects.toThrow('decompresses to more than 1000000 bytes');
  });

  test.each([
    ['attribute', '<testsuites a="', '"/>'],
    ['comment', '<testsuites><!--', '--></testsuites>'],
    ['text', '<testsuites><testcase><failure>', '</failure></testcase></testsuites>'],
  ])(
    'that is XML with one huge %s is given up',
    async (_, start, end) => {
      const packed = gzipSync([start, 'x'.repeat(70_000_000), end].join(''));
      const { errors, findings } = await readText(packed);
      expect(findings).toEqual([]);
      expect(errors.map(({ message }) => message)).toEqual([
        expect.stringMatching(/a text, comment or tag is longer than 67108864 characters/),
      ]);
    },
    30_000,
  );

  test('ends when the run is interrupted', async () => {
    const path = temporaryFile(
      JSON.stringify(
        logOf(Array.from({ length: 50_000 }, (_, index) => ({ message: { text: `finding ${index}` } }))),
      ),
    );
    const signal = AbortSignal.abort(new Error('ended'));
    await expect(readSarifFiles([path], readContext([], { signal }))).rejects.toThrow('ended');
  });
});
