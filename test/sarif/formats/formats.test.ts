import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readText } from '../findings-of.ts';

/** What the formats can say, of each finding. */
async function summaryOf(content: string | Buffer, files: readonly string[] = []) {
  const { findings, runs, errors } = await readText(content, files);
  return {
    tools: runs.map(({ tool }) => tool),
    findings: findings.map(({ rule, severity, category, message, place }) => ({
      rule,
      severity,
      category,
      message,
      place,
    })),
    errors: errors.map(({ message }) => message),
  };
}

const checkstyle = `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="10.3"><file name="/home/ci/build/src/a.js">
<error line="3" column="7" severity="warning" message="Unused &quot;x&quot; in a[0](1) &amp; co" source="com.puppycrawl.UnusedCheck"/>
<error line="4" severity="info" message="Style" source="style"/>
<error line="5" severity="ignore" message="Ignored" source="style"/>
</file><file name="b.js"><error line="zero" message="No severity"/></file></checkstyle>`;

const junit = `<testsuites><testsuite name="s" file="test/a.test.js"><testcase classname="math" name="adds" line="4">
<failure message="expected 2">at line 4</failure></testcase><testcase name="passes"/>
<testcase classname="io" name="reads" file="test/io.test.js"><error><![CDATA[ENOENT <x>]]></error><system-out>noise</system-out></testcase>
<testcase name="skips"><skipped/></testcase></testsuite></testsuites>`;

const eslint = [
  {
    filePath: '/home/ci/build/src/a.js',
    messages: [
      {
        ruleId: 'no-undef',
        severity: 2,
        message: '"x" is not defined.',
        line: 2,
        column: 5,
        endLine: 2,
        endColumn: 6,
      },
      { ruleId: null, fatal: true, severity: 2, message: 'Parsing error', line: 9, column: 1 },
      { ruleId: 'semi', severity: 1, message: 'Missing semicolon.', line: 3, column: 8 },
    ],
    suppressedMessages: [
      {
        ruleId: 'eqeqeq',
        severity: 2,
        message: 'Use ===',
        line: 5,
        suppressions: [{ kind: 'directive', justification: 'old' }],
      },
    ],
  },
  { filePath: '/home/ci/build/clean.js', messages: [] },
];

const codeClimate = [
  {
    description: 'Too complex',
    check_name: 'complexity',
    severity: 'major',
    fingerprint: 'f1',
    location: { path: 'src/a.js', lines: { begin: 4, end: 9 } },
  },
  {
    description: 'Injection',
    check_name: 'inject',
    severity: 'critical',
    categories: ['Security'],
    location: { path: 'src/b#1.js', positions: { begin: { line: 2, column: 3 }, end: { line: 2 } } },
  },
  { description: 'Hint', severity: 'info', location: { path: 'src/a.js', lines: { begin: 1 } } },
];

const secret = 'ghp_1234567890abcdefghij';
const gitleaks = [
  {
    Description: `GitHub token ${secret}`,
    RuleID: 'github-pat',
    File: 'src/a.js',
    StartLine: 7,
    EndLine: 7,
    StartColumn: 2,
    EndColumn: 41,
    Match: `t = "${secret}"`,
    Secret: secret,
    Author: 'A. Person',
    Email: 'a@example.com',
    Fingerprint: 'c:src/a.js:github-pat:7',
  },
];

const npmAudit = {
  auditReportVersion: 2,
  vulnerabilities: {
    lodash: {
      name: 'lodash',
      severity: 'high',
      via: [
        {
          source: 1,
          name: 'lodash',
          title: 'Command injection',
          url: 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm',
          severity: 'high',
          cwe: ['CWE-77'],
          cvss: { score: 7.2 },
          range: '<4.17.21',
        },
      ],
    },
    async: { name: 'async', severity: 'high', via: ['lodash'] },
    old: {
      name: 'old',
      severity: 'low',
      via: [
        {
          name: 'old',
          title: 'Something',
          url: 'https://example.com/x',
          severity: 'low',
          cvss: { score: 0 },
          range: '*',
        },
      ],
    },
  },
};

const npm6Audit = {
  actions: [],
  advisories: {
    1500: {
      module_name: 'yargs-parser',
      title: 'Pollution',
      url: 'https://npmjs.com/advisories/1500',
      severity: 'moderate',
      cwe: 'CWE-915',
      vulnerable_versions: '<13.1.2',
    },
  },
};

const place = (path: string, startLine?: number, more = {}) => ({
  path,
  ...(startLine !== undefined && { region: { startLine, endLine: startLine, ...more } }),
});

describe('reports of other formats', () => {
  test.each([
    {
      name: 'Checkstyle',
      content: checkstyle,
      tool: 'Checkstyle',
      findings: [
        {
          rule: 'com.puppycrawl.UnusedCheck',
          severity: 'medium',
          category: 'bug',
          message: 'Unused "x" in a[0](1) & co',
          place: place('src/a.js', 3, { startColumn: 7 }),
        },
        { rule: 'style', severity: 'low', category: 'style', message: 'Style', place: place('src/a.js', 4) },
        {
          rule: 'checkstyle',
          severity: 'high',
          category: 'bug',
          message: 'No severity',
          place: place('b.js'),
        },
      ],
    },
    {
      name: 'JUnit',
      content: junit,
      tool: 'JUnit',
      findings: [
        {
          rule: 'test-failure',
          severity: 'high',
          category: 'bug',
          message: 'math › adds: expected 2',
          place: place('test/a.test.js', 4),
        },
        {
          rule: 'test-error',
          severity: 'high',
          category: 'bug',
          message: 'io › reads: ENOENT <x>',
          place: place('test/io.test.js'),
        },
      ],
    },
    {
      name: 'ESLint',
      content: JSON.stringify(eslint),
      tool: 'ESLint',
      findings: [
        {
          rule: 'no-undef',
          severity: 'high',
          category: 'bug',
          message: '"x" is not defined.',
          place: place('src/a.js', 2, { startColumn: 5, endColumn: 6 }),
        },
        {
          rule: 'parse-error',
          severity: 'high',
          category: 'bug',
          message: 'Parsing error',
          place: place('src/a.js', 9, { startColumn: 1 }),
        },
        {
          rule: 'semi',
          severity: 'medium',
          category: 'bug',
          message: 'Missing semicolon.',
          place: place('src/a.js', 3, { startColumn: 8 }),
        },
        {
          rule: 'eqeqeq',
          severity: 'high',
          category: 'bug',
          message: 'Use ===',
          place: place('src/a.js', 5),
        },
      ],
    },
    {
      name: 'Code Climate',
      content: JSON.stringify(codeClimate, undefined, 2),
      tool: 'Code Climate',
      findings: [
        {
          rule: 'complexity',
          severity: 'high',
          category: 'bug',
          message: 'Too complex',
          place: { path: 'src/a.js', region: { startLine: 4, endLine: 9 } },
        },
        {
          rule: 'inject',
          severity: 'high',
          category: 'vulnerability',
          message: 'Injection',
          place: place('src/b#1.js', 2, { startColumn: 3 }),
        },
        {
          rule: 'code-climate',
          severity: 'low',
          category: 'style',
          message: 'Hint',
          place: place('src/a.js', 1),
        },
      ],
    },
    {
      name: 'gitleaks',
      content: JSON.stringify(gitleaks),
      tool: 'gitleaks',
      findings: [
        {
          rule: 'github-pat',
          severity: 'high',
          category: 'secret',
          message: 'GitHub token ********',
          place: place('src/a.js', 7, { startColumn: 2, endColumn: 42 }),
        },
      ],
    },
    {
      name: 'npm audit',
      content: JSON.stringify(npmAudit, undefined, 2),
      tool: 'npm audit',
      findings: [
        {
          rule: 'GHSA-35jh-r3h4-6jhm',
          severity: 'high',
          category: 'dependency',
          message: 'lodash <4.17.21: Command injection',
          place: place('package-lock.json'),
        },
        {
          rule: 'old: Something',
          severity: 'low',
          category: 'dependency',
          message: 'old *: Something',
          place: place('package-lock.json'),
        },
      ],
    },
    {
      name: 'npm 6 audit',
      content: JSON.stringify(npm6Audit),
      tool: 'npm audit',
      findings: [
        {
          rule: '1500',
          severity: 'medium',
          category: 'dependency',
          message: 'yargs-parser <13.1.2: Pollution',
          place: place('package-lock.json'),
        },
      ],
    },
    { name: 'an empty list', content: '[]', tool: 'unknown tool', findings: [] },
    {
      name: 'an npm audit without vulnerabilities',
      content: '{"auditReportVersion":2,"vulnerabilities":{}}',
      tool: 'npm audit',
      findings: [],
    },
    {
      name: 'a Checkstyle report without errors',
      content: '\n<checkstyle/>',
      tool: 'Checkstyle',
      findings: [],
    },
  ])('$name', async ({ content, tool, findings }) => {
    const expected = { tools: [tool], findings, errors: [] };
    expect(await summaryOf(content, ['src/a.js'])).toEqual(expected);
    expect(await summaryOf(gzipSync(content), ['src/a.js'])).toEqual(expected);
    const utf16 = content.startsWith('<?xml') ? content.replace('UTF-8', 'UTF-16') : content;
    expect(await summaryOf(Buffer.from(`\uFEFF${utf16}`, 'utf16le'), ['src/a.js'])).toEqual(expected);
  });

  test('carry suppressions, CWE and fingerprints where the format has them', async () => {
    expect((await readText(JSON.stringify(eslint))).findings[3]?.suppressions).toEqual([
      { kind: 'inSource', status: 'accepted', justification: 'old' },
    ]);
    expect((await readText(JSON.stringify(npmAudit))).findings[0]).toMatchObject({
      cwe: [77],
      ruleInformation: { helpUri: expect.stringContaining('GHSA') },
    });
    expect((await readText(JSON.stringify(codeClimate))).findings[0]?.givenFingerprints).toEqual({
      'codeClimate/v1': 'f1',
    });
  });

  test('take the word for how bad it is where an advisory has no score', async () => {
    const advisory = { name: 'a', title: 'Bad', severity: 'critical', cvss: { score: 0 }, range: '*' };
    const audit = { auditReportVersion: 2, vulnerabilities: { a: { via: [advisory] } } };
    expect((await readText(JSON.stringify(audit))).findings[0]?.severity).toBe('critical');
  });

  test.each(['file', 'filepath'])('of JUnit may name a suite’s %s', async (name) => {
    const report = `<testsuite ${name}="src/a.js"><testcase name="t"><error/></testcase></testsuite>`;
    expect((await readText(report, ['src/a.js'])).findings[0]?.place?.path).toBe('src/a.js');
  });

  test('never repeat the secret that they found', async () => {
    expect(JSON.stringify(await readText(JSON.stringify(gitleaks)))).not.toContain(secret);
  });

  test('are read in the encoding that the XML declares', async () => {
    const latin = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><checkstyle><file name="a"><error message="caf\u00e9"/></file></checkstyle>',
      'latin1',
    );
    expect((await readText(latin)).findings[0]?.message).toBe('café');
  });

  const bomb =
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><checkstyle><file name="&b;"/></checkstyle>';
  const external =
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><checkstyle><file name="a"><error message="&e;"/></file></checkstyle>';
  test.each([
    ['[{"some":"list"}]', /none of ESLint, gitleaks or Code Climate/],
    ['[1]', /none of ESLint/],
    ['[', /breaks off|is not JSON/],
    ['[] []', /after the end/],
    ['{"auditReportVersion":2,"error":{"code":"ENOLOCK"}}', /npm audit wrote neither/],
    ['<html></html>', /root "html"; what is read is checkstyle/],
    ['<checkstyle><file>', /not well-formed/],
    ['<checkstyle></file></checkstyle>', /not well-formed/],
    ['<', /not well-formed/],
    [bomb, /not well-formed/],
    [external, /not well-formed/],
    ['<checkstyle>'.repeat(1000), /more than 100 elements/],
    ['{"some":"object"}', /no SARIF log: it has no runs/],
  ])('%s is an error', async (content, message) => {
    const { errors, findings } = await summaryOf(content);
    expect(findings).toEqual([]);
    expect(errors).toEqual([expect.stringMatching(message)]);
  });
});
