import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseUnifiedDiff } from '../../src/sandbox/parse-unified-diff.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { tokenAccount } from '../../src/sandbox/seed.ts';
import type { SandboxState } from '../../src/sandbox/state.ts';
import { type BundleRun, installBundle, runBundle } from '../e2e/bundle.ts';
import { type ResultOf, sarifLog } from '../e2e/sarif-log.ts';
import { lines, SampleRepository } from '../repository/sample-repository.ts';

export const token = 'ATCTT3xFfGN0-chaos-4b7a9c2d1e';
export const account = tokenAccount('Code Scan');
export const pullRequest = 3;

/** One push: a commit, and what a scanner of an earlier step found in it. */
export interface Push {
  readonly commit: string;
  readonly files: ReturnType<typeof parseUnifiedDiff>;
  /** The SARIF file's path. */
  readonly sarif: string;
}

export interface ShopRunOutcome extends BundleRun {
  /** What `report.json` says of each publisher; empty where a run ended before it was written. */
  readonly outcomes: Readonly<Record<string, string>>;
}

/** A real clone with a branch of several pushes, and the bundle that publishes what was found in them. */
export class ShopRun {
  readonly repository = new SampleRepository();
  readonly destination: string;
  readonly #main = installBundle();
  readonly #cache = mkdtempSync(join(tmpdir(), 'compiled-'));

  constructor() {
    this.destination = this.repository.commit({ 'a.txt': lines(20), 'b.txt': lines(20) });
    this.repository.git('checkout', '--quiet', '-b', 'feature');
  }

  push(files: Readonly<Record<string, string>>, results: readonly ResultOf[]): Push {
    const { repository, destination } = this;
    const commit = repository.commit(files);
    const folder = mkdtempSync(join(tmpdir(), 'sarif-'));
    const sarif = join(folder, 'in.sarif');
    writeFileSync(sarif, sarifLog(results));
    return { commit, sarif, files: parseUnifiedDiff(repository.git('diff', destination, commit)) };
  }

  /** Puts the clone where a pipeline of that push would have it. */
  checkOut({ commit }: Push): void {
    this.repository.git('checkout', '--quiet', commit);
  }

  /** A Bitbucket where the pull request is open, and nothing else has happened. */
  async open({ commit, files }: Push, options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
    return this.reopen(
      {
        repository: { workspace: 'example', slug: 'shop' },
        pullRequests: [
          {
            id: pullRequest,
            title: 'Sort books',
            source: { branch: 'feature', commit },
            destination: { branch: 'main', commit: this.destination },
            files,
          },
        ],
      },
      options,
    );
  }

  /** A Bitbucket that goes on from where another one stood. */
  async reopen(
    start: SandboxState | SandboxOptions['start'],
    options: Partial<SandboxOptions> = {},
  ): Promise<Sandbox> {
    const scopes = ['repository', 'pullrequest'];
    return startSandbox({
      start,
      credentials: [{ kind: 'access-token', token, account, scopes }],
      ...options,
    });
  }

  /** Runs the bundle on a push; each run has a folder of its own for what it writes. */
  async run(
    { commit, sarif }: Push,
    sandbox: Sandbox,
    more: Readonly<Record<string, string>> = {},
    during?: (kill: (signal: NodeJS.Signals) => void) => void,
  ): Promise<ShopRunOutcome> {
    const folder = mkdtempSync(join(tmpdir(), 'run-'));
    const environment = {
      BITBUCKET_WORKSPACE: 'example',
      BITBUCKET_REPO_SLUG: 'shop',
      BITBUCKET_COMMIT: commit,
      BITBUCKET_BRANCH: 'feature',
      BITBUCKET_BUILD_NUMBER: '7',
      BITBUCKET_PR_ID: String(pullRequest),
      BITBUCKET_PR_DESTINATION_BRANCH: 'main',
      BITBUCKET_PR_DESTINATION_COMMIT: this.destination,
      BITBUCKET_API_URL: sandbox.url,
      BITBUCKET_ACCESS_TOKEN: token,
      MODE: 'publish',
      SARIF_FILES: sarif,
      OUTPUT_DIR: join(folder, 'out'),
      // What a killed run leaves behind goes with the folder.
      TMPDIR: folder,
      // Most of what so short a run takes is reading the bundle.
      NODE_COMPILE_CACHE: this.#cache,
      ...more,
    };
    try {
      const run = await runBundle(this.#main, this.repository.root, environment, during);
      return { ...run, outcomes: outcomesIn(join(folder, 'out/report.json')) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function outcomesIn(path: string): Readonly<Record<string, string>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return {};
  }
  const { publications }: { publications: readonly { publisher: string; outcome: string }[] } =
    JSON.parse(text);
  return Object.fromEntries(publications.map(({ publisher, outcome }) => [publisher, outcome]));
}
