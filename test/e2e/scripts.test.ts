import { expect, it } from 'vitest';
import { attempt } from '../hostile/bypass.ts';
import { installBundle } from './bundle.ts';

const main = installBundle();

const first = '#!/usr/bin/env python3\nimport requests\n';
const call = (name: string) => `requests.get('https://example.com/${name}', verify=False)\n`;
const filler = Object.fromEntries(
  Array.from({ length: 1_001 }, (_, index) => [`texts/${index}.txt`, 'text\n'] as const),
);

it.each([
  ['scanned whole', {}],
  ['of which only the changed files are scanned', filler],
])('of a script without an extension only what is new counts, in a repository %s', async (_, others) => {
  const { report, log, exitCode } = await attempt(main, {
    before: { ...others, 'bin/report': first + call('old') },
    change: { 'bin/report': `${first}import sys\n${call('old')}${call('new')}` },
    environment: { FAIL_ON: 'low' },
  });
  expect(exitCode, log).toBe(1);
  expect(report?.findings.map(({ path, startLine, disposition }) => [path, startLine, disposition])).toEqual([
    ['bin/report', 5, 'active'],
    ['bin/report', 4, 'baselined'],
  ]);
  expect(report?.warnings.filter(({ code }) => code === 'change-not-scanned')).toEqual([]);
  expect(log).toMatch(/ast-grep +2 files$/m);
});
