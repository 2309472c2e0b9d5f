import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseUnifiedDiff } from '../../src/sandbox/parse-unified-diff.ts';
import { type Bookshop, openBookshop } from './bookshop.ts';
import { installBundle, readReport, runBundle } from './bundle.ts';

const main = installBundle();
const runs = (value: string) => `const express = require('express');
const app = express();
app.get('/', (req, res) => {
  const code = ${value};
  res.locals.started = Date.now();
  eval(code);
});
`;

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
});
afterAll(() => shop.sandbox.close());

it('a line that the pull request does not touch, and lets data get to, is told where the data passes the change', async () => {
  const { repository, sandbox } = shop;
  repository.git('checkout', '--quiet', 'main');
  const destination = repository.commit({ 'run.js': runs("'1 + 1'") });
  repository.git('checkout', '--quiet', '-b', 'let-in');
  const commit = repository.commit({ 'run.js': runs('req.query.code') });
  sandbox.as().push(12, commit, parseUnifiedDiff(repository.git('diff', destination, commit)));
  const { exitCode, log } = await runBundle(main, repository.root, {
    ...shop.environment,
    BITBUCKET_COMMIT: commit,
    BITBUCKET_PR_DESTINATION_COMMIT: destination.slice(0, 12),
  });
  expect(exitCode, log).toBe(1);
  const active = readReport(repository.root).findings.filter(({ disposition }) => disposition === 'active');
  expect(active).toMatchObject([{ rule: 'js-code-injection', path: 'run.js', startLine: 6 }]);
  const threads = sandbox.state.comments.filter(({ inline }) => inline !== undefined);
  expect(threads).toMatchObject([{ inline: { path: 'run.js', to: 4 } }]);
  expect(threads[0]?.raw).toContain('line 6: ');
});
