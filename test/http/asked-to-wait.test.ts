import { expect, it } from 'vitest';
import { askedToWait } from '../../src/http/asked-to-wait.ts';

const now = Date.UTC(2026, 9, 1, 12, 0, 0);

it.each<[name: string, headers: Record<string, string>, milliseconds: number | undefined]>([
  ['seconds', { 'retry-after': '120' }, 120_000],
  ['no seconds', { 'retry-after': '0' }, 0],
  ['a fraction', { 'retry-after': '1.5' }, 1500],
  ['a date', { 'retry-after': 'Thu, 01 Oct 2026 12:00:30 GMT' }, 30_000],
  ['a date that is over', { 'retry-after': 'Thu, 01 Oct 2026 11:59:00 GMT' }, 0],
  ['a date that does not exist', { 'retry-after': 'Thu, 99 Oct 2026 11:59:00 GMT' }, undefined],
  ['what only looks like a date to Date.parse', { 'retry-after': '1 apple' }, undefined],
  ['a negative number', { 'retry-after': '-5' }, undefined],
  ['a number in another notation', { 'retry-after': '1e3' }, undefined],
  ['nothing', {}, undefined],
  ['an empty header', { 'retry-after': '' }, undefined],
  ['a reset from now', { 'x-ratelimit-reset': '42' }, 42_000],
  ['a reset since 1970', { 'x-ratelimit-reset': String(now / 1000 + 42) }, 42_000],
  ['a reset that is over', { 'x-ratelimit-reset': String(now / 1000 - 42) }, 0],
  ['a reset with requests left', { 'x-ratelimit-reset': '42', 'x-ratelimit-remaining': '3' }, undefined],
  ['a reset with none left', { 'x-ratelimit-reset': '42', 'x-ratelimit-remaining': '0' }, 42_000],
  ['both: Retry-After wins', { 'retry-after': '7', 'x-ratelimit-reset': '42' }, 7000],
  ['a broken Retry-After beside a reset', { 'retry-after': 'soon', 'x-ratelimit-reset': '42' }, 42_000],
])('understands %s', (_name, headers, milliseconds) => {
  expect(askedToWait({ status: 429, headers, text: '' }, now)).toBe(milliseconds);
});
