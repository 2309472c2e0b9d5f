import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findBase } from '../../src/repository/find-base.ts';
import type { Git } from '../../src/repository/git.ts';
import {
  type PipelinesEnvironment,
  readPipelinesEnvironment,
} from '../../src/repository/pipelines-environment.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { target } from './target.ts';

const commit = 'a'.repeat(40);

/** What means something to git's revisions, refspecs or options: https://git-scm.com/docs/gitrevisions */
const pieces = [
  ...[
    '--upload-pack=evil',
    '-c',
    '--exec',
    '-',
    '@{',
    '@{u}',
    '@',
    '^',
    '~1',
    ':',
    '..',
    ':/x',
    '^{/x}',
    '+',
    '*',
  ],
  ...['refs/heads/', 'x', '/', '.lock', ' ', '\n', '\u202e', '\u001b[31m', '{', 'main', '\\', '[', commit],
];
const name = fc.oneof(
  hostileText,
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
);

/** All options that the calls have. */
const options =
  /^(?:-[tp]|--(?:all|quiet|verify|parents|max-count=\d+|first-parent|disambiguate=[\da-f]{7,64}|no-tags|no-recurse-submodules|no-write-fetch-head|refmap=|depth=\d+|deepen=\d+|is-shallow-repository))$/i;
/** What a branch becomes where it is fetched: one ref, and nothing that git would take for several. */
const refspec = /^\+refs\/heads\/[^\s:^~?*[\\]*:refs\/code-scan\/destination$/;

/** Branches and commits that Pipelines or Bitbucket name: git takes none for an option or for several refs. */
export const refs = target(
  'refs',
  0.1,
  fc.record({
    branch: name,
    toBranch: name,
    toCommit: name,
    toldBranch: name,
    toldCommit: fc.stringMatching(/^[\da-f]{7,64}$/),
  }),
  () => ({
    async try({ branch, toBranch, toCommit, toldBranch, toldCommit }) {
      const { pipelines } = readPipelinesEnvironment({
        BITBUCKET_COMMIT: commit,
        BITBUCKET_BRANCH: branch,
        BITBUCKET_PR_DESTINATION_BRANCH: toBranch,
        BITBUCKET_PR_DESTINATION_COMMIT: toCommit,
      });
      for (const text of [pipelines.branch, pipelines.destinationBranch])
        assert.doesNotMatch(text ?? 'x', /^-|[\p{Cc}\s]/u);
      const ofStep = await callsFor(pipelines, toldBranch, toldCommit);
      const ofRemote = await callsFor(
        { insidePipe: true, inPipelines: true, commit },
        toldBranch,
        toldCommit,
      );
      for (const args of [...ofStep, ...ofRemote]) check(args);
    },
  }),
);

function check(args: readonly string[]): void {
  const end = args.indexOf('--end-of-options');
  for (const word of args.slice(1, end === -1 ? undefined : end))
    if (word.startsWith('-')) assert.match(word, options, JSON.stringify(args));
  for (const word of args[0] === 'fetch' ? args : [])
    if (word.includes(':') && !word.startsWith('https:')) assert.match(word, refspec);
}

/** What git is asked in a clone that knows no commit at all, so that everything is looked for everywhere. */
async function callsFor(
  pipelines: PipelinesEnvironment,
  branch: string,
  destinationCommit: string,
): Promise<readonly (readonly string[])[]> {
  const calls: (readonly string[])[] = [];
  const git: Git = {
    root: '/',
    origin: { url: 'https://bitbucket.org/acme/shop', environment: {} },
    run: async (args) => {
      calls.push(args);
      return Buffer.alloc(0);
    },
    tryText: async (args) => {
      calls.push(args);
      return args.includes('--is-shallow-repository') ? 'true' : undefined;
    },
    hashesBeginning: async (start) => {
      assert.match(start, /^[0-9a-f]{7,64}$/i);
      return [];
    },
    typesOf: async (names) => {
      for (const name of names) assert.match(name, /^(?:[0-9a-f]{40}|[0-9a-f]{64})(?:\^\{tree\})?$/);
      return names.map(() => undefined);
    },
  };
  const silent = () => undefined;
  await findBase({
    git,
    pipelines,
    bitbucket: undefined,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    commit,
    pullRequest: {
      id: 1,
      state: 'OPEN',
      title: '',
      sourceBranch: branch,
      sourceCommit: commit,
      destinationBranch: branch,
      destinationCommit,
    },
    isPullRequest: true,
  });
  return calls;
}
