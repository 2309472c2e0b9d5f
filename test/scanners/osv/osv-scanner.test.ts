import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dependencyPath } from '../../../src/scanners/osv/dependency-path.ts';
import { lineOfPackage } from '../../../src/scanners/osv/line-of-package.ts';
import { nextVersion } from '../../../src/scanners/osv/next-version.ts';
import { osvScanner } from '../../../src/scanners/osv-scanner.ts';
import { writeTool } from '../fake-tools.ts';
import { installation, repository, sarifRuns, scanContext, temporaryFolder } from '../scan-setup.ts';

const lock = JSON.stringify(
  {
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { express: '^4' }, devDependencies: { mocha: '^1' } },
      'node_modules/express': { version: '4.0.0', dependencies: { qs: '^1', 'body-parser': '*' } },
      'node_modules/body-parser': { version: '1.0.0', dependencies: { qs: '^2' } },
      'node_modules/body-parser/node_modules/qs': { version: '2.0.0' },
      'node_modules/qs': { version: '1.0.0' },
    },
  },
  undefined,
  2,
);

function report(root: string): string {
  return JSON.stringify({
    results: [
      {
        source: { path: join(root, 'web/package-lock.json'), type: 'lockfile' },
        packages: [
          {
            package: { name: 'qs', version: '2.0.0', ecosystem: 'npm' },
            vulnerabilities: [
              {
                id: 'GHSA-aaaa',
                summary: 'Prototype pollution in qs',
                database_specific: { severity: 'HIGH', cwe_ids: ['CWE-1321'] },
                affected: [
                  {
                    package: { name: 'qs', ecosystem: 'npm' },
                    ranges: [
                      { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.0' }] },
                      { type: 'SEMVER', events: [{ introduced: '2.0.0' }, { fixed: '2.10.1' }] },
                    ],
                  },
                ],
              },
            ],
            groups: [{ ids: ['GHSA-aaaa'], aliases: ['CVE-2000-1', 'GHSA-aaaa'], max_severity: '7.5' }],
          },
          {
            package: { name: 'nobody-knows', version: '1.0.0', ecosystem: 'npm' },
            vulnerabilities: [{ id: 'OSV-1' }],
            groups: [{ ids: ['OSV-1'], max_severity: '' }],
          },
        ],
      },
    ],
  });
}

async function scan(output: (root: string) => string, exitCode: number) {
  const target = repository({ 'web/package-lock.json': lock });
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'report.json'), output(target.root));
  writeTool(join(folder, 'osv-scanner'), `cat "${folder}/report.json"\nexit ${exitCode}`);
  const installed = installation({ path: `${folder}:/usr/bin:/bin` });
  return osvScanner.scan(target, scanContext({ installation: installed }));
}

describe('osv-scanner', () => {
  it('tells package, cause, remedy, and where', async () => {
    const outcome = await scan(report, 1);
    expect(outcome.run).toMatchObject({ outcome: 'ok', findings: 2 });
    const [run] = sarifRuns(outcome);
    expect(run?.results.map(({ message }) => message.text)).toEqual([
      'qs 2.0.0, pulled in by express > body-parser: Prototype pollution in qs. Update it to 2.10.1.',
      'nobody-knows 1.0.0: Known vulnerability. No version mends it yet.',
    ]);
    const place = run?.results[0]?.locations[0]?.physicalLocation;
    expect(place?.artifactLocation.uri).toBe('web/package-lock.json');
    expect(lock.split('\n')[(place?.region?.startLine ?? 0) - 1]).toContain(
      'node_modules/body-parser/node_modules/qs',
    );
    expect(
      run?.tool.driver.rules.map(({ id, properties }) => [
        id,
        properties['security-severity'],
        properties.tags,
      ]),
    ).toEqual([
      ['GHSA-aaaa', '7.5', ['security', 'dependency', 'external/cwe/cwe-1321']],
      ['OSV-1', '5.0', ['security', 'dependency']],
    ]);
  });

  it.each([
    ['nothing found', () => '{"results": []}', 0, 'ok'],
    ['no packages', () => '', 128, 'ok'],
    ['a general error', () => '', 127, 'failed'],
    ['no answer', () => '', 0, 'failed'],
    ['another format', () => '{"version": 3}', 0, 'failed'],
  ])('%s', async (_, output, exitCode, outcome) => {
    expect((await scan(output, exitCode)).run.outcome).toBe(outcome);
  });

  it('says what to do where its server cannot be reached', async () => {
    const folder = temporaryFolder();
    const words = 'Post "https://api.osv.dev/v1/querybatch": dial tcp: lookup api.osv.dev: no such host';
    writeTool(join(folder, 'osv-scanner'), `echo '${words}' >&2\necho '{"results": []}'\nexit 127`);
    const outcome = await osvScanner.scan(
      repository({ 'package-lock.json': lock }),
      scanContext({ installation: installation({ path: `${folder}:/usr/bin:/bin` }) }),
    );
    expect(outcome.run.outcome).toBe('failed');
    expect(outcome.run.detail).toMatch(
      /^could not ask api\.osv\.dev .* SCANNERS: -osv-scanner: .*no such host$/,
    );
  });

  it('looks at lock files', () => {
    const files = [
      'package-lock.json',
      'a/go.mod',
      'requirements-dev.txt',
      'pom.xml',
      'package.json',
      'yarn.lock.bak',
    ];
    expect(osvScanner.selects(files)).toEqual(files.slice(0, 4));
  });
});

describe('the line of a package', () => {
  it.each([
    [
      'yarn',
      '# x\nlodash-es@^4:\n  version "4.17.15"\n\nlodash@^4.17.0:\n  version "4.17.15"\n',
      'lodash',
      '4.17.15',
      5,
    ],
    ['pnpm', "packages:\n  '@babel/core@7.0.0':\n    resolution: {}\n", '@babel/core', '7.0.0', 2],
    [
      'poetry',
      '[[package]]\nname = "flask"\nversion = "1.0"\n\n[[package]]\nname = "flask-cors"\nversion = "1.0"\n',
      'flask',
      '1.0',
      2,
    ],
    ['go.mod', 'require (\n\tgolang.org/x/net v0.1.0\n)\n', 'golang.org/x/net', '0.1.0', 2],
    ['requirements', 'django==1.11.1\ndjango-cors==1.11.1\n', 'django', '1.11.1', 1],
    [
      'pom',
      '<artifactId>log4j-core</artifactId>\n<version>2.0</version>\n',
      'org.apache:log4j-core',
      '2.0',
      1,
    ],
    ['two versions', 'a@1:\n  version "1.0.0"\n\n\n\na@2:\n  version "2.0.0"\n', 'a', '2.0.0', 6],
    ['an unknown one', 'x', 'lodash', '1', undefined],
    [
      'is not where npm says who needs it',
      '"node_modules/mkdirp": {\n"dependencies": {\n"minimist": "^1.2.5"\n}\n},\n"node_modules/minimist": {\n"version": "1.2.5"',
      'minimist',
      '1.2.5',
      6,
    ],
    [
      'is not where npm says that exactly this version is needed',
      '"dependencies": {\n"minimist": "1.2.5"\n}\n"node_modules/minimist": {\n"version": "1.2.5"',
      'minimist',
      '1.2.5',
      4,
    ],
  ])('%s', (_, text, name, version, line) => expect(lineOfPackage(text, name, version)).toBe(line));
});

describe('the next version', () => {
  it.each([
    ['1.2.3', ['1.2.4', '2.0.0'], '1.2.4'],
    ['1.9.0', ['1.10.0', '1.2.0'], '1.10.0'],
    ['v1.0.0', ['1.0.1'], '1.0.1'],
    ['2.0.0-rc1', ['2.0.0'], '2.0.0'],
    ['3.0.0', ['2.9.9'], undefined],
    ['1.0.0', [], undefined],
  ])('of %s among %j', (current, fixed, expected) => expect(nextVersion(current, fixed)).toBe(expected));
});

describe('the path of a dependency', () => {
  it('is the shortest from the project', () => {
    expect(dependencyPath('package-lock.json', lock, 'qs', '1.0.0')).toEqual(['express', 'qs']);
    expect(dependencyPath('package-lock.json', lock, 'express', '4.0.0')).toEqual(['express']);
  });
  it.each([
    '',
    '{',
    '[]',
    '{"packages": 1}',
    '{"packages": {"": {"dependencies": {"a": 1}}, "node_modules/a": {"dependencies": {"a": 1}}}}',
  ])('is empty for %s', (text) =>
    expect(dependencyPath('package-lock.json', text, 'qs', '1.0.0')).toEqual([]),
  );
});
