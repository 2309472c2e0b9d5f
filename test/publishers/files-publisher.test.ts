import { lstat, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { removeOldReports } from '../../src/publishers/files-publisher.ts';
import { publishAll } from '../../src/publishers/publish-all.ts';
import type { PublishContext } from '../../src/publishers/publisher.ts';
import { makeFinding, makeReport } from '../reports/make-report.ts';
import { makeContext } from './published.ts';

const report = makeReport({ findings: [makeFinding()] });

let context: PublishContext;
beforeEach(async () => {
  context = await makeContext({ publish: 'none' });
});

async function outcome() {
  const publications = await publishAll(report, context);
  return publications.find(({ publisher }) => publisher === 'files');
}

async function json(): Promise<unknown> {
  return JSON.parse(await readFile(join(context.outputFolder, 'report.json'), 'utf8'));
}

describe('the output folder', () => {
  test('holds the reports and nothing half-written', async () => {
    context = { ...context, files: [{ name: 'report.sarif', content: () => ['{"a":', Buffer.from('1}')] }] };
    expect(await outcome()).toMatchObject({ outcome: 'published', writes: 0 });
    const names = await readdir(context.outputFolder);
    expect(names).toEqual(
      expect.arrayContaining([
        'code-quality.json',
        'junit.xml',
        'report.csv',
        'report.html',
        'report.json',
        'report.md',
        'report.sarif',
        'test-results',
      ]),
    );
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(await readFile(join(context.outputFolder, 'report.sarif'), 'utf8')).toBe('{"a":1}');
  });

  test('of a part has no test report where Pipelines would add it to that of the whole', async () => {
    context = { ...context, isPart: true };
    expect(await outcome()).toMatchObject({ outcome: 'published' });
    const names = await readdir(context.outputFolder);
    expect(names).toContain('junit.xml');
    expect(names).not.toContain('test-results');
  });

  test('report.json tells of its own publication', async () => {
    await outcome();
    expect(await json()).toMatchObject({
      publications: [
        { publisher: 'files', outcome: 'published' },
        { publisher: 'status', outcome: 'skipped', detail: 'not in PUBLISH' },
        { publisher: 'insights', outcome: 'skipped' },
        { publisher: 'summary', outcome: 'skipped' },
        { publisher: 'inline', outcome: 'skipped' },
      ],
    });
  });

  test('a file that breaks off leaves no trace, and costs no other file', async () => {
    const broken = {
      name: 'report.sarif',
      *content() {
        yield 'half';
        throw new Error('disk on fire');
      },
    };
    context = { ...context, files: [broken] };
    expect(await outcome()).toMatchObject({ outcome: 'failed', detail: 'report.sarif: disk on fire' });
    const names = await readdir(context.outputFolder);
    expect(names).toContain('report.json');
    expect(names.filter((name) => name.includes('sarif'))).toEqual([]);
  });

  test('a link out of the repository is refused', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await symlink(outside, context.outputFolder);
    expect(await outcome()).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('symbolic link'),
    });
    expect(await readdir(outside)).toEqual([]);
  });

  test('so is one further up, one to nowhere, and one in a folder of its own', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    const { repositoryFolder } = context;
    await symlink(outside, join(repositoryFolder, 'up'));
    await symlink(join(outside, 'nowhere'), join(repositoryFolder, 'dangling'));
    for (const outputFolder of [
      join(repositoryFolder, 'up', 'reports'),
      join(repositoryFolder, 'dangling'),
    ]) {
      context = { ...context, outputFolder };
      expect(await outcome()).toMatchObject({ outcome: 'failed' });
    }
    expect(await readdir(outside)).toEqual([]);
  });

  test('a link within the repository is somebody’s choice', async () => {
    await mkdir(join(context.repositoryFolder, 'build'));
    await symlink('build', context.outputFolder);
    expect(await outcome()).toMatchObject({ outcome: 'published' });
    expect(await readdir(join(context.repositoryFolder, 'build'))).toContain('report.json');
  });

  test('a link in the place of a file is replaced, not followed', async () => {
    const victim = join(await mkdtemp(join(tmpdir(), 'outside-')), 'victim');
    await writeFile(victim, 'untouched');
    await mkdir(context.outputFolder);
    await symlink(victim, join(context.outputFolder, 'report.json'));
    await outcome();
    expect(await readFile(victim, 'utf8')).toBe('untouched');
    expect((await lstat(join(context.outputFolder, 'report.json'))).isFile()).toBe(true);
  });

  test('may be outside the repository where the settings say so', async () => {
    context = { ...context, outputFolder: join(await mkdtemp(join(tmpdir(), 'chosen-')), 'reports') };
    expect(await outcome()).toMatchObject({ outcome: 'published' });
    await json();
  });

  test('reports of an earlier run go, other files stay', async () => {
    await outcome();
    await writeFile(join(context.outputFolder, 'notes.txt'), 'mine');
    await removeOldReports(context);
    const left = await readdir(context.outputFolder, { recursive: true, withFileTypes: true });
    expect(left.flatMap((entry) => (entry.isFile() ? [entry.name] : []))).toEqual(['notes.txt']);
    await removeOldReports({ ...context, outputFolder: join(context.repositoryFolder, 'not-there') });
  });

  test('20,000 findings are written without a limit', async () => {
    const findings = Array.from({ length: 20_000 }, (_, line) => makeFinding({ line: line + 1 }));
    await publishAll({ ...report, findings }, { ...context, publish: 'none' });
    const text = await readFile(join(context.outputFolder, 'report.json'), 'utf8');
    expect(text.split('"disposition":')).toHaveLength(20_001);
  });
});
