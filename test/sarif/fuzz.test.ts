import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../src/core/errors.ts';
import type { ReadResult } from '../../src/sarif/read-context.ts';
import { readSarifFiles } from '../../src/sarif/read-sarif-files.ts';
import { sarifReport } from '../../src/sarif/write/sarif-report.ts';
import { readContext } from './read-context.ts';
import { temporaryFile } from './temporary-file.ts';

/** `SARIF_FUZZ_CASES=1000000 npx vitest run test/sarif/fuzz.test.ts` for a long one; a failure prints its seed. */
const cases = Number(process.env['SARIF_FUZZ_CASES'] ?? 2000);

const region = {
  startLine: 3,
  startColumn: 1,
  endLine: 3,
  endColumn: 9,
  charOffset: 4,
  snippet: { text: 'eval(x)' },
};
const location = {
  physicalLocation: {
    artifactLocation: { uri: 'src/a.js', uriBaseId: 'SRC', index: 0 },
    region,
    contextRegion: region,
  },
  message: { text: 'here' },
};
const seed = {
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'check',
          version: '1',
          rules: [
            {
              id: 'a',
              shortDescription: { text: 'A' },
              messageStrings: { m: { text: '{0}' } },
              properties: { tags: ['security', 'cwe-79'], 'security-severity': '9.1' },
              defaultConfiguration: { level: 'error' },
            },
          ],
        },
        extensions: [{ name: 'x', rules: [{ id: 'b' }] }],
      },
      originalUriBaseIds: { SRC: { uri: 'file:///ci/', uriBaseId: 'ROOT' }, ROOT: {} },
      artifacts: [{ location: { uri: 'src/a.js' }, contents: { text: 'x' } }],
      invocations: [
        {
          executionSuccessful: true,
          ruleConfigurationOverrides: [{ descriptor: { id: 'a' }, configuration: { level: 'note' } }],
        },
      ],
      taxonomies: [{ name: 'CWE', taxa: [{ id: '79' }] }],
      results: [
        {
          ruleId: 'a',
          ruleIndex: 0,
          level: 'error',
          message: { id: 'm', arguments: ['x'] },
          locations: [location, location],
          relatedLocations: [location],
          taxa: [{ index: 0, toolComponent: { index: 0 } }],
        },
        {
          ruleId: 'b/c',
          rule: { index: 0, toolComponent: { index: 0 } },
          message: { text: 'see [it](1)' },
          codeFlows: [{ threadFlows: [{ locations: [{ location }, { index: 0 }] }] }],
          fixes: [
            {
              description: { text: 'f' },
              artifactChanges: [
                {
                  artifactLocation: { uri: 'src/a.js' },
                  replacements: [{ deletedRegion: region, insertedContent: { text: 'y' } }],
                },
              ],
            },
          ],
          suppressions: [{ kind: 'inSource' }],
          fingerprints: { v: '1' },
          kind: 'open',
          baselineState: 'new',
        },
      ],
    },
  ],
};

const seeds: readonly string[] = [
  JSON.stringify(seed),
  JSON.stringify(seed, undefined, 2),
  JSON.stringify({ ...seed, runs: seed.runs.map(({ tool, ...run }) => ({ ...run, tool })) }),
  '<checkstyle><file name="a.js"><error line="1" severity="error" message="m &amp; n" source="r"/></file></checkstyle>',
  '<testsuite file="t.js"><testcase classname="c" name="n"><failure message="m"><![CDATA[x]]></failure></testcase></testsuite>',
  '[{"filePath":"a.js","messages":[{"ruleId":"r","severity":2,"message":"m","line":1}]}]',
  '[{"description":"d","check_name":"c","severity":"major","location":{"path":"a.js","lines":{"begin":1}}}]',
  '[{"RuleID":"r","Description":"d","File":"a.js","StartLine":1,"Secret":"s3cr3t","Match":"s3cr3t"}]',
  '{"auditReportVersion":2,"vulnerabilities":{"p":{"via":[{"name":"p","title":"t","severity":"high","url":"u"}]}}}',
];

/** What takes the place of a piece of a file: what parsers and normalisers trip over. */
const pieces = [
  '',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '\\u0000',
  '\\ud800',
  'null',
  'true',
  '-1',
  '0',
  '1e999',
  '1e-7',
  '99999999999999999999',
  '""',
  '{}',
  '[]',
  '[[]]',
  '"__proto__"',
  '{"__proto__":{"a":1}}',
  '"constructor"',
  '"../../x"',
  '"file:///etc/passwd"',
  '"%00"',
  '"\\u001b[31m"',
  '"\u202e"',
  '\u0000',
  '\uFEFF',
  '<',
  '&x;',
  '<!--',
  ']]>',
  '[1,2,3]',
  '{"text":5}',
  '"2.0.0"',
  '},{"ruleId"',
  ' \n\t ',
  '['.repeat(2000),
  '{"a":'.repeat(500),
  '"x",'.repeat(500),
];

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(8), fc.nat(400)),
  piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })),
  onToken: fc.boolean(),
});

function mutated(
  text: string,
  mutations: readonly { at: number; length: number; piece: string; onToken: boolean }[],
): string {
  return mutations.reduce((before, { at, length, piece, onToken }) => {
    const start = Math.floor(at * before.length);
    const token = onToken ? /[{}[\],:]|"(?:[^"\\]|\\.)*"|[\w.+-]+/g : undefined;
    if (token === undefined) return before.slice(0, start) + piece + before.slice(start + length);
    token.lastIndex = start;
    const found = token.exec(before);
    return found === null ? before : before.slice(0, found.index) + piece + before.slice(token.lastIndex);
  }, text);
}

function check({ findings, runs, errors }: ReadResult): void {
  for (const error of errors) expect(error).toBeInstanceOf(InputError);
  for (const { title, message, place, rule, scanner, source } of findings) {
    for (const text of [title, message, rule, scanner]) expect(text).not.toBe('');
    expect(title).not.toMatch(/[\r\n]/);
    if (place !== undefined) expect(place.path).not.toMatch(/^\/|(^|\/)\.{0,2}(\/|$)|\\|\0/);
    const { startLine = 1, endLine = 1 } = place?.region ?? {};
    expect(startLine >= 1 && endLine >= startLine).toBe(true);
    expect(runs.some((run) => run.run === source.run)).toBe(true);
  }
  expect(Object.prototype).not.toHaveProperty('a');
}

test(
  `${cases} mutated files neither crash nor hang, and their reports are whole`,
  async () => {
    const path = temporaryFile('');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('utf8', 'utf16le', 'gzip', 'cut gzip'),
        async (text, mutations, encoding) => {
          const changed = mutated(text, mutations);
          const bytes =
            encoding === 'utf16le' ? Buffer.from(`\uFEFF${changed}`, 'utf16le') : Buffer.from(changed);
          const zipped = encoding.includes('gzip') ? gzipSync(bytes, { level: 1 }) : bytes;
          writeFileSync(path, encoding === 'cut gzip' ? zipped.subarray(0, zipped.length - 9) : zipped);
          const context = readContext(['src/a.js']);
          const read = await readSarifFiles([path], context);
          check(read);
          if (mutations.length > 1) return;
          const report = await Array.fromAsync(
            sarifReport({ parts: [{ path, file: path }], findings: read.findings, log: context.log }),
          );
          writeFileSync(path, report.join(''));
          const again = await readSarifFiles([path], context);
          expect(again.errors).toEqual([]);
          expect(again.findings).toHaveLength(read.findings.length);
        },
      ),
      {
        numRuns: cases,
        ...(process.env['SARIF_FUZZ_SEED'] !== undefined && { seed: Number(process.env['SARIF_FUZZ_SEED']) }),
      },
    );
  },
  Math.max(60_000, cases * 20),
);
