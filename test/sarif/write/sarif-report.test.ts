import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, TriagedFinding } from '../../../src/core/finding.ts';
import type { ReadContext } from '../../../src/sarif/read-context.ts';
import { readSarifFiles } from '../../../src/sarif/read-sarif-files.ts';
import { type SarifPart, type SarifReport, sarifReport } from '../../../src/sarif/write/sarif-report.ts';
import { readContext } from '../read-context.ts';
import { logOf, temporaryFile } from '../temporary-file.ts';

const { log } = readContext();

// The schema is of draft 4, whose `id` Ajv no longer knows; nothing else of it differs.
const { $schema: _, id: __, ...draft } = schema;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(draft);

function problemsOf(report: string): string[] {
  validate(JSON.parse(report));
  return (validate.errors ?? []).map(
    ({ instancePath, message }: ErrorObject) => `${instancePath}: ${message}`,
  );
}

async function write(report: Omit<SarifReport, 'log'>): Promise<string> {
  return (await Array.fromAsync(sarifReport({ ...report, log }))).join('');
}

/** Reads files, writes their report, reads that back. */
async function roundTrip(paths: readonly string[], context: ReadContext = readContext()) {
  const before = await readSarifFiles(paths, context);
  const parts: SarifPart[] = paths.map((path) => ({ path, file: path, scanner: context.scanner }));
  const report = await write({ parts, findings: before.findings });
  const { scanner: _, ...foreign } = context;
  const after = await readSarifFiles([temporaryFile(report)], foreign);
  return { before, report, after };
}

/** All of a finding that the next reader must find too. */
function kept({ source: _, ...finding }: Finding): Omit<Finding, 'source'> {
  return finding;
}

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('plain', '[link](1)', 'a \\[b\\]', '{0}', 'C:\\x\\[y]', '\ud800', ''),
);
const uri = fc.oneof(
  fc.constantFrom(
    'src/a.js',
    'src/with blank.js',
    'a%20b.js',
    'src\\win.js',
    '../out.js',
    'C:/x/src/a.js',
    'file:///ci/src/a.js',
    'http://x:y/z',
    'a:b',
    '100%',
    'x#y',
    '/etc/passwd',
    '//h:p/x',
  ),
  fc.string(),
);
const number = fc.oneof(fc.integer({ min: -2, max: 9 }), fc.constantFrom(1.5, 2 ** 40, '3', null));
const region = fc.record(
  {
    startLine: number,
    startColumn: number,
    endLine: number,
    endColumn: number,
    snippet: fc.record({ text }),
    charOffset: number,
  },
  { requiredKeys: [] },
);
const location = fc.record(
  {
    physicalLocation: fc.record(
      {
        artifactLocation: fc.record(
          { uri, index: number, uriBaseId: fc.constantFrom('SRC', 'X') },
          { requiredKeys: [] },
        ),
        region,
        contextRegion: region,
      },
      { requiredKeys: [] },
    ),
    message: fc.record({ text }),
    id: number,
    invented: fc.anything(),
  },
  { requiredKeys: [] },
);
const properties = fc.record(
  {
    tags: fc.array(fc.constantFrom('security', 'cwe-79', 5, 'x')),
    'security-severity': fc.constantFrom('9.1', 'x', 4),
    more: fc.anything(),
  },
  { requiredKeys: [] },
);
const result = fc.record(
  {
    ruleId: fc.constantFrom('a', 'b', 'a/b', ''),
    ruleIndex: number,
    kind: fc.constantFrom('fail', 'pass', 'review', 'odd'),
    level: fc.constantFrom('error', 'warning', 'note', 'none', 'odd'),
    message: fc.record(
      { text, id: fc.constantFrom('m', 'n'), arguments: fc.array(text) },
      { requiredKeys: [] },
    ),
    locations: fc.array(location, { maxLength: 3 }),
    relatedLocations: fc.uniqueArray(
      fc.record({
        physicalLocation: fc.record({
          artifactLocation: fc.record({ uri: fc.constantFrom('a.js', 'b.js') }),
        }),
      }),
      { maxLength: 3, selector: JSON.stringify },
    ),
    partialFingerprints: fc.dictionary(fc.string(), fc.string()),
    fingerprints: fc.dictionary(fc.constantFrom('a', 'b'), fc.string()),
    suppressions: fc.array(
      fc.record(
        {
          kind: fc.constantFrom('inSource', 'external', 'odd'),
          status: fc.constantFrom('accepted', 'rejected', 'odd'),
          justification: text,
        },
        { requiredKeys: [] },
      ),
      { maxLength: 2 },
    ),
    baselineState: fc.constantFrom('new', 'absent', 'odd'),
    guid: fc.constantFrom('x', '11111111-1111-4111-8888-888888888888'),
    hostedViewerUri: uri,
    properties,
    invented: fc.anything(),
  },
  { requiredKeys: [] },
);
const rule = fc.record(
  {
    id: fc.constantFrom('a', 'b'),
    name: text,
    shortDescription: fc.record({ text }),
    help: fc.record({ text, markdown: text }, { requiredKeys: [] }),
    helpUri: uri,
    properties,
    messageStrings: fc.dictionary(fc.constantFrom('m', 'n'), fc.record({ text })),
    invented: fc.anything(),
  },
  { requiredKeys: [] },
);
const run = fc.record(
  {
    tool: fc.record(
      {
        driver: fc.record(
          {
            name: fc.constantFrom('tool', 'gitleaks', ''),
            rules: fc.array(rule, { maxLength: 3 }),
            informationUri: uri,
          },
          { requiredKeys: [] },
        ),
        extensions: fc.array(fc.record({ name: fc.string() }, { requiredKeys: [] })),
      },
      { requiredKeys: [] },
    ),
    results: fc.array(fc.oneof({ weight: 9, arbitrary: result }, { weight: 1, arbitrary: fc.anything() }), {
      maxLength: 8,
    }),
    artifacts: fc.array(
      fc.record(
        { location: fc.record({ uri }), contents: fc.record({ text }), odd: fc.anything() },
        { requiredKeys: [] },
      ),
      { maxLength: 4 },
    ),
    invocations: fc.array(
      fc.record(
        {
          executionSuccessful: fc.boolean(),
          startTimeUtc: fc.constantFrom('2024-02-30T00:00:00Z', '2024-02-28T00:00:00Z', 'now'),
        },
        { requiredKeys: [] },
      ),
    ),
    originalUriBaseIds: fc.record({ SRC: fc.record({ uri }) }, { requiredKeys: [] }),
    language: fc.constantFrom('en', 'en-US', '1'),
    properties,
    invented: fc.anything(),
  },
  { requiredKeys: [] },
);

function colonBelow(base: string): unknown {
  const artifactLocation = { uri: ':', uriBaseId: 'SRC' };
  return {
    tool: { driver: { name: 'tool' } },
    results: [{ message: { text: 'm' }, locations: [{ physicalLocation: { artifactLocation } }] }],
    originalUriBaseIds: { SRC: { uri: base } },
  };
}

describe('a report', () => {
  test('of any runs fits the official schema, and read back gives the same findings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(run, { maxLength: 3 }), fc.boolean(), async (runs, isSecret) => {
        const path = temporaryFile(JSON.stringify({ version: '2.1.0', runs }));
        const scanner = isSecret ? ({ name: 'own', kind: 'secrets' } as const) : undefined;
        const context = readContext(
          ['src/a.js', 'src/with blank.js'],
          scanner === undefined ? {} : { scanner },
        );
        const { before, report, after } = await roundTrip([path], context);
        expect(problemsOf(report)).toEqual([]);
        expect(after.errors).toEqual([]);
        expect(after.findings.map(kept)).toEqual(before.findings.map(kept));
      }),
      {
        numRuns: Number(process.env['SARIF_FUZZ_RUNS'] ?? 80),
        // A name with a colon is written as `./:`, so that nobody takes it for a scheme.
        examples: [[[colonBelow('file:///ci/src/')], false]],
      },
    );
  });

  test('keeps what the pipe does not understand', async () => {
    const known = {
      webRequests: [{ index: 0, target: '/x' }],
      redactionTokens: ['[R]'],
      properties: { 'vendor/x': { deep: [1] } },
      columnKind: 'unicodeCodePoints',
    };
    const result = {
      ruleId: 'r',
      message: { text: 'm' },
      rank: 55,
      attachments: [{ artifactLocation: { uri: 'log.txt' } }],
      properties: { 'vendor/y': null },
      workItemUris: ['https://example.com/1'],
    };
    const { report } = await roundTrip([
      temporaryFile(JSON.stringify(logOf([{ ...result, invented: { a: 1 } }], { ...known, 'x-run': 5 }))),
    ]);
    expect(JSON.parse(report).runs).toMatchObject([
      {
        ...known,
        properties: { ...known.properties, 'run/x-run': 5 },
        results: [{ ...result, properties: { 'vendor/y': null, invented: { a: 1 } } }],
      },
    ]);
  });

  test('holds the runs of all parts in their order, each equal result once', async () => {
    const one = { ruleId: 'r', message: { text: 'm' } };
    const paths = ['a', 'b'].map((name) =>
      temporaryFile(
        JSON.stringify(logOf([one, one, { ...one, kind: 'pass' }], { tool: { driver: { name } } })),
      ),
    );
    const first = paths[0] ?? '';
    const { report, after } = await roundTrip([...paths, first]);
    const { runs } = JSON.parse(report);
    expect(
      runs.map((item: { tool: { driver: { name: string } }; results: unknown[] }) => [
        item.tool.driver.name,
        item.results.length,
      ]),
    ).toEqual([
      ['a', 2],
      ['b', 2],
      ['a', 1],
    ]);
    expect(after.findings.map(({ scanner }) => scanner)).toEqual(['a', 'b']);
  });

  test('says what triage found out', async () => {
    const path = temporaryFile(
      JSON.stringify(
        logOf(
          ['new', 'old', 'moved', 'ignored', 'given'].map((name) => ({
            ruleId: 'r',
            message: { text: name },
            ...(name === 'given' && { suppressions: [{ kind: 'inSource' }] }),
          })),
        ),
      ),
    );
    const { findings } = await readSarifFiles([path], readContext());
    const decisions: Record<string, Partial<TriagedFinding>> = {
      new: { disposition: 'active' },
      old: { disposition: 'baselined', previous: { fingerprint: 'f', how: 'same fingerprint' } },
      moved: { disposition: 'moved?' },
      ignored: { disposition: 'suppressed', suppressedBy: 'code comment', reason: 'false alarm' },
      given: { disposition: 'suppressed', suppressedBy: 'check' },
    };
    const triaged = findings.map((finding) => ({
      ...finding,
      fingerprint: `v1:${finding.message}`,
      ...decisions[finding.message],
    }));
    const report = await write({ parts: [{ path, file: path }], findings: triaged.reverse() });
    expect(problemsOf(report)).toEqual([]);
    const results: Record<string, unknown>[] = JSON.parse(report).runs[0].results;
    expect(results.map(({ baselineState }) => baselineState)).toEqual([
      'new',
      'unchanged',
      'updated',
      'new',
      'new',
    ]);
    expect(results.map(({ partialFingerprints }) => partialFingerprints)).toContainEqual({
      'codeScan/v1': 'v1:moved',
    });
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      [],
      [],
      [],
      [{ kind: 'inSource', status: 'accepted', justification: 'code comment: false alarm' }],
      [{ kind: 'inSource', status: 'accepted' }],
    ]);
  });

  test('holds findings that no SARIF brought', async () => {
    const [finding] = (
      await readSarifFiles(
        [temporaryFile(JSON.stringify(logOf([{ ruleId: 'r', message: { text: 'see [this]' } }])))],
        readContext(),
      )
    ).findings;
    if (finding === undefined) throw new Error('no finding');
    const place = { path: 'src/a b.js', region: { startLine: 3, endLine: 4, startColumn: 2 } };
    const step = { place, message: 'a [step](1)' };
    const own: Finding[] = [
      {
        ...finding,
        scanner: 'own',
        title: 'Title',
        severity: 'critical',
        category: 'style',
        cwe: [79],
        place,
        snippet: 'x',
        related: [step],
        flows: [[step, { message: 'then' }]],
        fixes: [
          {
            description: 'Fix',
            edits: [{ path: 'src/a b.js', region: { startLine: 1, endLine: 1 }, inserted: '' }],
          },
        ],
        suppressions: [{ kind: 'inSource', status: 'rejected', justification: 'no' }],
        ruleInformation: { name: 'Name', description: 'About', help: 'Do', helpUri: 'https://example.com' },
      },
      { ...finding, scanner: 'own', message: 'other', title: 'other', severity: 'low' },
    ];
    const report = await write({ parts: [], findings: own });
    expect(problemsOf(report)).toEqual([]);
    const after = await readSarifFiles([temporaryFile(report)], readContext());
    expect(after.findings.map(kept)).toEqual(own.map(kept));
  });

  test('never holds a secret, whatever the tool wrote', async () => {
    const secret = 'AKIA1234567890ABCDEF';
    const region = {
      startLine: 1,
      snippet: { text: secret, rendered: { text: secret } },
      properties: { secret },
    };
    const result = {
      ruleId: 'aws',
      message: { text: `found ${secret}`, markdown: secret, arguments: [secret] },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: '.env' }, region, contextRegion: region },
          message: { text: secret },
          annotations: [region],
        },
      ],
      relatedLocations: [{ message: { text: secret } }],
      fixes: [
        {
          artifactChanges: [
            {
              artifactLocation: { uri: '.env' },
              replacements: [{ deletedRegion: region, insertedContent: { text: secret } }],
            },
          ],
        },
      ],
      codeFlows: [{ threadFlows: [{ locations: [{ location: { message: { text: secret } } }] }] }],
      properties: { match: secret },
      attachments: [{ artifactLocation: { uri: 'x', description: { text: secret } } }],
      webRequest: { body: { text: secret } },
    };
    const artifacts = [{ location: { uri: '.env' }, contents: { text: secret } }];
    const invocations = [{ executionSuccessful: true, environmentVariables: { TOKEN: secret } }];
    const log = logOf([result, { ...result, kind: 'pass' }], {
      tool: { driver: { name: 'gitleaks' } },
      artifacts,
      invocations,
    });
    const { report, after } = await roundTrip([temporaryFile(JSON.stringify(log))]);
    expect(problemsOf(report)).toEqual([]);
    expect(after.findings).toHaveLength(1);
    expect(report).not.toContain(secret);
  });

  test('of a part that breaks off is whole, and so is that of parts in other formats', async () => {
    const broken = JSON.stringify(logOf([{ message: { text: 'one' } }, { message: { text: 'two' } }])).slice(
      0,
      -20,
    );
    const eslint = JSON.stringify([
      { filePath: 'a.js', messages: [{ ruleId: 'semi', severity: 1, message: '[x](y:z) missing', line: 1 }] },
    ]);
    const { before, report, after } = await roundTrip([
      temporaryFile(broken),
      temporaryFile(eslint),
      temporaryFile('nonsense'),
    ]);
    expect(problemsOf(report)).toEqual([]);
    expect(before.errors).toHaveLength(2);
    expect(after.findings.map(kept)).toEqual(before.findings.map(kept));
    expect(after.findings.map(({ message }) => message)).toEqual(['one', '[x](y:z) missing']);
  });

  test('names the commit where its runs do not', async () => {
    const provenance = {
      repositoryUri: 'https://bitbucket.org/team/repo',
      revisionId: 'abc',
      branch: 'main',
    };
    const paths = [
      {},
      { versionControlProvenance: [{ repositoryUri: 'https://example.com', revisionId: 'own' }] },
    ].map((more) => temporaryFile(JSON.stringify(logOf([], more))));
    const report = await write({
      parts: paths.map((path) => ({ path, file: path })),
      findings: [],
      provenance,
    });
    expect(
      JSON.parse(report).runs.map(
        (item: { versionControlProvenance: { revisionId: string }[] }) =>
          item.versionControlProvenance[0]?.revisionId,
      ),
    ).toEqual(['abc', 'own']);
  });

  const corpora = join(import.meta.dirname, '../../../../shared/corpora/sarif');
  if (!existsSync(corpora)) console.log('skipped: the SARIF corpora, which are not beside the project');
  test.skipIf(!existsSync(corpora))(
    'of each log of the corpora fits the schema and reads back the same',
    async () => {
      const paths = readdirSync(corpora, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && ['.sarif', '.json'].includes(extname(entry.name)))
        .map((entry) => join(entry.parentPath, entry.name));
      for (const path of paths) {
        const { before, report, after } = await roundTrip([path]);
        expect({ path, problems: problemsOf(report) }).toEqual({ path, problems: [] });
        expect(after.findings.map(kept)).toEqual(before.findings.map(kept));
      }
    },
  );
});
