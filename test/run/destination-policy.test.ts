import { expect, it } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { readDestinationPolicy } from '../../src/run/destination-policy.ts';
import { SampleRepository } from '../repository/sample-repository.ts';

const policy = 'thresholds:\n  - atMost: 0\n';
const nowhere = '1'.repeat(40);

async function read(
  files: Readonly<Record<string, string>>,
  { destination, isExplicit = false }: { destination?: string; isExplicit?: boolean } = {},
) {
  const repository = new SampleRepository();
  const commit = repository.commit({ 'a.txt': 'a', ...files });
  return readDestinationPolicy({
    checkout: await repository.open(),
    change: {
      commit,
      baseDetail: '',
      pullRequests: [1],
      destinationCommit: destination ?? commit,
    },
    configFile: '.code-scan.yml',
    isExplicit,
  });
}

it('reads the destination’s', async () => {
  const { policy: found, warnings } = await read({ '.code-scan.yml': policy });
  expect(found.thresholds).toEqual([{ atMost: 0 }]);
  expect(warnings).toEqual([]);
});

it.each([
  ['the pull request has one', { '.code-scan.yml': policy }, false],
  ['one is asked for', {}, true],
])('does not judge without it where %s', async (_, files, isExplicit) => {
  const outcome = read(files, { destination: nowhere, isExplicit });
  await expect(outcome).rejects.toThrow(ConfigError);
  await expect(outcome).rejects.toThrow(
    '.code-scan.yml: cannot be read on the destination, whose commit is neither in the clone nor could be fetched; set clone: depth: full on the step',
  );
});

/** A folder without its history, and a pull request. */
async function readWithoutGit(files: Readonly<Record<string, string>>, isExplicit = false) {
  const repository = new SampleRepository();
  const commit = repository.commit({ 'a.txt': 'a', ...files });
  const { root } = await repository.open();
  return readDestinationPolicy({
    checkout: { root, detail: 'the folder is no git checkout' },
    change: { commit, baseDetail: '', pullRequests: [1] },
    configFile: '.code-scan.yml',
    isExplicit,
  });
}

it('does not let a pull request bring its own policy where there is no git', async () => {
  await expect(readWithoutGit({ '.code-scan.yml': policy })).rejects.toThrow(
    '.code-scan.yml: cannot be read on the destination, as the folder is no git checkout; run the step in a clone with git',
  );
  await expect(readWithoutGit({}, true)).rejects.toThrow(ConfigError);
  expect((await readWithoutGit({})).warnings).toEqual([
    {
      code: 'policy-unreadable',
      message:
        '.code-scan.yml could not be read on the destination, as the folder is no git checkout; no policy applies',
    },
  ]);
});

it.each([
  ['deleted', { path: '.code-scan.yml', status: 'deleted' }],
  ['renamed', { path: 'old.yml', previousPath: '.code-scan.yml', status: 'renamed' }],
] as const)('does not judge without the policy that the pull request has %s', async (_, file) => {
  const repository = new SampleRepository();
  const commit = repository.commit({ 'a.txt': 'a' });
  const outcome = readDestinationPolicy({
    checkout: await repository.open(),
    change: {
      commit,
      baseDetail: '',
      pullRequests: [1],
      destinationCommit: nowhere,
      files: new Map([[file.path, { ...file, added: [] }]]),
    },
    configFile: '.code-scan.yml',
    isExplicit: false,
  });
  await expect(outcome).rejects.toThrow('cannot be read on the destination');
});

it('says that none applies where nobody speaks of one and the destination is not there', async () => {
  const { policy: found, warnings } = await read({}, { destination: nowhere });
  expect(found.thresholds).toEqual([]);
  expect(warnings).toMatchObject([{ code: 'policy-unreadable' }]);
});

it.each(['..rules.yml', '../policy.yml', '..', 'a/../../policy.yml'])(
  'takes %s for what it is, inside or outside',
  async (configFile) => {
    const repository = new SampleRepository();
    const commit = repository.commit({ '..rules.yml': policy });
    const change = { commit, baseDetail: '', pullRequests: [1], destinationCommit: commit };
    const read = readDestinationPolicy({
      checkout: await repository.open(),
      change,
      configFile,
      isExplicit: true,
    });
    if (configFile === '..rules.yml') expect((await read).policy.thresholds).toEqual([{ atMost: 0 }]);
    else await expect(read).rejects.toThrow('leaves the repository; accepted: a path in it');
  },
);
