import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SampleRepository } from '../repository/sample-repository.ts';
import { makeSecret } from '../scanners/secrets/make-secret.ts';
import { type Bookshop, openBookshop, token } from './bookshop.ts';
import { installBundle, readReport, runBundle } from './bundle.ts';

const main = installBundle();
const stripe = makeSecret('sk_live_{a24}');
const other = makeSecret('sk_live_{a30}');
let shop: Bookshop;
beforeEach(async () => {
  shop = await openBookshop();
});
afterEach(() => shop.sandbox.close());

const secretsOf = (root: string) =>
  readReport(root).findings.filter(({ rule }) => rule.startsWith('secret/'));

it('tells a secret that the pull request added and took out again: it gates, and stands in the summary', async () => {
  shop.push({ 'config/prod.js': `const a = 1;\nexport const key = '${stripe}';\n` });
  shop.repository.remove('config/prod.js');
  const environment = shop.push({});
  const { log, exitCode } = await runBundle(main, shop.repository.root, {
    ...environment,
    SCANNERS: 'secretlint',
  });
  const found = secretsOf(shop.repository.root);
  const leak = shop.repository.git('rev-parse', 'HEAD~1').slice(0, 12);
  expect(found, log).toMatchObject([{ rule: 'secret/stripe-key', disposition: 'active', severity: 'high' }]);
  expect(found[0]).not.toHaveProperty('path');
  expect(found[0]?.message).toContain(
    `commit ${leak} of this pull request added it in config/prod.js, line 2`,
  );
  expect(exitCode).toBe(1);
  const { annotations, comments } = shop.sandbox.state;
  expect(annotations.filter(({ external_id }) => external_id === found[0]?.fingerprint)).toHaveLength(1);
  const texts = (isThread: boolean) =>
    comments.filter(({ inline }) => (inline !== undefined) === isThread).map(({ raw }) => raw);
  expect(texts(false).join()).toContain(
    `commit \`${leak}\` of this pull request added it in \`config/prod.js\`, line 2`,
  );
  expect(log).toContain(`commit ${leak}`);
  expect(texts(true).join()).not.toContain('Stripe');
  const all = JSON.stringify([readReport(shop.repository.root), shop.sandbox.state, log]);
  expect(all).not.toContain(stripe);
  expect(all).not.toContain(token);
});

it('does not call a secret fixed that is out of the file and still in the history', async () => {
  const first = {
    ...shop.push({ 'config/prod.js': `export const key = '${stripe}';\n` }),
    SCANNERS: 'secretlint',
  };
  await runBundle(main, shop.repository.root, first);
  shop.repository.remove('config/prod.js');
  const second = { ...shop.push({}), SCANNERS: 'secretlint' };
  const { log } = await runBundle(main, shop.repository.root, second);
  const [thread] = shop.sandbox.state.comments.filter(({ inline }) => inline?.path === 'config/prod.js');
  expect(thread?.resolution, log).toBeDefined();
  expect(thread?.raw).toContain('but still in the commits of this branch');
  expect(thread?.raw).not.toContain('**Fixed**');
});

it('does not call fixed what only code told, of which nothing is looked for in the commits', async () => {
  const run = () =>
    runBundle(main, shop.repository.root, { ...shop.push({}), SCANNERS: 'ast-grep,secretlint' });
  shop.push({
    'src/sign.js': "const jwt = require('jsonwebtoken');\njwt.sign({ id: 1 }, 'plum');\nold(2);\n",
  });
  await run();
  shop.push({ 'src/sign.js': "const jwt = require('jsonwebtoken');\njwt.sign({ id: 1 }, key);\nold(2);\n" });
  const { log } = await run();
  const [thread] = shop.sandbox.state.comments.filter(({ inline }) => inline?.path === 'src/sign.js');
  expect(thread?.resolution, log).toBeDefined();
  expect(thread?.raw).toContain('Earlier commits of this branch were not searched for it');
  expect(thread?.raw).not.toContain('**Fixed**');
});

it('knows a secret at each of the files that had it, and judges it by each', async () => {
  const run = () => runBundle(main, shop.repository.root, { ...shop.push({}), SCANNERS: 'secretlint' });
  const text = `export const key = '${stripe}';\nexport const plaintext_token = '${makeSecret('{a24}')}';\n`;
  shop.push({ 'docs/prod.js': text, 'one/prod.js': text, 'two/prod.js': text });
  await run();
  for (const folder of ['docs', 'one', 'two']) shop.repository.remove(`${folder}/prod.js`);
  const { log } = await run();
  const threads = shop.sandbox.state.comments.filter(({ inline }) => /^(?:one|two)/.test(inline?.path ?? ''));
  expect(threads.length, log).toBe(4);
  expect(threads.filter(({ raw }) => raw.includes('but still in the commits of this branch'))).toHaveLength(
    4,
  );
  // The one that would be an example in documentation is told where it was none.
  const told = secretsOf(shop.repository.root).map(({ message }) => /added it in (\S+),/.exec(message)?.[1]);
  expect(told.sort(), log).toEqual(['docs/prod.js', 'one/prod.js']);
});

it('tells each of two secrets of a file its own end: one that a rewritten commit lost, one that is in the history', async () => {
  const run = (environment: Readonly<Record<string, string>>) =>
    runBundle(main, shop.repository.root, { ...environment, SCANNERS: 'secretlint' });
  const kept = `export const key = '${stripe}';\n`;
  await run(shop.push({ 'config/prod.js': `${kept}\n\nexport const old = '${other}';\n` }));
  // The branch is pushed anew, without the second one; then the first goes, too, in a commit of its own.
  shop.repository.git('reset', '--quiet', '--hard', 'HEAD~1');
  shop.push({ 'config/prod.js': kept });
  shop.repository.remove('config/prod.js');
  const { log } = await run(shop.push({}));
  const ends = shop.sandbox.state.comments
    .filter(({ inline }) => inline?.path === 'config/prod.js')
    .map(({ inline, raw }) => [inline?.to, /\*\*(Fixed|Gone from the file)\*\*/.exec(raw)?.[1]]);
  expect(ends.toSorted(), log).toEqual([
    [1, 'Gone from the file'],
    [4, 'Fixed'],
  ]);
});

it('says nothing twice: not what is still there, was there before, or moved', async () => {
  shop.repository.git('checkout', '--quiet', 'main');
  const destination = shop.repository.commit({ 'old.js': `const key = '${other}';\n` });
  shop.repository.git('checkout', '--quiet', 'feature');
  shop.repository.git('merge', '--quiet', 'main', '--message', 'merge');
  // Moved about, and back: nothing that was not there before.
  shop.repository.commit({ 'elsewhere.js': `const theKey = '${other}';\n` });
  shop.repository.remove('elsewhere.js');
  shop.repository.commit({ 'first.js': `const key = '${stripe}';\n` });
  shop.repository.remove('first.js');
  const environment = {
    ...shop.push({ 'second.js': `export const key = '${stripe}';\n` }),
    BITBUCKET_PR_DESTINATION_COMMIT: destination.slice(0, 12),
  };
  await runBundle(main, shop.repository.root, environment);
  const told = secretsOf(shop.repository.root).map(({ path, disposition }) => `${path} ${disposition}`);
  expect(told.sort()).toEqual(['old.js baselined', 'second.js active']);
});

it('takes what stood in documentation or a test for an example, as it does in the tree', async () => {
  const value = (text: string) => `plaintext_token: ${text}\n`;
  shop.push({
    'docs/api-reference/admin.yaml': value(makeSecret('{a24}')),
    'spec/fixtures/seeds/admin.yaml': value(makeSecret('{a24}')),
    'deploy/settings/admin.yaml': value(makeSecret('{a24}')),
  });
  shop.repository.remove('docs/api-reference/admin.yaml');
  shop.repository.remove('spec/fixtures/seeds/admin.yaml');
  shop.repository.remove('deploy/settings/admin.yaml');
  const { log } = await runBundle(main, shop.repository.root, { ...shop.push({}), SCANNERS: 'secretlint' });
  const told = secretsOf(shop.repository.root).map(({ message }) => /added it in (\S+),/.exec(message)?.[1]);
  expect(told, log).toEqual(['deploy/settings/admin.yaml']);
});

it('keeps quiet where SCANNERS leaves secrets out', async () => {
  shop.push({ 'config/prod.js': `export const key = '${stripe}';\n` });
  shop.repository.remove('config/prod.js');
  const environment = { ...shop.push({}), SCANNERS: 'ast-grep' };
  await runBundle(main, shop.repository.root, environment);
  expect(secretsOf(shop.repository.root)).toEqual([]);
});

it('says which commits a shallow clone did not let it see', async () => {
  for (const text of ['1', '2', '3']) shop.push({ 'notes.txt': text });
  const environment = shop.push({ 'notes.txt': 'last' });
  const commit = environment['BITBUCKET_COMMIT'] ?? '';
  const clone = new SampleRepository(join(mkdtempSync(join(tmpdir(), 'shallow-')), 'clone'));
  clone.git('fetch', '--quiet', '--depth=2', `file://${shop.repository.root}`, commit);
  clone.git('checkout', '--quiet', commit);
  await runBundle(main, clone.root, environment);
  expect(readReport(clone.root).warnings.map(({ code }) => code)).toContain('commits-unread');
});
