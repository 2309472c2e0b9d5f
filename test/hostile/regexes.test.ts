import { execFileSync } from 'node:child_process';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { includedPath, pathFilter } from '../../src/policy/path-filter.ts';
import { readSecretFormats } from '../../src/scanners/secrets/secret-format.ts';
import { attackStrings } from './attack-strings.ts';

/** Characters of each attack. What takes the square of them is bearable, what takes their cube or more is not. */
const length = Number(process.env['REGEX_LENGTH'] ?? 2000);
/** Of processor time, for one text. */
const mostSeconds = 0.4;

/** Expressions that never see more than so many characters, by their file. */
const bounded: Readonly<Record<string, number>> = {
  // `reach`
  'src/scanners/secrets/secret-name.ts': 80,
};

/** Every regular expression that stands in the source, with its place. */
function ownExpressions(): readonly (readonly [place: string, pattern: RegExp])[] {
  const found = execFileSync(
    'node_modules/.bin/ast-grep',
    ['run', '--kind', 'regex', '--lang', 'ts', '--json=stream', 'src'],
    { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
  );
  return found
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { text, file, range } = JSON.parse(line) as {
        text: string;
        file: string;
        range: { start: { line: number } };
      };
      const end = text.lastIndexOf('/');
      return [
        `${file}:${range.start.line + 1}`,
        new RegExp(text.slice(1, end), text.slice(end + 1)),
      ] as const;
    });
}

function secondsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1e6;
}

/** As the code uses it: all matches where the expression is global, the first one otherwise. */
function search(pattern: RegExp, text: string): void {
  if (pattern.global) for (const _ of text.matchAll(pattern));
  else new RegExp(pattern.source, pattern.flags.replace('y', '')).exec(text);
}

/** Twice in a row: once could be the machine. */
function isSlow(pattern: RegExp, text: string): boolean {
  return [1, 2].every(() => secondsOf(() => search(pattern, text)) > mostSeconds);
}

const context = createContext({ work: () => {} });

/** A text that it takes too long on; undefined where there is none. The time-out is for what would never end. */
function slowest(pattern: RegExp, most = length): string | undefined {
  let slow: string | undefined;
  context['work'] = () => {
    for (const text of attackStrings(pattern, most)) {
      slow = text;
      if (isSlow(pattern, text)) return;
    }
    slow = undefined;
  };
  try {
    runInContext('work()', context, { timeout: 5_000 });
  } catch (error) {
    if (slow === undefined) throw error;
  }
  return slow && JSON.stringify(`${slow.slice(0, 60)}…${slow.slice(-5)}`);
}

describe('no regular expression backtracks without end', () => {
  it('in the source', () => {
    const expressions = ownExpressions();
    expect(expressions.length).toBeGreaterThan(300);
    expect(
      expressions.flatMap(([place, pattern]) => {
        const text = slowest(pattern, bounded[place.replace(/:.*/, '')]);
        return text === undefined ? [] : [`${place}: ${pattern} takes too long on ${text}`];
      }),
    ).toEqual([]);
  }, 120_000);

  it('among the formats of secrets', async () => {
    const formats = await readSecretFormats('rules/secrets');
    expect(formats.length).toBeGreaterThan(100);
    expect(
      formats.flatMap(({ id, pattern }) => {
        const text = slowest(pattern);
        return text === undefined ? [] : [`${id} takes too long on ${text}`];
      }),
    ).toEqual([]);
  }, 120_000);

  it('and globs say nothing of paths that no file can have', () => {
    const paths = { include: ['src/**'], exclude: ['**/*'] };
    expect(includedPath(paths)(`src/${'a'.repeat(256)}`)).toBe(true);
    expect(includedPath(paths)('src/a')).toBe(false);
    expect(pathFilter(['**'])('a/'.repeat(2049))).toBe(false);
  });

  it('or this test would see it', () => {
    expect(slowest(/^(\w+\s?)*$/)).toBeDefined();
    expect(slowest(/"(?:[^"\\]|\\.)*x"/)).toBeUndefined();
  }, 120_000);
});
