import { expect, test } from 'vitest';
import { primaryLocationLineHashes } from '../../src/triage/primary-location-line-hash.ts';

const split = (text: string) => text.split(/\r\n|\r|\n/);

// Values that GitHub's uploader gives for these texts.
const greetings = [
  'e9496ae3ebfced30:1',
  'fb7c023a8b9ccb3f:1',
  'ce8ba1a563dcdaca:1',
  'e20e36e16fcb0cc8:1',
  'b3edc88f2938467e:1',
  'c8e28b0b4002a3a0:1',
  'c129715d7a2bc9a3:1',
];

test.each([
  ['an empty file', '', ['c129715d7a2bc9a3:1']],
  [
    'no final line end',
    ' a\nb\n  \t\tc\n d',
    ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'],
  ],
  ['line feeds', ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', greetings],
  ['carriage returns', ' hello; \t\rworld!!!\r\r\r  \t\tGreetings\r End\r', greetings],
  ['both', ' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n', greetings],
  ['a mixture', ' hello; \t\r\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', greetings],
  [
    'repeated lines, counted behind the colon',
    'Lorem ipsum dolor sit amet.\n'.repeat(10),
    [
      'a7f2ff13bc495cf2:1',
      'a7f2ff13bc495cf2:2',
      'a7f2ff13bc495cf2:3',
      'a7f2ff13bc495cf2:4',
      'a7f2ff13bc495cf2:5',
      'a7f2ff13bc495cf2:6',
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
])('%s', (_, text, expected) => {
  const lines = split(text);
  const all = new Set(lines.keys().map((index) => index + 1));
  expect([...primaryLocationLineHashes(lines, all).values()]).toEqual(expected);
});

test('only the wanted lines, with the count of those before', () => {
  const lines = split('Lorem ipsum dolor sit amet.\n'.repeat(10));
  expect(primaryLocationLineHashes(lines, new Set([3, 99]))).toEqual(new Map([[3, 'a7f2ff13bc495cf2:3']]));
  expect(primaryLocationLineHashes(lines, new Set())).toEqual(new Map());
});

test('a minified file costs little', () => {
  const started = performance.now();
  primaryLocationLineHashes(['x '.repeat(5_000_000), 'y'], new Set([1, 2]));
  expect(performance.now() - started).toBeLessThan(2_000);
});
