import { execFileSync } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findScripts } from '../../src/repository/find-scripts.ts';
import { SampleRepository } from './sample-repository.ts';

async function scriptsOf(files: Readonly<Record<string, string | Buffer>>) {
  const repository = new SampleRepository();
  for (const [path, content] of Object.entries(files)) repository.write(path, content);
  return Object.fromEntries(await findScripts(repository.root, Object.keys(files)));
}

describe('a script without an extension', () => {
  it.each([
    ['#!/bin/sh', 'sh'],
    ['#! /bin/sh -e', 'sh'],
    ['#!/bin/sh\r', 'sh'],
    ['#!/usr/bin/env bash', 'bash'],
    ['#!/usr/local/bin/bash5.2', 'bash'],
    ['#!/usr/bin/env zsh', 'zsh'],
    ['#!/usr/bin/python3.14', 'py'],
    ['#!/usr/bin/env -S LANG=C python3 -u', 'py'],
    ['#!/usr/bin/env -S uv run --script', 'py'],
    ['\uFEFF#!/usr/bin/env node', 'js'],
    ['#!/usr/bin/env ts-node', 'ts'],
    ['#!/usr/bin/ruby -w', 'rb'],
    ['#!/usr/bin/php8.4', 'php'],
  ])('%j is of the language of its first line', async (line, extension) => {
    expect(await scriptsOf({ 'bin/run': `${line}\n` })).toEqual({ 'bin/run': `bin/run.${extension}` });
  });

  it.each([
    ['of another language', '#!/usr/bin/perl\n'],
    ['of a program that is called much alike', '#!/usr/bin/pythonic\n'],
    ['without a first line', 'all:\n\tmake it\n'],
    ['whose #! comes later', '\n#!/bin/sh\n'],
    ['that is empty', ''],
    ['that is a program', Buffer.from('\x7fELF#!/bin/sh\n', 'latin1')],
    ['whose #! is all there is', '#!'],
    ['whose #! line is endless', `#!${' '.repeat(10_000)}/bin/sh\n`],
  ])('is none %s', async (_, content) => {
    expect(await scriptsOf({ 'bin/run': content })).toEqual({});
  });

  it('is looked for in hidden files and those of a web server, not in those whose extension tells', async () => {
    const text = '#!/usr/bin/env python3\n';
    expect(await scriptsOf({ '.husky/pre-push': text, '.run': text, 'a.CGI': text, 'a.sh': text })).toEqual({
      '.husky/pre-push': '.husky/pre-push.py',
      '.run': '.run.py',
      'a.CGI': 'a.CGI.py',
    });
  });

  it('goes by a name that no other file has', async () => {
    const text = '#!/bin/sh\n';
    expect(await scriptsOf({ a: text, 'a.sh': text, 'a.sh.sh': text })).toEqual({ a: 'a.sh.sh.sh' });
  });

  it('is neither a link nor a pipe', async () => {
    const root = mkdtempSync(join(tmpdir(), 'scripts-'));
    symlinkSync('/usr/bin/ldd', join(root, 'link'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    expect(await findScripts(root, ['link', 'pipe', 'gone'])).toEqual(new Map());
  });
});
