import { existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Bookshop, openBookshop } from '../e2e/bookshop.ts';
import { installBundle, runBundle } from '../e2e/bundle.ts';

const main = installBundle();
let shop: Bookshop;
let folder: string;
let storage: Readonly<Record<string, string>>;
beforeEach(async () => {
  shop = await openBookshop();
  folder = mkdtempSync(join(tmpdir(), 'step-'));
  writeFileSync(join(folder, 'variables'), 'OF_AN_EARLIER_COMMAND=1\n');
  writeFileSync(join(folder, '_shared_variables.json'), '{"of_another_pipe":{"a":[1]},"CODE_SCAN_NEW":"9"}');
  storage = {
    BITBUCKET_PIPELINES_VARIABLES_PATH: join(folder, 'variables'),
    BITBUCKET_PIPE_SHARED_STORAGE_DIR: folder,
  };
});
afterEach(() => shop.sandbox.close());

const run = (environment: Readonly<Record<string, string>> = {}) =>
  runBundle(main, shop.repository.root, { ...shop.environment, ...storage, ...environment });

const result = {
  CODE_SCAN_VERDICT: 'failed',
  CODE_SCAN_NEW: '4',
  CODE_SCAN_FIXED: '1',
  CODE_SCAN_CRITICAL: expect.stringMatching(/^\d$/),
  CODE_SCAN_HIGH: expect.stringMatching(/^\d$/),
  CODE_SCAN_MEDIUM: expect.stringMatching(/^\d$/),
  CODE_SCAN_LOW: expect.stringMatching(/^\d$/),
  CODE_SCAN_REPORTS: 'code-scan-report',
};

const lines = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readFileSync(join(folder, 'variables'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('=') as [string, string]),
  );
const shared = (): unknown => JSON.parse(readFileSync(join(folder, '_shared_variables.json'), 'utf8'));

describe('the result', () => {
  it('is told to later steps as output variables, and to other pipes in the storage that they share', async () => {
    const { exitCode, log } = await run();
    expect(exitCode, log).toBe(1);
    expect(lines()).toEqual({ OF_AN_EARLIER_COMMAND: '1', ...result });
    expect(shared()).toEqual({ of_another_pipe: { a: [1] }, ...result });
  });

  it.each([{ MODE: 'collect' }, { MODE: 'preview' }, { PUBLISH: 'none' }])(
    'is told to nobody with %j',
    async (environment) => {
      await run(environment);
      expect(Object.keys(lines())).toEqual(['OF_AN_EARLIER_COMMAND']);
      expect(shared()).toMatchObject({ CODE_SCAN_NEW: '9' });
    },
  );

  it('stays the same where it cannot be told, and nothing is written through a link', async () => {
    const victim = join(folder, 'victim');
    symlinkSync(victim, join(folder, 'link'));
    writeFileSync(join(folder, '_shared_variables.json'), '[]');
    const { exitCode, log } = await run({ BITBUCKET_PIPELINES_VARIABLES_PATH: join(folder, 'link') });
    expect(exitCode).toBe(1);
    expect(existsSync(victim)).toBe(false);
    expect(shared()).toEqual([]);
    expect(log).toMatch(/could not be written to BITBUCKET_PIPELINES_VARIABLES_PATH: /);
    expect(log).toMatch(/could not be written to BITBUCKET_PIPE_SHARED_STORAGE_DIR: /);
  });
});

it('the page lists the variables that there are', async () => {
  await run();
  const page = readFileSync('docs/output-variables.md', 'utf8');
  const { CODE_SCAN_VERDICT: _, ...rest } = result;
  for (const name of ['CODE_SCAN_VERDICT', ...Object.keys(rest)]) expect(page).toContain(`\`${name}\``);
  const yaml = parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '') as {
    pipelines: { default: { step: { 'output-variables'?: string[] } }[] };
  };
  const declared = yaml.pipelines.default.flatMap(({ step }) => step['output-variables'] ?? []);
  expect(declared.filter((name) => !(name in result))).toEqual([]);
  expect(declared).not.toEqual([]);
});
