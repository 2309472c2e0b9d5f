import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listCommitBlobs } from '../../src/repository/commit-blobs.ts';
import { readBlobs } from '../../src/repository/read-blobs.ts';
import { textsInCommit } from '../../src/repository/texts-in-commit.ts';
import { SampleRepository } from './sample-repository.ts';

const most = 100;

describe('what commits brought and the end has not', () => {
  it('is each content once at each path, with the oldest commit that had it there', async () => {
    const repository = new SampleRepository();
    const base = repository.commit({ 'a.txt': 'old', 'kept.txt': 'kept' });
    const first = repository.commit({ 'a.txt': 'secret', 'ü b\n.txt': 'other' });
    repository.commit({ 'copy.txt': 'secret', 'kept.txt': 'changed for a while' });
    repository.remove('copy.txt');
    repository.remove('ü b\n.txt');
    const last = repository.commit({ 'a.txt': 'new', 'kept.txt': 'kept' });
    const { git } = await repository.open();
    const { blobs, commits, isCut } = await listCommitBlobs(git, base, last, most);
    expect({ commits, isCut }).toEqual({ commits: 3, isCut: false });
    expect(blobs.map(({ commit, path }) => [commit === first, path])).toEqual([
      [true, 'a.txt'],
      [true, 'ü b\n.txt'],
      [false, 'copy.txt'],
      [false, 'kept.txt'],
    ]);
    const { contents } = await readBlobs(
      git,
      blobs.map(({ hash }) => hash),
      { eachBytes: 100, allBytes: 1000 },
    );
    expect([...contents.values()].map(String)).toEqual(['secret', 'other', 'changed for a while']);
  });

  it('is nothing of what a merge brings from the destination, but what the merge itself adds', async () => {
    const repository = new SampleRepository();
    repository.commit({ 'a.txt': 'a', 'b.txt': 'b' });
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.commit({ 'a.txt': 'mine' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'b.txt': 'theirs for a while' });
    repository.git('checkout', '--quiet', 'feature');
    repository.git('merge', '--quiet', '--no-commit', 'main');
    repository.commit({ 'c.txt': 'made by the merge' });
    repository.git('checkout', '--quiet', 'main');
    const base = repository.commit({ 'b.txt': 'b again' });
    repository.git('checkout', '--quiet', 'feature');
    repository.git('merge', '--quiet', 'main', '--message', 'again');
    repository.remove('c.txt');
    const last = repository.commit({ 'a.txt': 'mine at last' });
    const { git } = await repository.open();
    const { blobs } = await listCommitBlobs(git, base, last, most);
    expect(blobs.map(({ path }) => path)).toEqual(['a.txt', 'c.txt']);
  });

  it('says when a shallow clone, or the limit, cuts the range', async () => {
    const repository = new SampleRepository();
    const base = repository.commit({ 'a.txt': '0' });
    for (const text of ['1', '2', '3', '4'])
      repository.commit({ 'a.txt': `version ${text}`, [`${text}.txt`]: text });
    const last = repository.git('rev-parse', 'HEAD');
    const clone = new SampleRepository(join(mkdtempSync(join(tmpdir(), 'shallow-')), 'clone'));
    clone.git('fetch', '--quiet', '--depth=3', `file://${repository.root}`, last);
    clone.git('checkout', '--quiet', last);
    clone.git('fetch', '--quiet', '--depth=1', `file://${repository.root}`, base);
    const { git } = await clone.open();
    const shallow = await listCommitBlobs(git, base, last, most);
    expect(shallow.isCut).toBe(true);
    // The commit at the edge of the clone does not pass for one that brought all of its files.
    expect(shallow.blobs.map(({ path }) => path)).toEqual(['a.txt']);
    const { git: whole } = await repository.open();
    const cut = await listCommitBlobs(whole, base, last, 2);
    expect(cut).toMatchObject({ commits: 2, isCut: true });
    expect(cut.blobs.map(({ path }) => path)).toEqual(['a.txt']);
    expect(await listCommitBlobs(whole, base, last, 4)).toMatchObject({ commits: 4, isCut: false });
    expect(await listCommitBlobs(whole, last, last, 4)).toEqual({ blobs: [], commits: 0, isCut: false });
    expect(await listCommitBlobs(whole, last, base, 4)).toMatchObject({ commits: 0, isCut: true });
  });
});

it('leaves out what is too large, and says how many', async () => {
  const repository = new SampleRepository();
  const commit = repository.commit({
    'a.txt': 'a'.repeat(50),
    'b.txt': 'b'.repeat(10),
    'c.txt': 'c'.repeat(11),
  });
  const { git } = await repository.open();
  const hashes = ['a', 'b', 'c'].map((name) => repository.git('rev-parse', `${commit}:${name}.txt`));
  const read = await readBlobs(git, [...hashes, '0'.repeat(40)], { eachBytes: 20, allBytes: 15 });
  expect([...read.contents.values()].map(String)).toEqual(['b'.repeat(10)]);
  expect(read.leftOut).toBe(3);
});

it('finds texts in any file of a commit, with signs that git could read otherwise', async () => {
  const repository = new SampleRepository();
  const commit = repository.commit({
    'deep/er/a.txt': 'x = "-e.*$[a" \n',
    'b.bin': Buffer.from('\0key-1234\0'),
  });
  const { git } = await repository.open();
  const list = join(mkdtempSync(join(tmpdir(), 'list-')), 'texts');
  const texts = ['-e.*$[a', 'key-1234', 'key-9999', ''];
  expect([...(await textsInCommit(git, commit, texts, list))]).toEqual(['-e.*$[a', 'key-1234']);
  expect([...(await textsInCommit(git, commit, ['absent'], list))]).toEqual([]);
});
