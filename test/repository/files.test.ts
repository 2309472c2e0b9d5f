import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportTree } from '../../src/repository/export-tree.ts';
import { listFiles } from '../../src/repository/list-files.ts';
import { folderTree } from '../../src/repository/source-trees.ts';
import { SampleRepository } from './sample-repository.ts';

describe('the files to scan', () => {
  it('are regular files inside the repository, without what is generated, vendored, linked or ignored', async () => {
    const repository = new SampleRepository();
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    repository.write('.gitignore', 'ignored.js\n');
    repository.commit({
      'src/a.js': 'a',
      'a b\nü.py': 'b',
      '-rf.js': 'c',
      'node_modules/x/index.js': 'd',
      'vendor/x.php': 'e',
      'lib/jquery.min.js': 'f',
      '.bitbucket/pipelines/generated/pipeline/x.js': 'g',
      'code-scan-report/report.js': 'h',
      'folder/inner.js': 'i',
    });
    repository.write('ignored.js', 'x');
    repository.write('mine.js', 'x');
    repository.write('.git/info/exclude', 'mine.js\n');
    repository.write('untracked.js', 'x');
    symlinkSync(outside, join(repository.root, 'link'));
    symlinkSync('/etc/passwd', join(repository.root, 'passwd.js'));
    repository.git('add', 'link', 'passwd.js');
    repository.remove('folder/inner.js');
    execFileSync('mkfifo', [join(repository.root, 'fifo.js')]);
    const checkout = await repository.open();

    const tracked = await listFiles(checkout, { untracked: false, outputDir: 'code-scan-report' });
    expect(tracked.files).toEqual(['-rf.js', '.gitignore', 'a b\nü.py', 'src/a.js'].sort());
    expect(tracked.leftOut).toBe(4);
    const all = await listFiles(checkout, { untracked: true, outputDir: 'code-scan-report' });
    expect(all.files).toContain('untracked.js');
    expect(all.files).not.toContain('ignored.js');
    expect(all.files).not.toContain('mine.js');
    expect(all.files).not.toContain('fifo.js');
  });

  it.each([
    ['looks at', []],
    ['is told not to look at', ['--assume-unchanged']],
    ['leaves out of the checkout', ['--skip-worktree']],
  ])('are none that became something else, though git %s them', async (_, option) => {
    const repository = new SampleRepository();
    const outside = new SampleRepository();
    outside.write('inner.js', 'the same');
    repository.commit({
      'stays.js': 'a',
      'changed.js': 'b',
      'gone.js': 'c',
      'link.js': 'd',
      'folder/inner.js': 'the same',
      'place/x.js': 'e',
    });
    if (option.length > 0)
      repository.git('update-index', ...option, ...repository.git('ls-files').split('\n'));
    repository.write('changed.js', 'and more');
    for (const path of ['gone.js', 'link.js', 'folder/inner.js', 'place/x.js']) repository.remove(path);
    rmdirSync(join(repository.root, 'folder'));
    rmdirSync(join(repository.root, 'place'));
    repository.write('place', 'a file');
    symlinkSync('/etc/passwd', join(repository.root, 'link.js'));
    symlinkSync(outside.root, join(repository.root, 'folder'));
    const { files } = await listFiles(await repository.open(), { untracked: false });
    expect(files).toEqual(['changed.js', 'stays.js']);
  });

  it('are looked at by us where git knows none of them any more, as in a copy of the clone', async () => {
    const original = new SampleRepository();
    original.commit({ 'a.js': 'a', 'folder/b.js': 'b' });
    const copy = new SampleRepository();
    cpSync(original.root, copy.root, { recursive: true, force: true });
    const { files } = await listFiles(await copy.open(), { untracked: false });
    expect(files).toEqual(['a.js', 'folder/b.js']);
  });

  it('are listed by an index that is split in two', async () => {
    const repository = new SampleRepository();
    repository.commit({ 'a.js': 'a' });
    repository.git('update-index', '--split-index');
    const { files } = await listFiles(await repository.open(), { untracked: false });
    expect(files).toEqual(['a.js']);
  });

  it('are found in a folder without git too', async () => {
    const root = mkdtempSync(join(tmpdir(), 'plain-'));
    new SampleRepository(join(root, 'inner')).write('x.js', 'x');
    const { files } = await listFiles({ root }, { untracked: true });
    expect(files).toEqual(['inner/x.js']);
  });

  it('are those of a folder without git but for the folders that nobody can read, which are named', async () => {
    const root = mkdtempSync(join(tmpdir(), 'plain-'));
    writeFileSync(join(root, 'b.js'), 'b');
    // A path of more than the 4,096 bytes of Linux comes to be only by moving one long one below another.
    const long = Array.from({ length: 9 }, () => 'n'.repeat(250)).join('/');
    const lower = mkdtempSync(join(tmpdir(), 'lower-'));
    mkdirSync(join(root, long), { recursive: true });
    mkdirSync(join(lower, 'm', long), { recursive: true });
    const moved = join(root, long, 'm');
    renameSync(join(lower, 'm'), moved);
    try {
      const { files, closed } = await listFiles({ root }, { untracked: true });
      expect(files).toEqual(['b.js']);
      expect(closed).toEqual([expect.stringMatching(/^n[n/]+… \(ENAMETOOLONG\)$/)]);
    } finally {
      renameSync(moved, join(lower, 'm'));
    }
  });
});

describe('a commit written to a folder', () => {
  it('has the stored bytes, no links, and only the files asked for', async () => {
    const repository = new SampleRepository();
    symlinkSync('/etc', join(repository.root, 'link'));
    const commit = repository.commit({
      'a.txt': 'one\r\ntwo',
      'ü/b\tc.bin': Buffer.from([0, 255, 10]),
      'empty.txt': '',
      'other.txt': 'x',
    });
    const { git } = await repository.open();
    const folder = mkdtempSync(join(tmpdir(), 'export-'));
    const wanted = new Set(['a.txt', 'ü/b\tc.bin', 'empty.txt', 'link', 'gone']);
    const { files: written } = await exportTree(git, commit, folder, wanted);
    expect([...written].sort()).toEqual(['a.txt', 'empty.txt', 'ü/b\tc.bin']);
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('one\r\ntwo');
    expect(readFileSync(join(folder, 'ü/b\tc.bin'))).toEqual(Buffer.from([0, 255, 10]));
    expect(existsSync(join(folder, 'link'))).toBe(false);
    expect(existsSync(join(folder, 'other.txt'))).toBe(false);
  });
});

it('a hostile clone configuration runs nothing', async () => {
  const repository = new SampleRepository();
  const commit = repository.commit({ 'a.txt': 'x\n', '.gitattributes': '*.txt filter=evil diff=evil\n' });
  const canary = join(mkdtempSync(join(tmpdir(), 'canary-')), 'ran');
  for (const key of [
    'filter.evil.clean',
    'filter.evil.process',
    'diff.evil.textconv',
    'diff.evil.command',
    'core.fsmonitor',
    'core.pager',
    'core.sshCommand',
    'diff.external',
    'credential.helper',
  ]) {
    repository.git('config', key, `touch ${canary}; cat`);
  }
  repository.write('.git/hooks/post-index-change', `#!/bin/sh\ntouch ${canary}\n`);
  repository.git('config', 'core.hooksPath', join(repository.root, '.git/hooks'));
  repository.write('a.txt', 'changed\n');
  const checkout = await repository.open();
  await listFiles(checkout, { untracked: true });
  expect((await checkout.git.run(['diff', commit, '--'])).toString()).toContain('+changed');
  expect(existsSync(canary)).toBe(false);
});

describe('the lines of a file', () => {
  it('are those of a text file inside the folder', async () => {
    const repository = new SampleRepository();
    repository.write('a.txt', 'one\r\ntwo\nthree');
    repository.write('binary', Buffer.from([1, 0, 2]));
    symlinkSync('/etc/passwd', join(repository.root, 'link'));
    const tree = folderTree(repository.root);
    expect(await tree.lines('a.txt')).toEqual(['one', 'two', 'three']);
    expect(await tree.lines('binary')).toBeUndefined();
    expect(await tree.lines('link')).toBeUndefined();
    expect(await tree.lines('gone')).toBeUndefined();
  });
});
