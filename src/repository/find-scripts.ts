import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Scripts } from '../core/code-name.ts';

/** Programs that a `#!` line names, to the extension of what they run. */
const interpreters: readonly (readonly [RegExp, string])[] = [
  [/^(?:sh|ash|busybox)$/, 'sh'],
  [/^(?:bash|bats)$/, 'bash'],
  [/^dash$/, 'dash'],
  [/^(?:ksh|mksh|pdksh)$/, 'ksh'],
  [/^zsh$/, 'zsh'],
  // `uv run` is how a Python script has its packages installed: https://docs.astral.sh/uv/guides/scripts/
  [/^(?:python|pypy|uv)$/, 'py'],
  [/^(?:node|nodejs|bun|zx)$/, 'js'],
  [/^(?:deno|tsx|ts-node)$/, 'ts'],
  [/^(?:ruby|jruby)$/, 'rb'],
  [/^php(?:-cgi|-cli)?$/, 'php'],
];

/** No extension, or one that any language has. */
const tellsNoLanguage = /(?:^|\/)\.?[^./]+$|\.(?:f?cgi|command)$/i;
/** Of a `#!` line, of which Linux reads so much: https://man7.org/linux/man-pages/man2/execve.2.html */
const mostBytes = 256;
/** After so many files signals and timers get their turn. */
const filesAtOnce = 64;

/**
 * The scripts among the files of a folder whose names do not say their language.
 *
 * @param files all of the folder's files that count: regular, relative, with `/`
 */
export async function findScripts(root: string, files: readonly string[]): Promise<Scripts> {
  const scripts = new Map<string, string>();
  const bytes = Buffer.allocUnsafe(mostBytes);
  let taken: Set<string> | undefined;
  for (const [index, file] of files.filter((each) => tellsNoLanguage.test(each)).entries()) {
    if (index % filesAtOnce === filesAtOnce - 1) await setImmediate();
    const extension = extensionOf(readStart(join(root, file), bytes));
    if (extension === undefined) continue;
    taken ??= new Set(files);
    let name = `${file}.${extension}`;
    while (taken.has(name)) name = `${name}.${extension}`;
    taken.add(name);
    scripts.set(file, name);
  }
  return scripts;
}

/** @param start of a file; the extension of the language that its `#!` line names, or undefined */
function extensionOf(start: string): string | undefined {
  const [line = ''] = start.replace(/^\xef\xbb\xbf/, '').split(/[\r\n]/, 1);
  const [, path = '', rest = ''] = /^#![ \t]*(\S+)(.*)$/.exec(line) ?? [];
  const program = nameOf(path) === 'env' ? programOfEnv(rest) : nameOf(path);
  return interpreters.find(([name]) => name.test(program))?.[1];
}

/** The first word that is neither an option nor a variable: `env -S FOO=1 python3 -u`. */
function programOfEnv(words: string): string {
  return nameOf(words.split(/[ \t]+/).find((word) => /^[^-=][^=]*$/.test(word)) ?? '');
}

/** Without folder and version: `python` of `/usr/bin/python3.14`. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/-?\d[\d.]*$/, '');
}

/** Empty where it cannot be read: whoever scans it tells. Neither links nor FIFOs are opened. */
function readStart(path: string, bytes: Buffer): string {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const length = fstatSync(file).isFile() ? readSync(file, bytes, 0, bytes.length, 0) : 0;
      return bytes.toString('latin1', 0, length);
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
