import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, Region } from '../../src/core/finding.ts';
import { identify } from '../../src/triage/fingerprint.ts';
import { finding, treeOf } from './finding.ts';

const source = 'function a(x) {\n  eval(x);\n}\n';

const keyOf = (body: string) => `-----BEGIN KEY-----\n${body}\n-----END KEY-----\n`;

async function fingerprintIn(text: string, line: number, given: Partial<Finding> = {}): Promise<string> {
  const [identified] = await identify([finding({ path: 'a.js', line, ...given })], treeOf({ 'a.js': text }));
  return identified?.fingerprint ?? '';
}

describe('has a value that other versions of the pipe compute as well', () => {
  // Annotations, comments and suppressions out there have it: a value that changes here begins with v2 from then on.
  test.each([
    ['of a line', source, 2, {}, '8a1123df728a1e80c1258af0c8df02d5'],
    [
      'of a part of a line',
      source,
      2,
      { place: { path: 'a.js', region: { startLine: 2, endLine: 2, startColumn: 3, endColumn: 7 } } },
      '251a33bf977a2ddecc84fc3e4ea4d121',
    ],
    [
      'of a secret of several lines',
      keyOf('AAAA'),
      1,
      { category: 'secret', place: { path: 'a.js', region: { startLine: 1, endLine: 3 } } },
      '6ad7f4017325ee48267779fd0cf76e67',
    ],
    [
      'of a message',
      source,
      2,
      { place: { path: 'b.js' }, message: 'Line 7 is too long' },
      'ea9521c931aed8954cfa54b40157acf6',
    ],
  ] as const)('%s', async (_, text, line, given, value) => {
    expect(await fingerprintIn(text, line, given)).toBe(`v1:${value}`);
  });
});

describe('stays the same', () => {
  test.each([
    ['when lines come above', `// one\n// two\n${source}`, 4],
    ['when the line above is another one', 'function b(y) {\n  eval(x);\n}\n', 2],
    ['when it is indented anew', source.replace('  eval', '\t\t\teval'), 2],
    ['with other blanks inside', source.replace('eval(x);', 'eval(x);   '), 2],
    ['with other line ends', source.replaceAll('\n', '\r\n'), 2],
  ])('%s', async (_, text, line) => {
    expect(await fingerprintIn(text, line)).toBe(await fingerprintIn(source, 2));
  });

  test('when the message is worded anew and the severity is another', async () => {
    expect(await fingerprintIn(source, 2, { message: 'Other words', severity: 'low' })).toBe(
      await fingerprintIn(source, 2),
    );
  });
});

describe('is another one', () => {
  test.each([
    ['for another line', source.replace('eval(x)', 'eval(y)'), {}],
    ['for another rule', source, { rule: 'other' }],
    ['for another scanner', source, { scanner: 'other' }],
    [
      'for another part of the line',
      source,
      { place: { path: 'a.js', region: { startLine: 2, endLine: 2, startColumn: 8, endColumn: 9 } } },
    ],
  ])('%s', async (_, text, given) => {
    expect(await fingerprintIn(text, 2, given)).not.toBe(await fingerprintIn(source, 2));
  });

  test('for another file', async () => {
    // Each alone: of two at once the second would differ by its ordinal.
    const tree = treeOf({ 'a.js': source, 'b.js': source });
    const fingerprintOf = async (path: string) =>
      (await identify([finding({ path, line: 2 })], tree)).map(({ fingerprint }) => fingerprint);
    expect(await fingerprintOf('a.js')).not.toEqual(await fingerprintOf('b.js'));
  });
});

const padded = (secret: string) => `{"text":"${'a '.repeat(1_500)}","key":"${secret}"}\n`;
const inLines = { startLine: 1, endLine: 3, startColumn: 1, endColumn: 18 };

test.each([
  ['in other lines than the first', keyOf('AAAA'), keyOf('BBBB'), inLines],
  ['in lines without columns', keyOf('AAAA'), keyOf('BBBB'), { startLine: 1, endLine: 3 }],
  ['far behind in a long line', padded('AAAA'), padded('BBBB'), { startLine: 1, endLine: 1 }],
  [
    'behind its first two hundred characters',
    `${'A'.repeat(300)}A`,
    `${'A'.repeat(300)}B`,
    { startLine: 1, endLine: 1, startColumn: 1, endColumn: 302 },
  ],
])('a secret is another one where it differs %s', async (_, one, other, region) => {
  const given = { category: 'secret', place: { path: 'a.js', region } } as const;
  const before = await fingerprintIn(one, 1, given);
  expect(await fingerprintIn(other, 1, given)).not.toBe(before);
  expect(await fingerprintIn(one.replaceAll('\n', '\r\n'), 1, given)).toBe(before);
  expect(
    await fingerprintIn(one.replaceAll('\n', '\n\t'), 1, {
      ...given,
      place: { path: 'a.js', region: withoutColumns(region) },
    }),
  ).toBe(await fingerprintIn(one, 1, { ...given, place: { path: 'a.js', region: withoutColumns(region) } }));
});

function withoutColumns({ startLine, endLine }: Region): Region {
  return { startLine, endLine };
}

test('a secret ends where the scanner says, whatever follows on the line', async () => {
  const given = { category: 'secret', place: { path: 'a.js', region: inLines } } as const;
  const one = await fingerprintIn(keyOf('AAAA'), 1, given);
  expect(await fingerprintIn(keyOf('AAAA').replace('END KEY-----', 'END KEY-----; more()'), 1, given)).toBe(
    one,
  );
});

test('is another one where the flagged part ends elsewhere', async () => {
  const upTo = (endColumn: number) =>
    fingerprintIn(source, 2, {
      place: { path: 'a.js', region: { startLine: 2, endLine: 2, startColumn: 3, endColumn } },
    });
  expect(await upTo(7)).not.toBe(await upTo(10));
});

test('what is no secret, and a secret that ends on its line, goes by the line and its part', async () => {
  const place = { path: 'a.js', region: { startLine: 1, endLine: 3 } };
  expect(await fingerprintIn('run(\n  one\n);', 1, { place })).toBe(
    await fingerprintIn('run(\n  two\n);', 1, { place }),
  );
  const short = { path: 'a.js', region: { startLine: 2, endLine: 2, startColumn: 3, endColumn: 7 } };
  expect(await fingerprintIn(source, 2, { place: short, category: 'secret' })).toBe(
    await fingerprintIn(source, 2, { place: short }),
  );
});

test('equal ones are counted in the order of the lines, whatever order they come in', async () => {
  const tree = treeOf({ 'a.js': 'eval(x)\neval(x)\neval(x)\n' });
  const found = [3, 1, 2].map((line) => finding({ path: 'a.js', line }));
  const fingerprints = (await identify(found, tree)).map(({ fingerprint }) => fingerprint);
  const [third, first, second] = fingerprints;
  expect(first).toMatch(/^v1:[0-9a-f]{32}$/);
  expect([second, third]).toEqual([`${first}.2`, `${first}.3`]);
});

test.each([
  ['the snippet, where the text is not known', { snippet: '  eval(x);\n  more' }, { snippet: 'eval(x);' }],
  [
    'the message, where there is no snippet; numbers in it are often lines',
    { message: 'at 1:2' },
    { message: 'at 30:4' },
  ],
])('goes by %s', async (_, one, other) => {
  const [a, b] = await identify([finding({ path: 'a.js', line: 1, ...one })], undefined).then(
    async (first) => [
      ...first,
      ...(await identify([finding({ path: 'a.js', line: 9, ...other })], undefined)),
    ],
  );
  expect(a?.fingerprint).toBe(b?.fingerprint);
});

test('is safe ASCII of at most 64 characters, for whatever a scanner says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      fc.nat(5),
      async (rule, message, line) => {
        const found = Array.from({ length: 3 }, () =>
          finding({ rule, message, path: 'a.js', line: line + 1, snippet: message }),
        );
        for (const { fingerprint } of await identify(found, treeOf({ 'a.js': message }))) {
          expect(fingerprint).toMatch(/^v1:[0-9a-f]{32}(?:\.[0-9]+)?$/);
          expect(fingerprint.length).toBeLessThanOrEqual(64);
        }
      },
    ),
  );
});

test('GitHub’s hash comes along where the text is known, but not for secrets', async () => {
  const found = [
    finding({ path: 'a.js', line: 1 }),
    finding({ path: 'a.js', line: 1, category: 'secret' }),
    finding({ path: 'gone.js', line: 1 }),
    finding({}),
  ];
  const hashes = (await identify(found, treeOf({ 'a.js': '' }))).map((each) => each.primaryLocationLineHash);
  expect(hashes).toEqual(['c129715d7a2bc9a3:1', undefined, undefined, undefined]);
});
