import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { emptyPolicy } from '../../src/policy/policy.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

const complete = `version: 1
scanners:
  secretlint: false
  our-linter: true
severities:
  no-eval: critical
  ESLint/*: low
paths:
  include: ['src/**']
  exclude: ['**/*.test.js']
thresholds:
  - category: dependency
    minimumSeverity: high
    atMost: 3
suppressions:
  - rule: no-eval
    path: scripts/**
    reason: runs nowhere
    owner: ada
    until: 2027-01-31
  - fingerprint: v1:0f4c1d6fd6f5c8a1b2e3d4c5b6a79881.2
customScanners:
  - name: our-linter
    command: tools/our-linter
    arguments: [--sarif, '{output}', '{files}']
    sarif: file
    findingsExitCodes: [1]
`;

function problemsOf(text: string): readonly string[] {
  try {
    readPolicy(text, '.code-scan.yml');
  } catch (error) {
    if (error instanceof ConfigError)
      return error.problems.map(({ where, message }) => `${where} ${message}`);
    throw error;
  }
  return [];
}

test('a complete file', () => {
  expect(readPolicy(complete, '.code-scan.yml')).toEqual({
    fileName: '.code-scan.yml',
    scanners: new Map([
      ['secretlint', false],
      ['our-linter', true],
    ]),
    severities: [
      { rule: 'no-eval', severity: 'critical' },
      { rule: 'ESLint/*', severity: 'low' },
    ],
    paths: { include: ['src/**'], exclude: ['**/*.test.js'] },
    thresholds: [{ category: 'dependency', minimumSeverity: 'high', atMost: 3 }],
    suppressions: [
      {
        rule: 'no-eval',
        path: 'scripts/**',
        reason: 'runs nowhere',
        owner: 'ada',
        until: '2027-01-31',
        line: 16,
      },
      { fingerprint: 'v1:0f4c1d6fd6f5c8a1b2e3d4c5b6a79881.2', line: 21 },
    ],
    customScanners: [
      {
        name: 'our-linter',
        kind: 'code',
        command: 'tools/our-linter',
        arguments: ['--sarif', '{output}', '{files}'],
        sarif: 'file',
        files: [],
        findingsExitCodes: [1],
      },
    ],
  });
});

test.each([
  ['empty', ''],
  ['comments', '# nothing yet\n'],
  ['null', '~'],
])('%s is the empty policy', (_, text) => {
  expect(readPolicy(text, 'a.yml')).toEqual({ ...emptyPolicy, fileName: 'a.yml' });
});

describe('problems are told with their places', () => {
  test.each([
    [
      'an unknown key',
      'version: 1\nsuppresions: []\n',
      [':2:1 "suppresions" is no key of this place; accepted: version,'],
    ],
    [
      'a wrong severity',
      'severities:\n  no-eval: hi\n',
      [':2:12 "severities.no-eval" is "hi"; accepted: critical, high'],
    ],
    [
      'a rule with a slash and a tilde',
      'severities:\n  a/b~c: hi\n',
      [':2:10 "severities.a/b~c" is "hi"; accepted: critical, high'],
    ],
    [
      'a text that is wrong in two ways, once',
      `suppressions:\n  - rule: "${'*'.repeat(400)}"\n`,
      [':2:11 "suppressions.0.rule" is'],
    ],
    ['a wrong type', 'paths:\n  include: src\n', [':2:12 "paths.include" is "src"; accepted: a list']],
    ['no mapping at all', '- a\n', [':1:1 "the file" is ["a"]; accepted: a mapping']],
    ['a number in quotes', "version: '1'\n", [':1:10 "version" is "1"; accepted: 1']],
    ['another number', 'version: 2\n', [':1:10 "version" is 2; accepted: 1']],
    ['a second document', 'version: 1\n---\nversion: 1\n', [':2:1 a second document starts here; keep one']],
    ['a text in UTF-16', 'v\0e\0r\0', [' it is no text in UTF-8, perhaps in UTF-16; save it as UTF-8']],
    [
      'an empty reason',
      'suppressions:\n  - {rule: a, reason: ""}\n',
      [':2:23 "suppressions.0.reason" is too short: the limit is 1'],
    ],
    [
      'an entry that means everything',
      'suppressions:\n  - reason: because\n',
      [':2:5 "suppressions.0" says of no finding'],
    ],
    ['a rule of stars', 'suppressions:\n  - rule: "*"\n', [':2:11 "suppressions.0.rule" is "*"']],
    ['a missing number', 'thresholds:\n  - category: bug\n', [':2:5 "thresholds.0" lacks atMost']],
    [
      'a day that is none',
      'suppressions:\n  - rule: a\n    until: 2027-02-30\n',
      [':3:12 there is no day 2027-02-30'],
    ],
    [
      'a glob that is a regular expression',
      'paths: { exclude: [a, (a+)+b] }\nsuppressions:\n  - path: +(a)\ncustomScanners:\n  - { name: x, command: x, files: ["{a,b}{c"] }\n',
      [
        ':1:23 the glob "(a+)+b": "(" starts a repetition or a regular expression; accepted: !(a|b), @(a|b), ?(a|b)',
        ':3:11 the glob "+(a)": "+(" starts a repetition',
      ],
    ],
    [
      'a date of another form',
      'suppressions:\n  - rule: a\n    until: tomorrow\n',
      [':3:12 "suppressions.0.until" is "tomorrow"'],
    ],
    ['broken YAML', 'version: 1\npaths: {include\n', [':3:1 Flow map']],
    ['a key twice', 'version: 1\nversion: 1\n', [':2:1 "version" comes twice; keep one of them']],
    ['a tag', 'version: !!js/function "x"\n', [':1:10 Unresolved tag']],
    ['an absolute path', 'paths:\n  exclude: [/etc/*]\n', [':2:13 "paths.exclude.0" is "/etc/*"']],
    [
      'a command outside',
      'customScanners:\n  - {name: a, command: ../b}\n',
      [':2:24 "customScanners.0.command" is "../b"'],
    ],
    [
      'a file that nobody writes',
      'customScanners:\n  - name: a\n    command: b\n    sarif: file\n',
      [':2:5 sarif: file needs {output}'],
    ],
    [
      'two scanners of one name',
      'customScanners:\n  - {name: a, command: b}\n  - {name: a, command: c}\n',
      [':3:12 there are two scanners of the name a'],
    ],
    [
      'what the schema refuses, and what only its meaning does',
      'nope: 1\nsuppressions:\n  - rule: a\n    until: 2027-02-30\n  - 7\n',
      [':1:1 "nope" is no key', ':5:5 "suppressions.1" is 7', ':4:12 there is no day 2027-02-30'],
    ],
    [
      'several at once, in their order',
      'thresholds:\n  - atMost: -1\nseverities:\n  a: hi\nnope: 1\n',
      [':2:13 "thresholds.0.atMost" is -1; accepted: >= 0', ':4:6 "severities.a"', ':5:1 "nope" is no key'],
    ],
  ])('%s', (_, text, expected) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(expected.length);
    for (const [index, start] of expected.entries())
      expect(problems[index]).toContain(`.code-scan.yml${start}`);
  });
});

test('names of scanners are checked where the pipe’s own are known', () => {
  const text =
    'scanners: { ruff: true, ours: true, rufff: false }\ncustomScanners:\n  - { name: ours, command: a }\n';
  expect(readPolicy(text, 'a.yml').scanners.size).toBe(3);
  expect(() => readPolicy(text, 'a.yml', ['ruff'])).toThrow(
    'a.yml:1:37: there is no scanner "rufff". Did you mean ruff? Accepted: ruff, ours',
  );
  expect(() => readPolicy(text, 'a.yml', ['ruff', 'ours', 'rufff'])).toThrow(
    'a.yml:3:13: ours is a scanner of the pipe; use another name',
  );
});

test.each([
  ['a list of scanners', 'scanners: [ruff]\n', '"scanners" is ["ruff"]; accepted: a mapping'],
  ['a scanner for the mapping', 'scanners: ruff\n', '"scanners" is "ruff"; accepted: a mapping'],
  ['a name that no scanner can have', 'scanners: {Ruff!: true}\n', '"scanners.Ruff!" is no name that can'],
])('%s is told once, and not as a scanner that there is not', (_, text, message) => {
  expect(() => readPolicy(text, 'a.yml', ['ruff'])).toThrow(ConfigError);
  expect(() => readPolicy(text, 'a.yml', ['ruff'])).toThrow(message);
  expect(() => readPolicy(text, 'a.yml', ['ruff'])).not.toThrow(/\n/);
});

describe('hostile files', () => {
  const lines = (count: number, line: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => line(at)).join('\n');
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(',')}]`)
    .join('\n')}\n`;

  test.each([
    ['an alias bomb', bomb, /alias/],
    ['a flow of brackets', `version: ${'['.repeat(200_000)}`, /./],
    [
      'a deep mapping',
      Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      /deeper/,
    ],
    ['a list as a key', 'severities:\n  [a, b]: high\n', /2:3 a key is a list, a mapping or an alias/],
    ['an alias as a key', 'paths: &a {}\n*a : 1\n', /a key is a list, a mapping or an alias/],
    ['a circle', 'suppressions: &a\n  - *a\n', /2:5 an alias stands for something that holds it/],
    ['half a megabyte', `# ${'x'.repeat(600_000)}`, /bytes/],
    ['a prototype', '__proto__: {a: 1}\n', /"__proto__" is no key/],
    ['a prototype for scanners', 'scanners: {__proto__: true}\n', /__proto__" is no name/],
    ['a constructor', 'constructor: 1\n', /"constructor" is no key/],
    ['a number and the same as a text', 'severities: {1: low, "1": high}\n', /1:22 "1" comes twice/],
    ['unknown keys by the thousand', lines(20_000, (at) => `k${at}:`), /and 19950 problems more/],
    [
      'rules by the thousand',
      `severities:\n${lines(20_000, (at) => ` r${at}: x`)}`,
      /and 19951 problems more/,
    ],
  ])('%s is refused', (_, text, message) => {
    const started = process.cpuUsage();
    expect(problemsOf(text).join('\n')).toMatch(message);
    // Of the processor: on a busy machine the clock says nothing.
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
  });

  test('a rule may have any name', () => {
    const { severities } = readPolicy('severities: {constructor: low, toString: high}\n', 'a.yml');
    expect(severities).toEqual([
      { rule: 'constructor', severity: 'low' },
      { rule: 'toString', severity: 'high' },
    ]);
  });

  test('rules keep their order where their names are numbers, by an alias too', () => {
    const rules = '{ "zap/*": low, 10038: high, 2: low }';
    const expected = ['zap/*', '10038', '2'];
    const inPlace = readPolicy(`severities: ${rules}\n`, 'a.yml');
    expect(inPlace.severities.map(({ rule }) => rule)).toEqual(expected);
    const named = readPolicy(`paths: {}\nseverities: &a ${rules}\n`, 'a.yml');
    expect(named.severities.map(({ rule }) => rule)).toEqual(expected);
  });

  test('thousands of problems are counted, not listed', () => {
    const text = Array.from({ length: 200 }, (_, index) => `key${index}: 1`).join('\n');
    const problems = problemsOf(text);
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toContain('and 150 problems more');
  });
});
