import { expect, test } from 'vitest';
import { likeness } from '../../src/publishers/thread-key.ts';
import { makeFinding } from '../reports/make-report.ts';
import { makeSource } from './published.ts';

const one = makeSource({ 'a.js': 'const key = "alpha";', 'b.js': '  const key="alpha" ;' });
const other = makeSource({ 'a.js': 'const key = "omega";' });
const at = (path: string, more: Parameters<typeof makeFinding>[0] = {}) =>
  makeFinding({ path, line: 1, ...more });

test('a finding is known again in another file by its lines, however they are indented', async () => {
  const here = await likeness(at('a.js'), one);
  expect(await likeness(at('b.js', { message: 'Worded anew.' }), one)).toBe(here);
  expect(await likeness(at('a.js'), other)).not.toBe(here);
  expect(await likeness(at('a.js', { rule: 'js/xss' }), one)).not.toBe(here);
});

test('nothing of a secret goes into what its thread says of it', async () => {
  const secret = at('a.js', { category: 'secret', snippet: 'alpha' });
  const here = await likeness(secret, one);
  expect(await likeness({ ...secret, snippet: 'omega' }, other)).toBe(here);
  expect(await likeness({ ...secret, message: 'A key of another kind.' }, one)).not.toBe(here);
});

test('without its lines a finding is known by what it says and what its tool quoted', async () => {
  const gone = at('gone.js', { snippet: 'alpha' });
  const here = await likeness(gone, one);
  expect(await likeness({ ...gone, snippet: 'omega' }, one)).not.toBe(here);
  expect(await likeness({ ...gone, message: 'Another one.' }, one)).not.toBe(here);
});
