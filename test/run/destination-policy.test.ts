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
