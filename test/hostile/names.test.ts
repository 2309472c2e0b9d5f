import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { installBundle } from '../e2e/bundle.ts';
import { Canary } from './canary.ts';
import { activePaths, type HostileRun, pullRequest, scan, vulnerable } from './hostile-pull-request.ts';

const main = installBundle();
const canary = new Canary();

/** Names that mean something to a shell, an option parser, git, a terminal, a glob, a URI, Markdown or HTML. */
const names = [
  'new\nline.js',
  'return\r.js',
  'tab\t.js',
  ' leading blank.js',
  '-rf.js',
  '--config=evil.js',
  '--output=evil.js',
  '@responses.js',
  '$(touch ran).js',
  '`touch ran`.js',
  ';touch ran;.js',
  '|touch ran.js',
  '&touch ran&.js',
  '"double".js',
  "'single'.js",
  'back\\slash.js',
  'C:\\windows.js',
  '*.js',
  '[a-z].js',
  '{a,b}.js',
  '!negated.js',
  '?.js',
  '#fragment.js',
  '~.js',
  ':(top)magic.js',
  '%2e%2e%2fescape.js',
  '%0a.js',
  'file:x.js',
  'http:x.js',
  '..dots.js',
  '...js',
  '\u001b[31mred\u001b[0m.js',
  '\u001b]0;title\u0007.js',
  'right\u202eto left.js',
  'zero\u200bwidth.js',
  'ü.js',
  'u\u0308.js',
  '😀.js',
  '<img src=x onerror=alert(1)>.js',
  '[link](javascript:alert(1)).js',
  '@{557058:mention}.js',
  '__proto__.js',
  'constructor.js',
  `${'d'.repeat(250)}/${'e'.repeat(250)}.js`,
  `${Array.from({ length: 19 }, () => 'long'.repeat(50)).join('/')}/4000.js`,
  `${Array.from({ length: 1000 }, () => 'd').join('/')}/deep.js`,
];

/** A control or a text-direction character that is not written out. The line end is the log's own. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones looked for
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('files with hostile names', () => {
  let given: HostileRun;
  let root = '';

  beforeAll(async () => {
    const { repository, destination } = pullRequest(
      { 'old.js': 'old\n' },
      Object.fromEntries(names.map((name, index) => [name, vulnerable(`p${index}`)])),
    );
    // No JavaScript string becomes this name.
    const addOdd = 'printf %s "$CODE" > "$(printf "odd-\\377.js")"; git add -A; git commit -qm odd';
    execFileSync('sh', ['-c', addOdd], {
      cwd: repository.root,
      env: { ...process.env, CODE: vulnerable('odd') },
    });
    const commit = repository.git('rev-parse', 'HEAD');
    const environment = {
      BITBUCKET_COMMIT: commit,
      BITBUCKET_PR_ID: '1',
      BITBUCKET_PR_DESTINATION_COMMIT: destination,
    };
    canary.reset();
    root = repository.root;
    given = await scan(main, { repository, environment });
  }, 60_000);

  it('are all scanned, under their very names', () => {
    expect(given.exitCode, given.log).toBe(1);
    expect(activePaths(given)).toEqual(names.toSorted());
  });

  it('are reported where no report could name them', () => {
    expect(given.report?.warnings).toContainEqual({
      code: 'unnameable-files',
      message: expect.stringContaining('1 file has a name that no report could hold'),
    });
  });

  it('run nothing', () => {
    expect(canary.problems(given.texts)).toEqual([]);
    expect(readdirSync(root)).not.toContain('ran');
  });

  it('steer no terminal and start no line of their own', () => {
    expect(given.log).not.toMatch(steering);
    expect(given.log).not.toMatch(/^line\.js/m);
  });

  it('make no element in the page', () => {
    expect(given.texts['report.html']).not.toMatch(/<img|href="javascript:/);
  });
});
