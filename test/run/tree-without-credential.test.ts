import { expect, it } from 'vitest';
import { findSecretTexts } from '../../src/run/found-secrets.ts';
import { treeWithoutCredential } from '../../src/run/tree-without-credential.ts';
import { treeOf } from '../triage/finding.ts';

it('shows the lines of a file without the run’s own credential, and all others as they are', async () => {
  const token = 'ATCTT3xFfGN0-a-token';
  const tree = treeOf({ 'a.js': `one\nconst token = "${token}";\nthree`, 'b.js': 'four' });
  const { maskOwn } = await findSecretTexts([], undefined, [token]);
  const clean = treeWithoutCredential(tree, maskOwn);
  expect(await clean.lines('a.js')).toEqual(['one', 'const token = "***";', 'three']);
  expect(await clean.lines('a.js')).toEqual(['one', 'const token = "***";', 'three']);
  expect(await clean.lines('b.js')).toEqual(['four']);
  expect(await clean.lines('c.js')).toBeUndefined();
});
