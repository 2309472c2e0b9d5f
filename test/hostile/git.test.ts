import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { installBundle } from '../e2e/bundle.ts';
import { SampleRepository } from '../repository/sample-repository.ts';
import { Canary } from './canary.ts';
import { activePaths, environmentOf, type HostileRun, scan, vulnerable } from './hostile-pull-request.ts';

const main = installBundle();

/** Settings by which git runs a program. `PROGRAM` stands for one that leaves a mark. */
const settings: Readonly<Record<string, string>> = {
  'core.fsmonitor': 'PROGRAM',
  'core.hooksPath': 'HOOKS',
  'core.pager': 'PROGRAM',
  'core.editor': 'PROGRAM',
  'core.sshCommand': 'PROGRAM',
  'core.gitProxy': 'PROGRAM',
  'core.askPass': 'PROGRAM',
  'core.alternateRefsCommand': 'PROGRAM',
  'core.attributesFile': 'ATTRIBUTES',
  'pager.diff': 'PROGRAM',
  'pager.log': 'PROGRAM',
  'diff.external': 'PROGRAM',
  'diff.evil.command': 'PROGRAM',
  'diff.evil.textconv': 'PROGRAM',
  'filter.evil.clean': 'PROGRAM',
  'filter.evil.smudge': 'PROGRAM',
  'filter.evil.required': 'true',
  'filter.lfs.clean': 'PROGRAM',
  'filter.lfs.smudge': 'PROGRAM',
  'filter.lfs.process': 'PROGRAM',
  'merge.evil.driver': 'PROGRAM',
  'credential.helper': 'PROGRAM',
  'gpg.program': 'PROGRAM',
  'log.showSignature': 'true',
  'uploadpack.packObjectsHook': 'PROGRAM',
  'remote.origin.uploadpack': 'PROGRAM',
  'remote.origin.proxy': 'http://127.0.0.1:9',
  'protocol.ext.allow': 'always',
  'url.ext::PROGRAM .insteadOf': 'file://',
  'alias.diff': '!PROGRAM',
  'alias.ls-files': '!PROGRAM',
  'submodule.sub.update': '!PROGRAM',
  'fetch.recurseSubmodules': 'true',
  'submodule.recurse': 'true',
  'include.path': 'INCLUDED',
  'extensions.worktreeConfig': 'true',
  'tar.evil.command': 'PROGRAM',
};

const hooks = [
  'fsmonitor-watchman',
  'post-checkout',
  'post-index-change',
  'pre-auto-gc',
  'reference-transaction',
  'post-merge',
  'update',
  'proc-receive',
  'post-rewrite',
];

const lfsPointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 12\n`;

/** A clone too shallow for its merge base, in which whatever can name a program names one of ours. */
function armedClone(canary: Canary) {
  const upstream = new SampleRepository();
  const start = upstream.commit({ 'old.js': vulnerable('old') });
  upstream.commit({ 'main.js': 'main\n' });
  upstream.git('checkout', '--quiet', '-b', 'feature', start);
  upstream.git('update-index', '--add', '--cacheinfo', `160000,${start},sub`);
  upstream.commit({ 'new.js': vulnerable() });
  const commit = upstream.commit({
    'data.bin': lfsPointer,
    '.gitattributes':
      '* filter=evil diff=evil merge=evil\n*.bin filter=lfs diff=lfs merge=lfs -text\nnew.js binary -diff -text linguist-generated export-ignore\n',
    '.gitignore': '*.js\n.gitattributes\n',
    '.gitmodules': `[submodule "sub"]\n\tpath = sub\n\turl = ext::${canary.program('submodule-url')}\n\tupdate = !${canary.program('submodule-update')}\n`,
  });
  const destination = upstream.git('rev-parse', 'main');
  const root = mkdtempSync(join(tmpdir(), 'armed-'));
  const quiet = { stdio: 'ignore' } as const;
  const clone = ['clone', '-q', '--depth=1', '-b', 'feature', `file://${upstream.root}`, root];
  execFileSync('git', clone, quiet);
  const repository = new SampleRepository(root);
  arm(repository, canary);
  // Where history is fetched from is as hostile.
  arm(upstream, canary);
  const refs = join(root, '.git', 'refs');
  symlinkSync(join(canary.outside, 'victim.txt'), join(refs, 'heads', 'linked'));
  symlinkSync(canary.outside, join(refs, 'linked'));
  execFileSync('mkfifo', [join(refs, 'heads', 'fifo')]);
  repository.write('new.js', `${vulnerable()}// changed\n`);
  repository.write('untracked.js', vulnerable('untracked'));
  return { repository, commit, destination };
}

function arm(repository: SampleRepository, canary: Canary): void {
  const own = join(repository.root, '.git');
  const hooksFolder = join(own, 'armed-hooks');
  for (const folder of [hooksFolder, join(own, 'hooks')]) {
    mkdirSync(folder, { recursive: true });
    for (const name of hooks) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${canary.command(`hook-${name}`)}\n`);
      chmodSync(join(folder, name), 0o755);
    }
  }
  const places = (name: string, value: string) =>
    value
      .replace('PROGRAM', canary.program(name))
      .replace('HOOKS', hooksFolder)
      .replace('ATTRIBUTES', join(own, 'info', 'attributes'))
      .replace('INCLUDED', join(own, 'included'));
  writeFileSync(join(own, 'included'), `[diff]\n\texternal = ${canary.program('included')}\n`);
  writeFileSync(join(own, 'info', 'attributes'), '* filter=evil diff=evil\n');
  writeFileSync(join(own, 'config.worktree'), `[core]\n\tfsmonitor = ${canary.program('worktree-config')}\n`);
  const objects = join(canary.outside, 'folder');
  mkdirSync(join(own, 'objects', 'info'), { recursive: true });
  writeFileSync(join(own, 'objects', 'info', 'alternates'), `${objects}\n../../../outside\n`);
  for (const [key, value] of Object.entries(settings)) {
    const name = key.replace(/[^a-z]+/gi, '-');
    execFileSync('git', ['config', places(name, key), places(name, value)], { cwd: repository.root });
  }
}

describe('a clone whose configuration, attributes and hooks name programs', () => {
  const canary = new Canary();
  let run: HostileRun;
  let local: HostileRun;

  beforeAll(async () => {
    const { repository, commit, destination } = armedClone(canary);
    canary.reset();
    run = await scan(main, { repository, environment: environmentOf(destination, commit) });
    local = await scan(main, { repository, environment: {} });
  }, 60_000);

  it('runs none of them, in a pull request and in a local run', () => {
    expect(canary.problems({ ...run.texts, local: local.log })).toEqual([]);
  });

  it('is scanned all the same, with the merge base fetched', () => {
    expect(run.report?.baseline, run.log).toMatchObject({ kind: 'merge-base' });
    expect(activePaths(run)).toEqual(['new.js']);
    expect(run.exitCode).toBe(1);
    expect(local.report?.scanners.map(({ outcome }) => outcome)).not.toContain('failed');
  });

  it('is a trap indeed: git as it comes runs the programs', () => {
    const trapped = new Canary();
    const { repository } = armedClone(trapped);
    const options = { cwd: repository.root, stdio: 'ignore' } as const;
    for (const args of [['status'], ['add', '.'], ['log', '-1'], ['stash']]) {
      try {
        execFileSync('git', args, options);
      } catch {
        // That git fails, too, is no wonder.
      }
    }
    expect(trapped.ran()).toEqual(
      expect.arrayContaining(['worktree-config', 'filter-evil-clean', 'hook-post-index-change']),
    );
  });
});
