import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findMergeBase } from '../../src/repository/merge-base.ts';
import { findOrigin } from '../../src/repository/origin.ts';
import { lines, SampleRepository } from './sample-repository.ts';

const build = { insidePipe: false, inPipelines: true };

function originOf(config: string, environment: Readonly<Record<string, string>> = {}, pipelines = build) {
  const folder = mkdtempSync(join(tmpdir(), 'origin-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'config'), config);
  return findOrigin(folder, pipelines, environment);
}

const remote = (url: string) =>
  `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n[branch "x"]\n\turl = no\n`;

it.each([
  [false, 'http://localhost:29418'],
  [true, 'http://host.docker.internal:29418'],
])('goes by the proxy of Pipelines, inside of a pipe: %s', async (insidePipe, proxy) => {
  const url = 'http://bitbucket.org/team/shop';
  const company = { https_proxy: 'http://proxy.test' };
  expect(await originOf(remote(url), company, { ...build, insidePipe })).toMatchObject({
    url,
    environment: { http_proxy: proxy },
  });
});

it('goes by a company’s proxies elsewhere, however their names are written', async () => {
  const environment = {
    http_proxy: 'http://a.test',
    HTTPS_PROXY: 'http://b.test',
    NO_PROXY: '',
    PATH: '/bin',
  };
  expect((await originOf(remote('https://git.test/shop.git'), environment))?.environment).toEqual({
    http_proxy: 'http://a.test',
    https_proxy: 'http://b.test',
  });
});

it.each([
  'git@bitbucket.org:team/shop.git',
  'ssh://git@bitbucket.org/team/shop.git',
  'https://x-token-auth:secret@bitbucket.org/team/shop.git',
  'http://bitbucket.org@elsewhere.test/shop',
  'ext::sh -c touch% /tmp/x',
  '--upload-pack=touch',
  '../shop',
  '',
])('takes no address that needs a program or holds a credential: %s', async (url) => {
  expect(await originOf(remote(url))).toBeUndefined();
});

it.each([
  ['', false],
  ['\tpromisor = true\n', true],
  ['\tpartialclonefilter = blob:none\n', true],
])('knows whether the clone left contents out: %j', async (more, isPartial) => {
  const config = `[remote "origin"]\n\turl = https://git.test/a\n${more}`;
  expect((await originOf(config))?.isPartial).toBe(isPartial);
});

it('hands git nothing that Bitbucket’s answer calls a merge base and that is no hash', async () => {
  const repository = new SampleRepository();
  const commit = repository.commit({ 'a.txt': lines(3) });
  const { git } = await repository.open();
  const told = await findMergeBase(
    git,
    commit,
    '1'.repeat(40),
    undefined,
    async () => '--upload-pack=touch x',
  );
  expect(told).toEqual({ detail: 'the merge base is not in the clone and could not be fetched' });
});
