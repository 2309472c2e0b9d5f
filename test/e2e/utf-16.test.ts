import { afterAll, beforeAll, expect, it } from 'vitest';
import { vulnerable } from '../hostile/hostile-pull-request.ts';
import { type Bookshop, openBookshop } from './bookshop.ts';
import { installBundle, readReport, runBundle } from './bundle.ts';

const main = installBundle();
let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
});
afterAll(() => shop.sandbox.close());

it('a finding in UTF-16, of which Bitbucket shows no lines, is told without a thread', async () => {
  const environment = shop.push({ 'legacy.js': Buffer.from(`\uFEFF${vulnerable()}`, 'utf16le') });
  const { log } = await runBundle(main, shop.repository.root, environment);
  const { findings, publications } = readReport(shop.repository.root);
  expect(findings).toContainEqual(
    expect.objectContaining({ path: 'legacy.js', startLine: 3, disposition: 'active' }),
  );
  expect(
    publications.find(({ publisher }) => publisher === 'inline'),
    log,
  ).toMatchObject({
    outcome: 'published',
    leftOut: 1,
  });
  const places = shop.sandbox.state.comments.flatMap(({ inline }) => inline?.path ?? []);
  expect(places).not.toContain('legacy.js');
});
