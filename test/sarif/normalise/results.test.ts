import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/core/finding.ts';
import { readSarifFiles } from '../../../src/sarif/read-sarif-files.ts';
import { findingOf, findingsOf, readText } from '../findings-of.ts';
import { readContext } from '../read-context.ts';
import { logOf, temporaryFile } from '../temporary-file.ts';

const rules = (...list: unknown[]) => ({ tool: { driver: { name: 'check', rules: list } } });
const at = (region: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  locations: [{ physicalLocation: { artifactLocation: { uri: 'a.js' }, region, ...more } }],
});

describe('what is a finding', () => {
  test.each([
    [{}, 1],
    [{ kind: 'fail' }, 1],
    [{ kind: 'open' }, 1],
    [{ kind: 'review' }, 1],
    [{ kind: 'pass' }, 0],
    [{ kind: 'notApplicable' }, 0],
    [{ kind: 'informational' }, 0],
    [{ kind: 'unheard of' }, 1],
    [{ baselineState: 'absent' }, 0],
    [{ baselineState: 'unchanged' }, 1],
    [{ baselineState: 'new' }, 1],
  ])('%j: %i', async (result, count) => {
    expect(await findingsOf([{ message: { text: 'found' }, ...result }])).toHaveLength(count);
  });

  test('a result that is none is a counted warning', async () => {
    const { findings, warnings, runs } = await readText(
      JSON.stringify(logOf([1, null, { message: { text: 'found' } }, 'x'])),
    );
    expect(findings).toHaveLength(1);
    expect(runs[0]).toMatchObject({ results: 4, findings: 1 });
    expect(warnings).toEqual([
      { code: 'sarif-unreadable-result', message: expect.stringMatching(/3 results.*\/runs\/0\/results\/0/) },
    ]);
  });

  test('a result with nothing in it is still a finding with a title and a message', async () => {
    const [finding] = await findingsOf([{}]);
    expect(finding).toMatchObject({ rule: 'unnamed rule', severity: 'medium', scanner: 'check' });
    expect(finding?.title).not.toBe('');
    expect(finding?.message).not.toBe('');
  });
});

describe('equal results', () => {
  const same = { ruleId: 'r', message: { text: 'found' }, ...at({ startLine: 3 }) };

  test('count once, in two places twice', async () => {
    const findings = await findingsOf([
      same,
      same,
      { ...same, ...at({ startLine: 4 }) },
      { ...same, ruleId: 's' },
    ]);
    expect(findings.map((finding) => [finding.rule, finding.place?.region?.startLine])).toEqual([
      ['r', 3],
      ['r', 4],
      ['s', 3],
    ]);
  });

  test('outside of the repository count by the path that they name', async () => {
    const outside = (uri: string) => ({
      message: { text: 'found' },
      locations: [{ physicalLocation: { artifactLocation: { uri } } }],
    });
    expect(await findingsOf([outside('../a'), outside('../b'), outside('../a')])).toHaveLength(2);
  });

  test('a suppressed or milder copy hides nothing', async () => {
    const suppressed = { ...same, level: 'note', suppressions: [{ kind: 'external' }] };
    const [finding, ...more] = await findingsOf([suppressed, { ...same, level: 'error' }]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: 'high', suppressions: [] });
    const [kept] = await findingsOf([suppressed, suppressed]);
    expect(kept?.suppressions).toHaveLength(1);
  });
});

test('the order of runs and files does not matter, and no result is lost', async () => {
  const result = fc.record({
    ruleId: fc.constantFrom('a', 'b'),
    level: fc.constantFrom('error', 'note'),
    message: fc.record({ text: fc.constantFrom('x', 'y') }),
    locations: fc.array(
      fc.record({
        physicalLocation: fc.record({
          artifactLocation: fc.record({ uri: fc.constantFrom('a.js', '../b.js') }),
          region: fc.record({ startLine: fc.integer({ min: 1, max: 3 }) }),
        }),
      }),
      { maxLength: 1 },
    ),
    suppressions: fc.constantFrom([], [{ kind: 'external' }]),
  });
  const runs = fc.array(
    fc.record({ tool: fc.constantFrom('s', 't'), results: fc.array(result, { maxLength: 6 }) }),
    { maxLength: 4 },
  );
  const logOfRuns = (list: readonly { tool: string; results: readonly unknown[] }[]) =>
    JSON.stringify({
      version: '2.1.0',
      runs: list.map(({ tool, results }) => ({ tool: { driver: { name: tool } }, results })),
    });
  const told = (findings: readonly Finding[]) =>
    findings
      .map(({ scanner, rule, severity, message, place, suppressions }) =>
        JSON.stringify([scanner, rule, severity, message, place, suppressions]),
      )
      .sort();
  await fc.assert(
    fc.asyncProperty(runs, async (list) => {
      const together = await readText(logOfRuns(list));
      const reversed = await readText(logOfRuns(list.toReversed()));
      const apart = await readSarifFiles(
        list.map((one) => temporaryFile(logOfRuns([one]))),
        readContext(),
      );
      const distinct = new Set(
        list.flatMap(({ tool, results }) =>
          results.map(({ ruleId, message, locations }) => JSON.stringify([tool, ruleId, message, locations])),
        ),
      );
      expect(together.findings).toHaveLength(distinct.size);
      expect(told(reversed.findings)).toEqual(told(together.findings));
      expect(told(apart.findings)).toEqual(told(together.findings));
      expect(together.runs.reduce((sum, { findings }) => sum + findings, 0)).toBe(distinct.size);
    }),
    { numRuns: 60 },
  );
});

describe('severity', () => {
  test.each([
    [{ level: 'error' }, {}, 'high'],
    [{ level: 'warning' }, {}, 'medium'],
    [{ level: 'note' }, {}, 'low'],
    [{ level: 'none' }, {}, 'low'],
    [{}, {}, 'medium'],
    [{}, { defaultConfiguration: { level: 'error' } }, 'high'],
    [{ level: 'note' }, { defaultConfiguration: { level: 'error' } }, 'low'],
    [{ kind: 'review' }, { defaultConfiguration: { level: 'error' } }, 'low'],
    [{ level: 'bogus' }, {}, 'medium'],
    [{ level: 'note' }, { properties: { 'security-severity': '9.8' } }, 'critical'],
    [{ level: 'error' }, { properties: { 'security-severity': 7 } }, 'high'],
    [{ level: 'error' }, { properties: { 'security-severity': '6.9' } }, 'medium'],
    [{ level: 'error' }, { properties: { 'security-severity': '4.0' } }, 'medium'],
    [{ level: 'error' }, { properties: { 'security-severity': '3.9' } }, 'low'],
    [
      { level: 'error', properties: { 'security-severity': '9.0' } },
      { properties: { 'security-severity': '1' } },
      'critical',
    ],
    [{ level: 'error' }, { properties: { 'security-severity': 'high' } }, 'high'],
    [{ level: 'error' }, { properties: { 'security-severity': -1 } }, 'high'],
  ])('%j of %j is %s', async (result, rule, severity) => {
    const finding = await findingOf({ ruleId: 'r', ...result }, rules({ id: 'r', ...rule }));
    expect(finding.severity).toBe(severity);
  });

  test('an invocation overrides the default of a rule', async () => {
    const invocations = [
      { executionSuccessful: true },
      {
        executionSuccessful: true,
        ruleConfigurationOverrides: [{ descriptor: { id: 'r' }, configuration: { level: 'error' } }],
      },
    ];
    const run = { ...rules({ id: 'r' }), invocations };
    expect((await findingOf({ ruleId: 'r', provenance: { invocationIndex: 1 } }, run)).severity).toBe('high');
    expect((await findingOf({ ruleId: 'r', provenance: { invocationIndex: 0 } }, run)).severity).toBe(
      'medium',
    );
    expect((await findingOf({ ruleId: 'r' }, { ...run, invocations: invocations.slice(1) })).severity).toBe(
      'high',
    );
  });
});

describe('category and CWE', () => {
  test.each([
    [{ level: 'error' }, {}, 'bug', []],
    [{ level: 'warning' }, {}, 'bug', []],
    [{ level: 'note' }, {}, 'style', []],
    [{ level: 'note' }, { properties: { tags: ['security'] } }, 'vulnerability', []],
    [{ level: 'note', properties: { tags: ['Security'] } }, {}, 'vulnerability', []],
    [{ level: 'note' }, { properties: { 'security-severity': '5' } }, 'vulnerability', []],
    [
      {},
      { properties: { tags: ['external/cwe/cwe-079', 'CWE-89: SQL injection'] } },
      'vulnerability',
      [79, 89],
    ],
    [{ properties: { tags: ['cwe-22'] } }, { properties: { cwe: ['CWE-23'] } }, 'vulnerability', [22, 23]],
    [{ taxa: [{ id: '327', toolComponent: { name: 'CWE' } }] }, {}, 'vulnerability', [327]],
    [{ taxa: [{ index: 1, toolComponent: { index: 0 } }] }, {}, 'vulnerability', [502]],
    [
      {},
      { relationships: [{ target: { id: 'CWE-327', toolComponent: { name: 'cwe' } } }] },
      'vulnerability',
      [327],
    ],
    [{}, { relationships: [{ target: { id: '42', toolComponent: { name: 'WASC' } } }] }, 'bug', []],
    [{}, { properties: { tags: ['not-cwe-79x', 'cwe', 'cwe-'] } }, 'bug', []],
  ])('%j of %j', async (result, rule, category, cwe) => {
    const taxonomies = [{ name: 'CWE', taxa: [{ id: '20' }, { id: '502' }] }];
    const finding = await findingOf(
      { ruleId: 'r', ...result },
      { ...rules({ id: 'r', ...rule }), taxonomies },
    );
    expect(finding).toMatchObject({ category, cwe });
  });

  test.each([
    [{ scanner: { name: 'ours', kind: 'secrets' } }, 'check', 'secret'],
    [{ scanner: { name: 'ours', kind: 'dependencies' } }, 'check', 'dependency'],
    [{ scanner: { name: 'ours', kind: 'configuration' } }, 'check', 'misconfiguration'],
    [{ scanner: { name: 'ours', kind: 'code' } }, 'check', 'bug'],
    [{}, 'gitleaks', 'secret'],
    [{}, 'kingfisher', 'secret'],
    [{}, 'betterleaks', 'secret'],
    [{}, 'noseyparker-cli', 'secret'],
    [{}, 'Checkov', 'misconfiguration'],
  ] as const)('of a scanner %j with the tool %s', async (context, name, category) => {
    const log = logOf([{ ruleId: 'r', message: { text: 'found' } }], { tool: { driver: { name } } });
    const { findings } = await readText(JSON.stringify(log), [], context);
    expect(findings).toMatchObject([{ category, scanner: 'scanner' in context ? 'ours' : name }]);
  });

  test('of a tool with several kinds come from the tags of the rule', async () => {
    const trivy = {
      tool: {
        driver: {
          name: 'Trivy',
          rules: [
            { id: 's', properties: { tags: ['secret', 'security'] } },
            { id: 'v', properties: { tags: ['vulnerability', 'security'] } },
          ],
        },
      },
    };
    const findings = await findingsOf([{ ruleId: 's' }, { ruleId: 'v' }], trivy);
    expect(findings.map(({ category }) => category)).toEqual(['secret', 'dependency']);
  });
});

describe('rules', () => {
  const driver = {
    name: 'check',
    rules: [
      { id: 'A', shortDescription: { text: 'Title A' } },
      { id: 'B', guid: 'g-b', shortDescription: { text: 'Title B' } },
      // Of two with one id the first counts.
      { id: 'B', guid: 'g-b', shortDescription: { text: 'Another B' } },
    ],
  };
  const extensions = [
    {
      name: 'pack',
      guid: 'g-pack',
      rules: [
        { id: 'X', shortDescription: { text: 'Title X' } },
        { id: 'A', shortDescription: { text: 'Extension A' } },
      ],
    },
  ];
  test.each([
    [{ ruleId: 'A' }, 'A', 'Title A'],
    [{ ruleIndex: 1 }, 'B', 'Title B'],
    [{ ruleId: 'B' }, 'B', 'Title B'],
    [{ ruleId: 'B', ruleIndex: 2 }, 'B', 'Another B'],
    [{ rule: { index: 1 } }, 'B', 'Title B'],
    [{ rule: { id: 'B' } }, 'B', 'Title B'],
    [{ rule: { guid: 'g-b' } }, 'B', 'Title B'],
    [{ ruleId: 'A/sub/one' }, 'A/sub/one', 'Title A'],
    [{ ruleId: 'A/sub', ruleIndex: 0 }, 'A/sub', 'Title A'],
    [{ ruleId: 'B', ruleIndex: 0 }, 'B', 'Title B'],
    [{ ruleId: 'unknown', ruleIndex: 0 }, 'unknown', 'Title A'],
    [{ ruleId: 'X' }, 'X', 'Title X'],
    [{ ruleId: 'A', rule: { index: 1, toolComponent: { index: 0 } } }, 'A', 'Extension A'],
    [{ rule: { id: 'A', toolComponent: { name: 'pack' } } }, 'A', 'Extension A'],
    [{ rule: { id: 'A', toolComponent: { guid: 'g-pack' } } }, 'A', 'Extension A'],
    [{ ruleId: 'nowhere' }, 'nowhere', 'found'],
    [{ ruleId: '__proto__' }, '__proto__', 'found'],
    [{ ruleId: 'x', ruleIndex: -1 }, 'x', 'found'],
    [{ ruleId: 'x', ruleIndex: Number.MAX_VALUE }, 'x', 'found'],
  ])('%j', async (result, rule, title) => {
    expect(await findingOf(result, { tool: { driver, extensions } })).toMatchObject({ rule, title });
  });

  test('tell what they are about', async () => {
    const rule = {
      id: 'r',
      name: 'SqlInjection',
      fullDescription: { text: 'Values reach a query.' },
      help: { text: 'Use parameters.', markdown: 'Use **parameters**.' },
      helpUri: 'https://example.com/r',
    };
    const finding = await findingOf({ ruleId: 'r' }, rules(rule));
    expect(finding.ruleInformation).toEqual({
      name: 'SqlInjection',
      description: 'Values reach a query.',
      help: 'Use **parameters**.',
      helpUri: 'https://example.com/r',
    });
    const hostile = await findingOf({ ruleId: 'r' }, rules({ ...rule, helpUri: 'javascript:alert(1)' }));
    expect(hostile.ruleInformation.helpUri).toBeUndefined();
  });

  test('that come after the results are the same rules', async () => {
    const log = {
      version: '2.1.0',
      runs: [
        {
          results: [{ ruleIndex: 0, message: { id: 'm', arguments: ['x'] } }],
          tool: {
            driver: { name: 'late', rules: [{ id: 'r', messageStrings: { m: { text: 'Got {0}' } } }] },
          },
        },
      ],
    };
    const { findings } = await readText(JSON.stringify(log));
    expect(findings).toMatchObject([{ scanner: 'late', rule: 'r', message: 'Got x' }]);
  });
});

describe('messages', () => {
  const rule = {
    id: 'r',
    messageStrings: { m: { text: 'Rule says {0} and {1}', markdown: '*{0}*' }, toString: { text: 'own' } },
    shortDescription: { text: 'Title' },
  };
  const run = {
    tool: { driver: { name: 'check', rules: [rule], globalMessageStrings: { g: { text: 'Global {0}' } } } },
  };
  test.each([
    [{ text: 'plain', markdown: '**bold**' }, 'plain'],
    [{ markdown: '**bold**' }, '**bold**'],
    [{ id: 'm', arguments: ['a', 'b'] }, 'Rule says a and b'],
    [{ id: 'm', arguments: ['a'] }, 'Rule says a and {1}'],
    [{ id: 'm' }, 'Rule says {0} and {1}'],
    [{ id: 'g', arguments: ['x'] }, 'Global x'],
    [{ id: 'toString' }, 'own'],
    [{ id: 'valueOf' }, 'Title'],
    [{ id: '__proto__' }, 'Title'],
    [{ text: '{{0}} is {0}', arguments: ['x'] }, '{0} is x'],
    [{ text: 'keeps {{ these }}' }, 'keeps {{ these }}'],
    [{ text: '{0}', arguments: ['{1}', 'no'] }, '{1}'],
    [{ text: 'see [the source](1) and [docs](https://example.com)' }, 'see the source and docs'],
    [{ text: 'array[i](x) stays, so does [a](b.md)' }, 'array[i](x) stays, so does [a](b.md)'],
    [{ text: 'escaped \\[not a link\\](1)' }, 'escaped [not a link](1)'],
    [{ text: 'with [\\[brackets\\]](2)' }, 'with [brackets]'],
    [{ text: 'C:\\src\\a.js' }, 'C:\\src\\a.js'],
    [{ text: '   ' }, 'Title'],
    [{ text: 5 }, 'Title'],
    [undefined, 'Title'],
    [{ text: 'half \ud83d pair' }, 'half \ufffd pair'],
  ])('%j is %j', async (message, text) => {
    expect((await findingOf({ ruleId: 'r', message }, run)).message).toBe(text);
  });

  test('are titles where the rule has a pattern of them', async () => {
    const pattern = { id: 'S324', shortDescription: { text: 'Insecure hash in `{library}`' } };
    const ruff = { tool: { driver: { name: 'ruff', rules: [pattern] } } };
    const finding = await findingOf(
      { ruleId: 'S324', message: { text: 'Insecure hash in `hashlib`' } },
      ruff,
    );
    expect(finding.title).toBe('Insecure hash in `hashlib`');
  });

  test('of any length are bounded, and titles are one line', async () => {
    const finding = await findingOf({ message: { text: `first\nline ${'x'.repeat(1_000_000)}` } });
    expect(finding.message).toHaveLength(20_000);
    expect(finding.title).toMatch(/^first line x+…$/);
    expect(finding.title).toHaveLength(200);
  });

  test('of no kind take long', async () => {
    const hostile = ['[', '[\\', '[](1', '{', '[](a:', '\\]', '](1)[', '{0}'].map((part) =>
      part.repeat(100_000),
    );
    const results = hostile.map((text, index) => ({
      ruleId: `${index}`,
      message: { text, arguments: ['{0}'.repeat(100_000)] },
    }));
    expect(await findingsOf(results)).toHaveLength(hostile.length);
  }, 10_000);
});

describe('regions', () => {
  test.each([
    [{ startLine: 3 }, { startLine: 3, endLine: 3 }],
    [
      { startLine: 3, startColumn: 2, endLine: 4, endColumn: 1 },
      { startLine: 3, startColumn: 2, endLine: 4, endColumn: 1 },
    ],
    [
      { startLine: 3, endLine: 2 },
      { startLine: 3, endLine: 3 },
    ],
    [
      { startLine: 3, startColumn: 9, endColumn: 4 },
      { startLine: 3, endLine: 3, startColumn: 9 },
    ],
    [{ startLine: 0 }, undefined],
    [{ startLine: -1 }, undefined],
    [{ startLine: 1.5 }, undefined],
    [{ startLine: '3' }, undefined],
    [{ startLine: Number.MAX_VALUE }, undefined],
    [{ startLine: 2 ** 40 }, undefined],
    [{}, undefined],
  ])('%j', async (region, expected) => {
    const { place } = await findingOf(at(region));
    expect(place).toEqual({ path: 'a.js', ...(expected !== undefined && { region: expected }) });
  });

  test('snippets come from the region, else from its context', async () => {
    expect((await findingOf(at({ startLine: 2, snippet: { text: 'b()' } }))).snippet).toBe('b()');
    const contextRegion = { startLine: 1, endLine: 3, snippet: { text: 'a\r\nb\r\nc' } };
    expect((await findingOf(at({ startLine: 2 }, { contextRegion }))).snippet).toBe('b');
    expect((await findingOf(at({ startLine: 1, endLine: 2 }, { contextRegion }))).snippet).toBe('a\nb');
    expect((await findingOf(at({ startLine: 9 }, { contextRegion }))).snippet).toBeUndefined();
    const later = { ...contextRegion, startLine: 5 };
    expect((await findingOf(at({ startLine: 4 }, { contextRegion: later }))).snippet).toBeUndefined();
  });

  test('the first location that names a file is the place, the others are related', async () => {
    const file = (uri: string, text: string) => ({
      physicalLocation: { artifactLocation: { uri } },
      message: { text },
    });
    const finding = await findingOf({
      locations: [{ logicalLocations: [{ name: 'f' }] }, file('a.js', 'here'), file('b.js', 'and here')],
      relatedLocations: [file('c.js', 'see')],
    });
    expect(finding.place).toEqual({ path: 'a.js' });
    expect(finding.related).toEqual([
      { message: '' },
      { place: { path: 'b.js' }, message: 'and here' },
      { place: { path: 'c.js' }, message: 'see' },
    ]);
  });
});

describe('what else a finding carries', () => {
  test('flows, with locations shared by the run', async () => {
    const location = (line: number) => ({
      physicalLocation: { artifactLocation: { uri: 'a.js' }, region: { startLine: line } },
      message: { text: `step ${line}` },
    });
    const codeFlows = [{ threadFlows: [{ locations: [{ location: location(1) }, { index: 0 }] }] }];
    const finding = await findingOf({ codeFlows }, { threadFlowLocations: [{ location: location(2) }] });
    expect(finding.flows).toEqual([
      [1, 2].map((line) => ({
        message: `step ${line}`,
        place: { path: 'a.js', region: { startLine: line, endLine: line } },
      })),
    ]);
  });

  test('fixes whose edits can all be read', async () => {
    const change = (uri: string, region: unknown) => ({
      artifactLocation: { uri },
      replacements: [{ deletedRegion: region, insertedContent: { text: 'safe()' } }],
    });
    const fixes = [
      {
        description: { text: 'Make it safe' },
        artifactChanges: [change('a.js', { startLine: 1, startColumn: 1, endColumn: 4 })],
      },
      { artifactChanges: [change('a.js', { startLine: 1 }), change('../b.js', { startLine: 1 })] },
      { artifactChanges: [change('a.js', { charOffset: 1 })] },
    ];
    const finding = await findingOf({ fixes });
    expect(finding.fixes).toEqual([
      {
        description: 'Make it safe',
        edits: [
          {
            path: 'a.js',
            region: { startLine: 1, endLine: 1, startColumn: 1, endColumn: 4 },
            inserted: 'safe()',
          },
        ],
      },
    ]);
  });

  test('suppressions with their status', async () => {
    const suppressions = [
      { kind: 'inSource', justification: 'tested' },
      { kind: 'external', status: 'underReview' },
      { status: 'rejected' },
      { kind: 'external', status: 'nonsense' },
      { kind: 'inSource', status: null, justification: 'none said' },
      5,
    ];
    expect((await findingOf({ suppressions })).suppressions).toEqual([
      { kind: 'inSource', status: 'accepted', justification: 'tested' },
      { kind: 'external', status: 'underReview' },
      { kind: 'external', status: 'rejected' },
      { kind: 'inSource', status: 'accepted', justification: 'none said' },
    ]);
  });

  test('fingerprints, whatever their names', async () => {
    const text =
      '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[{"message":{"text":"m"},"fingerprints":{"a/v1":"1","__proto__":"2","n":5},"partialFingerprints":{"a/v1":"0","b":"3"}}]}]}';
    const [finding] = (await readText(text)).findings;
    expect(Object.entries(finding?.givenFingerprints ?? {}).sort()).toEqual([
      ['a/v1', '1'],
      ['b', '3'],
    ]);
    expect(Object.getPrototypeOf(finding?.givenFingerprints)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['2']).toBeUndefined();
  });

  test('never the secret of a secret scanner', async () => {
    const secret = 'AKIA1234567890ABCDEF';
    const result = {
      message: { text: `Found ${secret} in config` },
      ...at({ startLine: 1, snippet: { text: `key = "${secret}"` } }),
      fixes: [{ artifactChanges: [] }],
    };
    const { findings } = await readText(
      JSON.stringify(logOf([result], { tool: { driver: { name: 'gitleaks' } } })),
    );
    expect(findings).toMatchObject([{ category: 'secret', message: 'Found ******** in config' }]);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });
});
