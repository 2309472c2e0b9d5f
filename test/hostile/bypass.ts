import { type ResultOf, sarifLog } from '../e2e/sarif-log.ts';
import type { SampleRepository } from '../repository/sample-repository.ts';
import { environmentOf, type HostileRun, pullRequest, scan, vulnerable } from './hostile-pull-request.ts';

type Files = Readonly<Record<string, string | Buffer>>;

/** A way by which a pull request could get a better verdict than it deserves. */
export interface Bypass {
  readonly before?: Files;
  readonly change: Files;
  readonly environment?: Readonly<Record<string, string>>;
  /** What is done to the clone besides, by the push or by an earlier step. What it commits is part of the change. */
  readonly besides?: (repository: SampleRepository, destination: string) => void;
}

/** A new critical problem. */
export const bad = { 'new.js': vulnerable() };

export async function attempt(
  main: string,
  { before = {}, change, environment = {}, besides }: Bypass,
): Promise<HostileRun> {
  const { repository, destination } = pullRequest({ 'old.js': 'old\n', ...before }, change);
  besides?.(repository, destination);
  const commit = repository.git('rev-parse', 'HEAD');
  return scan(main, { repository, environment: environmentOf(destination, commit) }, environment);
}

/** A log that some other tool seems to have written. */
export function forged(results: readonly ResultOf[], tool = 'ast-grep'): string {
  return sarifLog(results, { tool: { driver: { name: tool, version: '0.51.1', rules: [] } } });
}

/** What our own scanner says of `bad`, but allowed by somebody. */
export const allowed: ResultOf = {
  rule: 'js-eval-injection',
  message:
    'Request data is run as code. Parse it (`JSON.parse`) or look the wanted function up in a fixed table instead.',
  path: 'new.js',
  line: 3,
  more: { suppressions: [{ kind: 'external', status: 'accepted', justification: 'trust me' }] },
};
