import { expect, it } from 'vitest';
import { memoryLimit } from '../../src/run/memory-limit.ts';

const version2 = '/sys/fs/cgroup/memory.max';
const version1 = '/sys/fs/cgroup/memory/memory.limit_in_bytes';

it.each([
  ['version 2', { [version2]: '1073741824\n' }, 1024],
  ['version 2 without a limit', { [version2]: 'max\n' }, undefined],
  ['version 1', { [version1]: '314572800\n' }, 300],
  ['version 1 without a limit', { [version1]: '9223372036854771712\n' }, undefined],
  ['both, where the first counts', { [version2]: 'max\n', [version1]: '314572800\n' }, undefined],
  ['a limit that is no number', { [version2]: 'much\n' }, undefined],
  ['no control groups', {}, undefined],
])(
  'the limit of a container is read from %s',
  async (_, files: Readonly<Record<string, string>>, expected) => {
    const read = async (path: string) => {
      const text = files[path];
      if (text === undefined) throw new Error('ENOENT');
      return text;
    };
    expect(await memoryLimit(read)).toBe(expected);
  },
);
