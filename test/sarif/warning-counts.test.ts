import { expect, it } from 'vitest';
import { WarningCounts } from '../../src/sarif/warning-counts.ts';

it('speaks of one finding as of one, and of many with an example', () => {
  const counts = new WarningCounts();
  counts.add('sarif-path-outside', '../a.js');
  counts.add('sarif-path-foreign', '/x/b.js');
  counts.add('sarif-path-foreign', '/x/c.js');
  expect(counts.warnings('s.sarif').map(({ message }) => message)).toEqual([
    's.sarif: 1 finding is kept without its path, as it leaves the repository: ../a.js',
    's.sarif: 2 findings are kept without their path, as it is of another machine and fits no file here; the first is /x/b.js',
  ]);
});
