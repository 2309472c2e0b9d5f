import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adapters } from '../../src/scanners/adapters.ts';
import { type Adapter, adapterScanner } from '../../src/scanners/run-adapter.ts';
import { fakeTools, writeTool } from './fake-tools.ts';
import { installation, repository, sarifRuns, scanContext } from './scan-setup.ts';

const path = fakeTools('good', 'environment', 'exit', 'silent', 'hang', 'flood', 'killed', 'memory');
const installed = installation({ path: `${path}:/usr/bin:/bin` });
const context = (more = {}) => scanContext({ installation: installed, ...more });

function adapter(kind: string, more: Partial<Adapter> = {}): Adapter {
  return {
    name: kind,
    kind: 'code',
    command: `fake-${kind}`,
    arguments: ['--output={output}', '{files}'],
    sarif: 'file',
    files: ['**/*.js'],
    findingsExitCodes: [],
    ...more,
  };
}
const scan = (given: Adapter, files: Record<string, string> = { 'a.js': '' }, more = {}) =>
  adapterScanner(given).scan(repository(files), context(more));
const argumentsOf = (outcome: Awaited<ReturnType<typeof scan>>) =>
  sarifRuns(outcome).flatMap(({ results }) => results.map(({ message }) => message.text));

describe('an adapter', () => {
  it('gives the tool its files and takes its SARIF and version', async () => {
    const outcome = await scan(adapter('good'), { 'a.js': '', 'b c/d.js': '', '-e.js': '' });
    expect(outcome.run).toMatchObject({ name: 'good', version: '1.2.3', outcome: 'ok', findings: 4 });
    expect(argumentsOf(outcome)).toEqual([
      expect.stringMatching(/^--output=/),
      'a.js',
      'b c/d.js',
      './-e.js',
    ]);
  });

  it('takes SARIF from standard output, and from a name of the tool’s own choice', async () => {
    const stdout = await scan(adapter('good', { arguments: ['{files}'], sarif: 'stdout' }));
    expect(argumentsOf(stdout)).toEqual(['a.js']);
    const named = await scan(
      adapter('good', { arguments: ['--output={work}/own.sarif'], sarif: { named: 'own.sarif' } }),
    );
    expect(argumentsOf(named)).toHaveLength(1);
  });

  it('fills in places, and runs again where the files do not fit', async () => {
    const places = await scan(
      adapter('good', { arguments: ['--output={output}', '--config={empty}', '{root}', '$HOME;`id`'] }),
    );
    const [, config, root, literal] = argumentsOf(places);
    expect(readFileSync(config?.replace('--config=', '') ?? '', 'utf8')).toBe('');
    expect(root).toMatch(/^\//);
    expect(literal).toBe('$HOME;`id`');
    const many = Object.fromEntries(
      Array.from({ length: 1200 }, (_, i) => [`${'d'.repeat(150)}/${i}.js`, '']),
    );
    const outcome = await scan(adapter('good'), many);
    expect(outcome.sarif.length).toBeGreaterThan(1);
    expect(argumentsOf(outcome).filter((text) => text.endsWith('.js'))).toHaveLength(1200);
  });

  it('selects by globs, hidden files too', () => {
    const { selects } = adapterScanner(adapter('good', { files: ['**/*.{js,ts}', '**/Dockerfile.*'] }));
    const files = ['a.js', 'a/b.ts', '.x/c.js', 'a.py', 'x/Dockerfile.prod', 'Dockerfile'];
    expect(selects(files)).toEqual(['a.js', 'a/b.ts', '.x/c.js', 'x/Dockerfile.prod']);
    expect(adapterScanner(adapter('good', { files: [] })).selects(files)).toEqual(files);
  });

  it('gives a tool that takes any name a script without an extension too', () => {
    const scripts = new Map([['bin/deploy', 'bin/deploy.py']]);
    const python = { files: ['**/*.py'] };
    const files = ['a.py', 'bin/deploy', 'LICENSE'];
    expect(adapterScanner(adapter('good', python)).selects(files, scripts)).toEqual(['a.py']);
    expect(
      adapterScanner(adapter('good', { ...python, takesAnyName: true })).selects(files, scripts),
    ).toEqual(['a.py', 'bin/deploy']);
  });

  it('shows the tool nothing of our environment, and no way to the network', async () => {
    process.env['BITBUCKET_ACCESS_TOKEN'] = 'very-secret';
    const outcome = await scan(adapter('environment', { environment: { OWN: '1' } }));
    delete process.env['BITBUCKET_ACCESS_TOKEN'];
    const [run] = JSON.parse(readFileSync(outcome.sarif[0] ?? '', 'utf8')).runs as {
      properties: Record<string, string>;
    }[];
    const names = Object.keys(run?.properties ?? {}).filter(
      (name) => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name),
    );
    expect(names.toSorted()).toEqual(
      [
        ...[
          'PATH',
          'LANG',
          'LC_ALL',
          'NO_COLOR',
          'HOME',
          'TMPDIR',
          'XDG_CACHE_HOME',
          'XDG_CONFIG_HOME',
          'OWN',
        ],
        ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'],
      ].toSorted(),
    );
    const proxied = installation({
      path: `${path}:/usr/bin:/bin`,
      environment: { HTTPS_PROXY: 'http://proxy:8080', BITBUCKET_ACCESS_TOKEN: 'very-secret' },
    });
    const online = await scan(
      adapter('environment', { needsNetwork: true }),
      { 'a.js': '' },
      { installation: proxied },
    );
    const text = readFileSync(online.sarif[0] ?? '', 'utf8');
    expect(text).toContain('"HTTPS_PROXY":"http://proxy:8080"');
    expect(text).not.toMatch(/HTTP_PROXY|very-secret/);
  });

  it.each([
    [
      'an exit code that nobody has heard of',
      adapter('exit'),
      'failed',
      'exit code 7: no licence for this machine',
    ],
    ['a tool that writes nothing', adapter('silent'), 'failed', 'wrote no SARIF'],
    ['no standard output', adapter('silent', { sarif: 'stdout', arguments: [] }), 'failed', 'wrote nothing'],
    ['too much output', adapter('flood', { sarif: 'stdout', arguments: [] }), 'failed', 'more output'],
    ['a tool that is killed', adapter('killed'), 'failed', 'definitions.services.docker.memory'],
    ['Node.js out of memory', adapter('memory'), 'failed', 'definitions.services.docker.memory'],
    [
      'a program of the repository that is not there',
      adapter('good', { command: 'tools/scan' }),
      'failed',
      'could not be started',
    ],
  ])('is a failure at %s', async (_, given, outcome, detail) => {
    const { run } = await scan(given);
    expect(run).toMatchObject({ outcome, detail: expect.stringContaining(detail) });
  });

  it('keeps what a tool wrote before it failed', async () => {
    expect((await scan(adapter('exit'))).sarif).toHaveLength(1);
  });

  it('takes the exit codes that mean findings', async () => {
    expect((await scan(adapter('exit', { findingsExitCodes: [7] }))).run.outcome).toBe('ok');
  });

  it('ends a tool that hangs', async () => {
    const outcome = await scan(adapter('hang'), { 'a.js': '' }, { timeoutSeconds: 1 });
    expect(outcome.run).toMatchObject({
      outcome: 'timed-out',
      detail: expect.stringContaining('SCAN_TIMEOUT'),
    });
  });

  it('runs a program of the repository where the policy names one', async () => {
    const target = repository({ 'tools/scan': '', 'a.js': '' });
    writeTool(join(target.root, 'tools/scan'), `echo '{"version":"2.1.0","runs":[]}'`);
    const own = adapterScanner(adapter('own', { command: 'tools/scan', arguments: [], sarif: 'stdout' }));
    expect(own.missing(installed)).toBeUndefined();
    expect((await own.scan(target, context())).run.outcome).toBe('ok');
  });

  it('tells of configuration in the tree that can switch rules off', async () => {
    const outcome = await scan(adapter('good', { configurationFiles: ['.goodignore'] }), {
      'a.js': '',
      'x/.goodignore': '',
    });
    expect(outcome.run.detail).toContain('x/.goodignore');
  });

  it('is missing where its program is', () => {
    expect(adapterScanner(adapter('nothing')).missing(installed)).toBe('fake-nothing is not on the PATH');
    expect(adapterScanner(adapter('good')).missing(installed)).toBeUndefined();
  });
});

describe('the table of adapters', () => {
  it.each(adapters.map((entry) => [entry.name, entry] as const))('%s says where its SARIF is', (_, entry) => {
    const words = entry.arguments.join(' ');
    expect(words.includes('{output}')).toBe(entry.sarif === 'file');
    expect(words.includes('{files}')).toBe(entry.arguments.includes('{files}'));
    expect(words.match(/\{(?!output|files|work|empty|root)\w*\}/)).toBeNull();
    expect(entry.description).toMatch(/https:|configures|ESLint/);
    expect(adapterScanner(entry).auto).toBe('never');
  });
});
