// Calls and time of publishing to the embedded Bitbucket: `node bench/publishing.ts [--quick]`.
import { rmSync } from 'node:fs';
import type { Sandbox } from '../src/sandbox/sandbox.ts';
import { sarifLog } from '../test/e2e/sarif-log.ts';
import { SampleRepository } from '../test/repository/sample-repository.ts';
import { measuredRun, reportOf } from './bundle-run.ts';
import { isQuick, median, tell } from './figures.ts';
import { openPullRequest, pullRequestEnvironment } from './pull-request.ts';

const latency = 200;
const annotations = 1_000;
const threads = 25;
const rounds = isQuick ? 1 : 3;
/** What must be said, each in a request of its own: batches of 100, the report, two statuses, threads, the summary. */
const leastWrites = annotations / 100 + 1 + 2 + threads + 1;
/**
 * The longest chain of calls that have to follow one another: read the pull request, list its comments, one thread
 * after the other since each sends an e-mail, the summary that tells of them, the last status.
 */
const longestChain = 1 + 1 + threads + 1 + 1;

const repository = new SampleRepository();
const lines = Array.from({ length: annotations }, (_, index) => `line ${index + 1}\n`).join('');
const base = repository.commit({ 'README.md': 'Nothing\n' }, 'Nothing');
repository.git('checkout', '--quiet', '-b', 'feature');
const head = repository.commit({ 'src/one.js': lines }, 'A thousand lines');
const log = sarifLog(
  Array.from({ length: annotations }, (_, index) => ({
    rule: `rule-${index % 40}`,
    message: `Words of number ${index}`,
    path: 'src/one.js',
    line: index + 1,
  })),
);
repository.write('other.sarif', log);

interface Published {
  readonly calls: Sandbox['calls'];
  readonly milliseconds: number;
}

async function publish(sandbox: Sandbox): Promise<Published> {
  const before = sandbox.calls.length;
  const run = await measuredRun(repository.root, {
    MODE: 'publish',
    SARIF_FILES: 'other.sarif',
    FAIL_ON: 'never',
    ...pullRequestEnvironment(sandbox, { base, head }),
  });
  const failed = reportOf(run).publications.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) throw new Error(`publishing failed:\n${run.log}`);
  const calls = sandbox.calls.slice(before);
  const times = calls.map(({ at }) => at);
  return { calls, milliseconds: Math.max(...times) - Math.min(...times) + latency };
}

const first: Published[] = [];
const again: Published[] = [];
for (let round = 0; round < rounds; round += 1) {
  const sandbox = await openPullRequest({ repository, base, head, latency });
  first.push(await publish(sandbox));
  again.push(await publish(sandbox));
  await sandbox.close();
}
rmSync(repository.root, { recursive: true });

const [one, more] = [first[0]?.calls ?? [], again[0]?.calls ?? []];
const writes = (calls: Published['calls']) => calls.filter(({ method }) => method !== 'GET');
const statuses = writes(more).filter(({ path }) => path.includes('/statuses/'));
const critical = (longestChain * latency) / 1000;
const seconds = median(first.map(({ milliseconds }) => milliseconds)) / 1000;
tell(`Publishing ${annotations} findings at ${latency} ms a call: medians of ${rounds}`, [
  {
    what: 'writes: 10 batches of annotations, report, 2 statuses, 25 threads, summary',
    figure: `${writes(one).length}`,
    target: `${leastWrites}`,
    met: writes(one).length <= leastWrites,
  },
  {
    what: 'reads',
    figure: `${one.length - writes(one).length}: ${listed(one.filter(({ method }) => method === 'GET'))}`,
  },
  {
    what: `from the first call to the last answer, beside the longest chain of ${longestChain} calls`,
    figure: `${seconds.toFixed(1)} s, ${(seconds / critical).toFixed(2)} ×`,
    target: `1.30 × ${critical.toFixed(1)} s`,
    met: seconds / critical <= 1.3,
  },
  {
    what: 'writes of a second run of the same commit',
    figure: `${writes(more).length}`,
    target: '2 statuses',
    met: writes(more).length === 2 && statuses.length === 2,
  },
  { what: 'its reads', figure: `${more.length - writes(more).length}` },
]);

/** How often each kind of address was read. */
function listed(calls: Published['calls']): string {
  const kinds = Map.groupBy(calls, ({ path }) => path.replace(/\?.*$/, '').split('/').at(-1) ?? '');
  return [...kinds]
    .map(([kind, all]) => `${all.length} ${/^\d+$|^code-scan$/.test(kind) ? 'one' : kind}`)
    .join(', ');
}
