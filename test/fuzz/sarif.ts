import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { InputError } from '../../src/core/errors.ts';
import type { ReadResult } from '../../src/sarif/read-context.ts';
import { readSarifFiles } from '../../src/sarif/read-sarif-files.ts';
import { sarifReport } from '../../src/sarif/write/sarif-report.ts';
import { readContext } from '../sarif/read-context.ts';
import { mutated } from './mutated.ts';
import { target } from './target.ts';
import { isUnpolluted } from './unpolluted.ts';

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

type Encoding = 'utf8' | 'utf16le' | 'gzip' | 'cut gzip';

function encoded(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (encoding === 'utf8') return Buffer.from(text);
  const zipped = gzipSync(Buffer.from(text), { level: 1 });
  return encoding === 'gzip' ? zipped : zipped.subarray(0, zipped.length - 9);
}

function check({ findings, runs, errors }: ReadResult): void {
  for (const error of errors) assert(error instanceof InputError, String(error));
  for (const { title, message, place, rule, scanner, source } of findings) {
    for (const text of [title, message, rule, scanner]) assert.notEqual(text, '');
    assert.doesNotMatch(title, /[\r\n]/);
    if (place !== undefined) assert.doesNotMatch(place.path, /^\/|(^|\/)\.{0,2}(\/|$)|\\|\0/);
    const { startLine = 1, endLine = 1 } = place?.region ?? {};
    assert(startLine >= 1 && endLine >= startLine, `lines ${startLine} to ${endLine}`);
    assert(
      runs.some((run) => run.run === source.run),
      `there is no run ${source.run}`,
    );
  }
  isUnpolluted();
}

/** The reader with its normaliser, and the writer: what it writes is whole and holds the same findings. */
export const sarif = target(
  'sarif',
  0.06,
  fc.record({
    text: mutated(seeds),
    encoding: fc.constantFrom<Encoding>('utf8', 'utf8', 'utf16le', 'gzip', 'cut gzip'),
  }),
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
    const path = join(folder, 'log.sarif');
    const context = readContext(['src/a.js']);
    return {
      async try({ text, encoding }) {
        writeFileSync(path, encoded(text, encoding));
        const read = await readSarifFiles([path], context);
        check(read);
        const parts = [{ path, file: path }];
        const report = await Array.fromAsync(
          sarifReport({ parts, findings: read.findings, log: context.log }),
        );
        writeFileSync(path, report.join(''));
        const again = await readSarifFiles([path], context);
        assert.deepEqual(again.errors, []);
        assert.equal(again.findings.length, read.findings.length);
      },
      async close() {
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
);
