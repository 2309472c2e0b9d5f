import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/variables/read-settings.ts';

const problems = (environment: Record<string, string>): Record<string, string> =>
  Object.fromEntries(readSettings(environment).problems.map(({ where, message }) => [where, message]));

describe('read the settings', () => {
  it('has the documented defaults in an empty environment', () => {
    expect(readSettings({}).settings).toEqual({
      mode: 'scan',
      bitbucketApiUrl: 'https://api.bitbucket.org/2.0',
      scanners: ['auto'],
      failOn: 'high',
      gateScope: 'new',
      baseline: 'auto',
      publish: ['auto'],
      inlineLimit: 25,
      reportId: 'code-scan',
      configFile: '.code-scan.yml',
      outputDir: 'code-scan-report',
      scanTimeout: 600,
      replies: ['author'],
      insights: 'one-report',
      tasks: 'never',
      review: false,
      suggestions: false,
      logFormat: 'text',
      debug: false,
    });
  });

  it('takes the empty string as not set', () => {
    expect(readSettings({ FAIL_ON: '', INLINE_LIMIT: '', SARIF_FILES: '' }).settings.failOn).toBe('high');
  });

  it.each([
    [{ SARIF_FILES: 'a.sarif, b/*.sarif' }, ['a.sarif', 'b/*.sarif']],
    [
      { SARIF_FILES_COUNT: '2', SARIF_FILES_0: 'a,b.sarif', SARIF_FILES_1: 'c.sarif' },
      ['a,b.sarif', 'c.sarif'],
    ],
    [{ SARIF_FILES_COUNT: '0' }, undefined],
    [{ SARIF_FILES: 'out/{eslint,{a,b}}.sarif, c.sarif' }, ['out/{eslint,{a,b}}.sarif', 'c.sarif']],
    [{ SARIF_FILES: 'a{b.sarif,c.sarif' }, ['a{b.sarif', 'c.sarif']],
    [{ SARIF_FILES: 'a}b.sarif,{c.sarif,d.sarif' }, ['a}b.sarif', '{c.sarif', 'd.sarif']],
  ])('reads the list %j', (environment, expected) => {
    expect(readSettings(environment as Record<string, string>).settings.sarifFiles).toEqual(expected);
  });

  it.each([
    ['FAIL_ON', 'High', /found "High"; accepted: critical, high, medium, low, never/],
    ['MODE', 'run', /accepted: scan, preview/],
    ['INLINE_LIMIT', '25.5', /accepted: 0 to 1000/],
    ['INLINE_LIMIT', '-1', /accepted: 0 to 1000/],
    ['SCAN_TIMEOUT', '0', /accepted: 1 to 86400/],
    ['DEBUG', 'yes', /accepted: true, false/],
    ['REPORT_ID', '..', /accepted: 1 to 40/],
    ['REPORT_ID', 'a'.repeat(41), /accepted: 1 to 40/],
    ['REPORT_ID', 'a/b', /accepted: 1 to 40/],
    ['SHARD', '4/4', /i from 0 to n - 1/],
    ['SHARD', '1-4', /accepted: auto or i\/n/],
    ['FAIL_ON', 'x'.repeat(1_000), /found "x{80}…"; accepted/],
    ['REPLIES', 'anyone,author', /"anyone" stands beside/],
    ['REPLIES', 'nobody,author', /"nobody" stands beside/],
    ['PUBLISH', 'auto,status', /"auto" stands beside/],
    ['PUBLISH', 'none,inline', /"none" stands beside/],
    ['PUBLISH', 'statuses', /accepted: auto, none/],
    ['SCANNERS', 'auto,ast-grep', /"auto" stands beside/],
    ['SCANNERS', 'ast-grep,-secretlint', /takes out of/],
    ['SCANNERS', 'ast-grep,,secretlint', /an item is empty/],
    ['BITBUCKET_API_URL', 'http://bitbucket.example/2.0', /not encrypted/],
    ['BITBUCKET_API_URL', 'https://user:word@bitbucket.example', /accepted: an https: address/],
    ['BITBUCKET_API_URL', 'ftp://bitbucket.example', /accepted: an https: address/],
    ['BITBUCKET_API_URL', 'http://128.0.0.1/2.0', /not encrypted/],
    ['BITBUCKET_API_URL', 'http://127.0.0.1.example/2.0', /not encrypted/],
  ])('refuses %s=%s', (name, value, message) => {
    expect(problems({ [name]: value })[name]).toMatch(message);
  });

  it.each([
    [{ SARIF_FILES: 'a', SARIF_FILES_COUNT: '1', SARIF_FILES_0: 'b' }, /set both/],
    [{ SARIF_FILES_COUNT: '2', SARIF_FILES_0: 'a' }, /SARIF_FILES_1 is missing/],
    [{ SARIF_FILES_COUNT: 'two' }, /accepted: 0 to/],
    [{ SARIF_FILES_COUNT: '999999999' }, /accepted: 0 to/],
    [{ SARIF_FILES_COUNT: '10001' }, /accepted: 0 to 10000/],
    [{ MODE: 'publish' }, /MODE=publish publishes nothing else/],
  ])('refuses %j', (environment, message) => {
    expect(problems(environment as Record<string, string>)['SARIF_FILES']).toMatch(message);
  });

  it.each(['FAIL_ON', 'INLINE_LIMIT', 'BITBUCKET_ACCESS_TOKEN'])(
    'does not pass over a list for %s, which takes one value',
    (name) => {
      expect(problems({ [`${name}_COUNT`]: '1', [`${name}_0`]: '1' })).toEqual({
        [name]: `set as a list (${name}_COUNT); it takes one value`,
      });
      expect(problems({ [`${name}_COUNT`]: '1' })).toEqual({});
    },
  );

  it.each(['PUBLISH', 'SCANNERS'])('does not take an empty list for the default of %s', (name) => {
    expect(problems({ [`${name}_COUNT`]: '0' })[name]).toBe(
      'an empty list; leave it out for the default, "auto"',
    );
  });

  it('refuses a place among parallel steps that there is not', () => {
    const environment = { SHARD: 'auto', BITBUCKET_PARALLEL_STEP: '4', BITBUCKET_PARALLEL_STEP_COUNT: '4' };
    expect(problems(environment)['SHARD']).toMatch(/"4\/4"; accepted: i\/n with i from 0/);
  });

  it('tells of a variable once', () => {
    const { problems } = readSettings({ MODE: 'publish', SARIF_FILES_COUNT: 'two' });
    expect(problems.map(({ where }) => where)).toEqual(['SARIF_FILES']);
  });

  it.each([
    { SCANNERS: '-secretlint' },
    { SCANNERS: 'auto,-secretlint' },
    { BITBUCKET_API_URL: 'http://127.0.0.1:4000/2.0' },
    { SHARD: '0/1' },
    { SHARD: 'auto', BITBUCKET_PARALLEL_STEP: '3', BITBUCKET_PARALLEL_STEP_COUNT: '4' },
    { SHARD: 'auto' },
    { REPORT_ID: 'a.b_c-D9' },
  ])('accepts %j', (environment) => {
    expect(problems(environment as Record<string, string>)).toEqual({});
  });

  it('names all problems at once', () => {
    expect(
      Object.keys(problems({ FAIL_ON: 'x', GATE_SCOPE: 'y', SHARD: '9/3', INLINE_LIMITS: '3' })).sort(),
    ).toEqual(['FAIL_ON', 'GATE_SCOPE', 'INLINE_LIMITS', 'SHARD']);
  });

  it('goes on as if what is wrong were not set', () => {
    const { settings } = readSettings({
      FAIL_ON: 'x',
      SHARD: '9/3',
      SARIF_FILES_COUNT: 'two',
      GATE_SCOPE: 'all',
      INLINE_LIMIT: '-1',
    });
    expect(settings).toMatchObject({ failOn: 'high', gateScope: 'all', inlineLimit: 25 });
    expect(settings.sarifFiles).toBeUndefined();
  });

  it('never repeats a secret', () => {
    const canary = 'canary secret-4711';
    const message = problems({ BITBUCKET_ACCESS_TOKEN: canary })['BITBUCKET_ACCESS_TOKEN'];
    expect(message).toMatch(/masked/);
    expect(message).not.toContain('4711');
  });

  it.each([
    ['FAILON', 'FAIL_ON'],
    ['GATE_SCPOE', 'GATE_SCOPE'],
    ['SARIF_FILE', 'SARIF_FILES'],
    ['SARIF_FILE_0', 'SARIF_FILES'],
    ['BITBUCKET_ACCES_TOKEN', 'BITBUCKET_ACCESS_TOKEN'],
  ])('asks whether %s is meant as %s', (name, meant) => {
    expect(problems({ [name]: 'x' })[name]).toBe(`not a variable of this pipe; did you mean ${meant}?`);
  });

  it.each(['NODE', 'CODE', 'DEBUGGER', 'BITBUCKET_COMMIT', 'PATH', 'OUTPUT', 'BITBUCKET_REPO_SLUG'])(
    'leaves %s alone',
    (name) => {
      expect(problems({ [name]: 'x' })).toEqual({});
    },
  );

  it('warns of what may be a slip, and of nothing that is short, empty, or an item of a list', () => {
    const warned = (environment: Record<string, string>) =>
      readSettings(environment).warnings.map(({ message }) => message);
    expect(warned({ BITBUCKET_ACES_TOKEN: 'x' })).toEqual([
      'BITBUCKET_ACES_TOKEN is not read; did you mean BITBUCKET_ACCESS_TOKEN?',
    ]);
    expect(warned({ BITBUCKET_ACES_TOKEN: '', REVIEWS: 'x', PREVIEW: 'x' })).toEqual([]);
    expect(readSettings({ REVIEWS: 'x', FAIL_ONN: '' }).problems).toEqual([]);
    expect(readSettings({ SARIF_FILES_COUNT: '1', SARIF_FILES_0: 'a' })).toMatchObject({
      problems: [],
      warnings: [],
    });
  });
});
