import { expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { tokenAccount } from '../../src/sandbox/seed.ts';
import { evaluating, file, Scenario } from './scenario.ts';

const [a, b] = [evaluating('alpha'), evaluating('beta')];
const token = 'branch-token-0123456789';

it('a branch has new what came since its last build that passed, until that is mended', async () => {
  const scenario = new Scenario();
  const { repository } = scenario;
  const commits = [scenario.start({ 'app.js': file(a) })];
  const push = (...texts: readonly string[]) => {
    for (const text of texts) commits.push(scenario.commit({ 'app.js': text }));
  };
  push(`${file(a)}\n`, file(a, b), `${file(a, b)}\n`, `${file(a, b)}\n\n`, file(a));
  const sandbox = await startSandbox({
    start: { repository: { workspace: 'acme', slug: 'shop' }, pullRequests: [], commits },
    credentials: [
      {
        kind: 'access-token',
        token,
        account: tokenAccount('Code Scan'),
        scopes: ['repository', 'pullrequest'],
      },
    ],
  });
  onTestFinished(() => sandbox.close());
  const build = (number: number) => {
    repository.git('checkout', '--quiet', commits[number] ?? '');
    return scenario.run({
      PUBLISH: 'status,insights',
      BITBUCKET_WORKSPACE: 'acme',
      BITBUCKET_REPO_SLUG: 'shop',
      BITBUCKET_COMMIT: commits[number] ?? '',
      BITBUCKET_BRANCH: 'feature',
      BITBUCKET_BUILD_NUMBER: `${number}`,
      BITBUCKET_API_URL: sandbox.url,
      BITBUCKET_ACCESS_TOKEN: token,
    });
  };

  const first = await build(1);
  expect(first).toMatchObject({ exitCode: 0, active: [], baselined: ['alpha in app.js'] });
  expect(first.log.join('\n')).toMatch(/the parent commit; it has not passed a scan/);

  // Two commits in one push: the first of them brings it.
  const second = await build(3);
  expect(second).toMatchObject({ exitCode: 1, active: ['beta in app.js'], baselined: ['alpha in app.js'] });
  expect(second.log.join('\n')).toMatch(/the last commit whose scan passed: 2 commits back/);

  expect(await build(4)).toMatchObject({ exitCode: 1, active: ['beta in app.js'], fixed: [] });
  expect(await build(5)).toMatchObject({ exitCode: 0, active: [], baselined: ['alpha in app.js'] });
});
