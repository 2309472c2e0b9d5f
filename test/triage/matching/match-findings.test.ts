import { describe, expect, test } from 'vitest';
import type { Finding, Region } from '../../../src/core/finding.ts';
import { matchFindings } from '../../../src/triage/matching/match-findings.ts';
import { finding, treeOf } from '../finding.ts';

type Files = Readonly<Record<string, string>>;

/** Marks stand for findings: `«rule»` at the end of a line, taken out of the text. */
function read(files: Files): { readonly findings: readonly Finding[]; readonly files: Files } {
  const findings: Finding[] = [];
  const texts = Object.entries(files).map(([path, text]) => {
    const lines = text.split(/\r\n|\n/).map((line, index) => {
      for (const [, rule = ''] of line.matchAll(/«([^»]*)»/g)) {
        const snippet = line.replace(/«[^»]*»/g, '');
        findings.push(
          finding({
            rule,
            message: `Message of ${rule}`,
            path,
            line: index + 1,
            snippet,
            title: `${path}:${index + 1}`,
          }),
        );
      }
      return line.replace(/«[^»]*»/g, '');
    });
    return [path, lines.join('\n')] as const;
  });
  return { findings, files: Object.fromEntries(texts) };
}

interface Scenario {
  readonly before: Files;
  readonly after: Files;
  readonly renames?: Readonly<Record<string, string>>;
}

/** `path:line -> path:line (how)` for matches, `? path:line` for what is open, sorted. */
async function match(
  { before, after, renames = {} }: Scenario,
  withSources: boolean,
): Promise<readonly string[]> {
  const one = read(before);
  const other = read(after);
  const matching = await matchFindings({
    before: one.findings,
    after: other.findings,
    renames: new Map(Object.entries(renames)),
    ...(withSources && { beforeTree: treeOf(one.files), afterTree: treeOf(other.files) }),
  });
  return [
    ...matching.pairs.map(
      (pair) => `${one.findings[pair.before]?.title} -> ${other.findings[pair.after]?.title} (${pair.how})`,
    ),
    ...matching.ambiguities.flatMap((open) => open.after.map((index) => `? ${other.findings[index]?.title}`)),
  ].toSorted();
}

const code = [
  "import { run } from './run.js';",
  '',
  'export function first(input) {',
  '  const parsed = parse(input);',
  '  return eval(parsed.code);«eval»',
  '}',
  '',
  'export function second(command) {',
  '  log("running " + command);',
  '  return run(command);«run»',
  '}',
];
const text = code.join('\n');
const movedUp = [...code.slice(0, 2), ...code.slice(7), '', ...code.slice(2, 6)].join('\n');

const alike = (name: string) => [`function ${name}(x) {`, '  return eval(x + 1);«eval»', '}'];

describe.each([
  ['with sources', true],
  ['from SARIF alone', false],
])('%s', (_, withSources) => {
  test.each<[string, Scenario, readonly string[]]>([
    [
      'nothing changed',
      { before: { 'a.js': text }, after: { 'a.js': text } },
      ['a.js:10 -> a.js:10 (same place)', 'a.js:5 -> a.js:5 (same place)'],
    ],
    [
      'lines above',
      { before: { 'a.js': text }, after: { 'a.js': `// one\n// two\n${text}` } },
      ['a.js:10 -> a.js:12 (shifted)', 'a.js:5 -> a.js:7 (shifted)'],
    ],
    [
      'other line ends and indentation',
      { before: { 'a.js': text }, after: { 'a.js': text.replaceAll('\n', '\r\n').replaceAll('  ', '\t') } },
      ['a.js:10 -> a.js:10 (same place)', 'a.js:5 -> a.js:5 (same place)'],
    ],
    [
      'renamed, and git says so',
      { before: { 'a.js': text }, after: { 'b c/ü.js': text }, renames: { 'a.js': 'b c/ü.js' } },
      ['a.js:10 -> b c/ü.js:10 (renamed)', 'a.js:5 -> b c/ü.js:5 (renamed)'],
    ],
    [
      'everything in another folder, and nobody says so',
      { before: { 'src/a.js': text }, after: { 'packages/core/src/a.js': text } },
      ['src/a.js:10 -> packages/core/src/a.js:10 (moved)', 'src/a.js:5 -> packages/core/src/a.js:5 (moved)'],
    ],
    [
      'changed in place',
      { before: { 'a.js': text }, after: { 'a.js': text.replace('eval(parsed.code)', 'eval(parsed.body)') } },
      ['a.js:10 -> a.js:10 (same place)', 'a.js:5 -> a.js:5 (changed in place)'],
    ],
    [
      'a rule under another name',
      { before: { 'a.js': text }, after: { 'a.js': text.replace('«eval»', '«security/eval»') } },
      ['a.js:10 -> a.js:10 (same place)', 'a.js:5 -> a.js:5 (reworded)'],
    ],
    [
      'fixed, and another one added elsewhere',
      { before: { 'a.js': text }, after: { 'a.js': `new Function(x)«eval»\n${text.replace('«eval»', '')}` } },
      ['a.js:10 -> a.js:11 (shifted)'],
    ],
    [
      'a copied file: the original stays what it was',
      { before: { 'a.js': text }, after: { 'a.js': text, 'b.js': text } },
      ['a.js:10 -> a.js:10 (same place)', 'a.js:5 -> a.js:5 (same place)'],
    ],
    [
      'another file that git calls a rename',
      {
        before: { 'a.js': text },
        after: { 'b.js': 'const a = 1;\nother();\neval(somethingElse);«eval»\n' },
        renames: { 'a.js': 'b.js' },
      },
      [],
    ],
    [
      'a line below itself: nobody can tell which is new',
      {
        before: { 'a.js': 'x\neval(y)«eval»\nz\n' },
        after: { 'a.js': 'x\neval(y)«eval»\neval(y)«eval»\nz\n' },
      },
      ['? a.js:2', '? a.js:3'],
    ],
    [
      'one of two equal lines gone: both were there before',
      {
        before: { 'a.js': 'x\neval(y)«eval»\neval(y)«eval»\nz\n' },
        after: { 'a.js': 'x\neval(y)«eval»\nz\n' },
      },
      ['? a.js:2'],
    ],
    ['none before', { before: { 'a.js': '' }, after: { 'a.js': text } }, []],
    ['none after', { before: { 'a.js': text }, after: { 'a.js': '' } }, []],
  ])('%s', async (_name, scenario, expected) => {
    expect(await match(scenario, withSources)).toEqual(expected.toSorted());
  });
});

describe('with sources only', () => {
  test.each<[string, Scenario, readonly string[]]>([
    [
      'a function moved within its file',
      { before: { 'a.js': text }, after: { 'a.js': movedUp } },
      ['a.js:10 -> a.js:5 (shifted)', 'a.js:5 -> a.js:10 (moved)'],
    ],
    [
      'a file split in two',
      {
        before: { 'a.js': text },
        after: {
          'a.js': code.slice(0, 6).join('\n'),
          'b.js': ["import { run } from './run.js';", '', ...code.slice(7)].join('\n'),
        },
      },
      ['a.js:10 -> b.js:5 (moved)', 'a.js:5 -> a.js:5 (same place)'],
    ],
    [
      'a copy of a block far from its original',
      { before: { 'a.js': text }, after: { 'a.js': `${text}\n\n// copied\n${code.slice(2, 6).join('\n')}` } },
      ['a.js:10 -> a.js:10 (same place)', 'a.js:5 -> a.js:5 (same place)'],
    ],
    [
      'mended where it stood, and the same written elsewhere: taken out and moved looks no other',
      {
        before: { 'a.js': text },
        after: {
          'a.js': `${text.replace('eval(parsed.code);«eval»', 'JSON.parse(parsed.code);')}\n\nfunction third(parsed) {\n  return eval(parsed.code);«eval»\n}`,
        },
      },
      ['? a.js:14', 'a.js:10 -> a.js:10 (same place)'],
    ],
    [
      'mended where it stood, and the same written in another file',
      {
        before: { 'a.js': text, 'b.js': 'const b = 1;\n' },
        after: {
          'a.js': text.replace('eval(parsed.code);«eval»', 'JSON.parse(parsed.code);'),
          'b.js': 'const b = 1;\nexport const third = (parsed) => {\n  return eval(parsed.code);«eval»\n};\n',
        },
      },
      ['? b.js:3', 'a.js:10 -> a.js:10 (same place)'],
    ],
    [
      'one of two like it moved further down: neither is new',
      {
        before: { 'a.js': [...alike('a'), ...alike('b'), 'function c() {', '}'].join('\n') },
        after: { 'a.js': [...alike('a'), 'function c() {', '}', ...alike('b')].join('\n') },
      },
      ['? a.js:2', '? a.js:7'],
    ],
    [
      'one of two like it moved to another file: neither is new',
      {
        before: { 'a.js': [...alike('a'), ...alike('b'), 'more();'].join('\n'), 'b.js': 'other();\n' },
        after: {
          'a.js': [...alike('a'), 'more();'].join('\n'),
          'b.js': ['other();', ...alike('b')].join('\n'),
        },
      },
      ['? a.js:2', '? b.js:3'],
    ],
    [
      'a line moved as it is',
      {
        before: { 'a.js': text },
        after: {
          'a.js': [...code.slice(0, 4), ...code.slice(5, 10), code[4], ...code.slice(10)].join('\n'),
        },
      },
      ['a.js:10 -> a.js:9 (shifted)', 'a.js:5 -> a.js:10 (moved)'],
    ],
    [
      'of two lines alike, the one that its neighbours came along with',
      {
        before: { 'a.js': 'foo();\nreturn eval(x + 1);«eval»\nbar();' },
        after: {
          'b.js': 'qux();\nreturn eval(x + 1);«eval»\nzap();',
          'c.js': 'foo();\nreturn eval(x + 1);«eval»\nbar();',
        },
      },
      ['a.js:2 -> c.js:2 (moved)'],
    ],
    [
      'a line moved from where only a sign stays',
      {
        before: { 'a.js': text },
        after: {
          'a.js': [...code.slice(0, 4), ';;', ...code.slice(5, 10), code[4], ...code.slice(10)].join('\n'),
        },
      },
      ['a.js:10 -> a.js:10 (same place)', 'a.js:5 -> a.js:11 (moved)'],
    ],
    [
      'a line moved from where one comes that stands elsewhere too',
      {
        before: { 'a.js': text },
        after: {
          'a.js': [...code.slice(0, 4), code[8], ...code.slice(5, 10), code[4], ...code.slice(10)].join('\n'),
        },
      },
      ['a.js:10 -> a.js:10 (same place)', 'a.js:5 -> a.js:11 (moved)'],
    ],
    [
      'moved and changed a little on the way',
      {
        before: { 'a.js': text },
        after: {
          'a.js': code.slice(0, 6).join('\n'),
          'b.js': code.slice(7).join('\n').replace('run(command)', 'run(command, {})'),
        },
      },
      ['a.js:10 -> b.js:3 (moved)', 'a.js:5 -> a.js:5 (same place)'],
    ],
    [
      'a line split in two',
      {
        before: { 'a.js': text },
        after: {
          'a.js': text.replace(
            '  return eval(parsed.code);«eval»',
            '  return eval(«eval»\n    parsed.code);',
          ),
        },
      },
      ['a.js:10 -> a.js:11 (shifted)', 'a.js:5 -> a.js:5 (changed in place)'],
    ],
    [
      'swapped names',
      {
        before: { 'a.js': text, 'b.js': movedUp },
        after: { 'b.js': text, 'a.js': movedUp },
        renames: { 'a.js': 'b.js', 'b.js': 'a.js' },
      },
      [
        'a.js:10 -> b.js:10 (renamed)',
        'a.js:5 -> b.js:5 (renamed)',
        'b.js:10 -> a.js:10 (renamed)',
        'b.js:5 -> a.js:5 (renamed)',
      ],
    ],
  ])('%s', async (_name, scenario, expected) => {
    expect(await match(scenario, true)).toEqual(expected.toSorted());
  });
});

test('several findings of one rule on one line go by their columns', async () => {
  const at = (column: number, line: number) =>
    finding({
      place: {
        path: 'a.js',
        region: { startLine: line, endLine: line, startColumn: column, endColumn: column + 2 },
      },
    });
  const before = [at(3, 1), at(13, 1), at(23, 1)];
  const after = [at(23, 2), at(3, 2), at(13, 2)];
  const line = 'a == b || c == d || e == f';
  const trees = { beforeTree: treeOf({ 'a.js': line }), afterTree: treeOf({ 'a.js': `\n${line}` }) };
  for (const sources of [trees, {}]) {
    const { pairs } = await matchFindings({ before, after, renames: new Map(), ...sources });
    expect(new Map(pairs.map((pair) => [pair.before, pair.after]))).toEqual(
      new Map([
        [0, 1],
        [1, 2],
        [2, 0],
      ]),
    );
  }
});

describe('another secret in the place of one is a new one', () => {
  const key = (body: string) => ['-----BEGIN KEY-----', body, '-----END KEY-----'];
  const padding = 'text '.repeat(500);
  test.each<[string, readonly string[], readonly string[], Region]>([
    [
      'in several lines',
      key('AAAA'),
      key('BBBB'),
      { startLine: 1, endLine: 3, startColumn: 1, endColumn: 18 },
    ],
    [
      'far behind in a long line',
      [`${padding}AAAA`],
      [`${padding}BBBB`],
      { startLine: 1, endLine: 1, startColumn: 2501, endColumn: 2505 },
    ],
    [
      'in another file that begins alike',
      ['one line', 'another line', ...key('AAAA')],
      ['one line', 'another line', ...key('BBBB')],
      { startLine: 3, endLine: 5, startColumn: 1, endColumn: 18 },
    ],
  ])('%s', async (name, before, after, region) => {
    const path = name.includes('file') ? 'b.pem' : 'a.pem';
    const at = (where: string) => finding({ category: 'secret', place: { path: where, region } });
    const compare = async (lines: readonly string[]) =>
      matchFindings({
        before: [at('a.pem')],
        after: [at(path)],
        renames: new Map([['a.pem', path]]),
        beforeTree: treeOf({ 'a.pem': before.join('\n') }),
        afterTree: treeOf({ [path]: lines.join('\n') }),
      });
    expect(await compare(after)).toEqual({ pairs: [], ambiguities: [] });
    expect((await compare(before)).pairs).toHaveLength(1);
  });
});

test('a tree that is not the text of the findings is not believed', async () => {
  const before = [finding({ path: 'a.js', line: 3, snippet: 'eval(x)' })];
  const after = [finding({ path: 'a.js', line: 4, snippet: 'eval(x)' })];
  const wrong = treeOf({ 'a.js': 'quite\nanother\ntext\n' });
  const right = treeOf({ 'a.js': '\n\n\neval(x)\n' });
  const { pairs } = await matchFindings({
    before,
    after,
    renames: new Map(),
    beforeTree: wrong,
    afterTree: right,
  });
  expect(pairs).toMatchObject([{ before: 0, after: 0 }]);
});

test('findings without a line go by rule and message, and by rule alone if there is one', async () => {
  const before = [
    finding({ path: 'lock', rule: 'CVE-1', message: 'lodash 4.17.1 is vulnerable' }),
    finding({ path: 'lock', rule: 'CVE-2', message: 'one' }),
    finding({ path: 'lock', rule: 'CVE-2', message: 'two' }),
    finding({ rule: 'whole', message: 'No licence.' }),
  ];
  const after = [
    finding({ rule: 'whole', message: 'No licence.' }),
    finding({ path: 'lock', rule: 'CVE-1', message: 'lodash 4.17.2 is vulnerable' }),
    finding({ path: 'lock', rule: 'CVE-2', message: 'two' }),
    finding({ path: 'lock', rule: 'CVE-2', message: 'something else altogether' }),
  ];
  const { pairs } = await matchFindings({ before, after, renames: new Map() });
  expect(pairs.map((pair) => [pair.before, pair.after]).toSorted()).toEqual([
    [0, 1],
    [2, 2],
    [3, 0],
  ]);
});
