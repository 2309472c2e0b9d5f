import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LineTable } from '../../../src/sarif/normalise/line-table.ts';
import { readText } from '../findings-of.ts';
import { logOf } from '../temporary-file.ts';

const text = 'one\r\ntwo é\nthree 😀 x\rfour';

describe('offsets in a text', () => {
  test.each([
    {
      unit: 'char',
      offset: 0,
      length: 3,
      region: { startLine: 1, endLine: 1, startColumn: 1, endColumn: 4 },
    },
    {
      unit: 'char',
      offset: 5,
      length: 5,
      region: { startLine: 2, endLine: 2, startColumn: 1, endColumn: 6 },
    },
    // With its line end: the line itself, not a part of the next one.
    { unit: 'char', offset: 5, length: 6, region: { startLine: 2, endLine: 2, startColumn: 1 } },
    {
      unit: 'char',
      offset: 1,
      length: 11,
      region: { startLine: 1, endLine: 3, startColumn: 2, endColumn: 2 },
    },
    {
      unit: 'char',
      offset: 20,
      length: 0,
      region: { startLine: 3, endLine: 3, startColumn: 10, endColumn: 10 },
    },
    {
      unit: 'char',
      offset: 26,
      length: 900,
      region: { startLine: 4, endLine: 4, startColumn: 5, endColumn: 5 },
    },
    { unit: 'char', offset: 27, length: 0, region: undefined },
    {
      unit: 'byte',
      offset: 5,
      length: 6,
      region: { startLine: 2, endLine: 2, startColumn: 1, endColumn: 6 },
    },
    {
      unit: 'byte',
      offset: 18,
      length: 4,
      region: { startLine: 3, endLine: 3, startColumn: 7, endColumn: 9 },
    },
    {
      unit: 'byte',
      offset: 25,
      length: 4,
      region: { startLine: 4, endLine: 4, startColumn: 1, endColumn: 5 },
    },
    { unit: 'byte', offset: 30, length: 1, region: undefined },
  ] as const)('$unit $offset + $length', ({ unit, offset, length, region }) => {
    expect(new LineTable(Buffer.from(text)).regionOf({ unit, offset, length })).toEqual(region);
  });

  test('name the line that a count of line ends names', () => {
    const part = fc.constantFrom('a', 'é', '\n', '\r\n', '😀', ' ');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.nat(40), (parts, offset) => {
        const whole = parts.join('');
        const region = new LineTable(Buffer.from(whole)).regionOf({ unit: 'char', offset, length: 0 });
        const before = whole.slice(0, offset);
        const isInside = offset <= whole.length && !(before.endsWith('\r') && whole[offset] === '\n');
        if (isInside) expect(region?.startLine).toBe(before.split('\n').length);
      }),
    );
  });
});

describe('findings with offsets', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'offsets-'));
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'src/a.txt'), text);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const result = (uri: string, region: unknown) => ({
    message: { text: 'found' },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
  });

  test('get lines where the file is there, and keep their path where it is not', async () => {
    const results = [
      result('src/a.txt', { charOffset: 5, charLength: 3 }),
      result('src/a.txt', { byteOffset: 25 }),
      result('src/a.txt', { charOffset: 900 }),
      result('gone.txt', { charOffset: 0 }),
      result('src', { charOffset: 0 }),
    ];
    const { findings } = await readText(JSON.stringify(logOf(results)), ['src/a.txt'], { root });
    expect(findings.map(({ place }) => [place?.path, place?.region?.startLine])).toEqual([
      ['src/a.txt', 2],
      ['src/a.txt', 4],
      ['src/a.txt', undefined],
      ['gone.txt', undefined],
      ['src', undefined],
    ]);
  });

  test('count once where they are the same, and twice where not', async () => {
    const results = [0, 5, 5].map((charOffset) => result('src/a.txt', { charOffset }));
    const { findings } = await readText(JSON.stringify(logOf(results)), ['src/a.txt'], { root });
    expect(findings.map(({ place }) => place?.region?.startLine)).toEqual([1, 2]);
  });
});
