import { globSync, readFileSync } from 'node:fs';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { flowLanguageOf } from '../../src/scanners/flow/flow-files.ts';
import { isTestCode } from '../../src/scanners/test-code.ts';

/** By folder of rules: the extension, and more names of tests, and names that only look like it. */
const languages: Readonly<Record<string, readonly [string, ...(readonly string[])[]]>> = {
  bash: ['sh', ['Shop.Tests/setup.sh', 'testdata/a.bash'], ['test.sh', 'testing/a.sh']],
  cloudformation: ['yaml', ['tests/template.yaml', 'template.test.yaml']],
  compose: ['yml', ['tests/docker-compose.yml', 'docker-compose.test.yml']],
  csharp: [
    'cs',
    ['Shop.UnitTests/a.cs', 'Shop.Test/a.cs', 'Tests/a.cs', 'Test/a.cs', 'aTests.cs'],
    ['Shop.Testing/a.cs'],
  ],
  go: ['go', ['testdata/a.go'], ['testing/a.go']],
  java: [
    'java',
    ['x/src/integrationTest/A.java', 'AIT.java', 'ATestCase.java'],
    ['src/main/java/org/test/A.java', 'BenchmarkTest1.java'],
  ],
  javascript: [
    'js',
    ['x/__tests__/a.tsx', 'a.spec.jsx', 'e2e/a.mjs', 'cypress/a.cts', 'a.cy.js'],
    ['contest.ts'],
  ],
  kotlin: [
    'kt',
    ['common/test/a.kt', 'server-tests/a.kt', 'src/androidTest/a.kt', 'x/src/testFixtures/a.kts'],
    ['x/org/test/a.kt'],
  ],
  kubernetes: ['yaml', ['x/testdata/a.yml'], ['charts/templates/test.yaml']],
  php: ['php', ['tests/Unit/a.php', 'ATestCase.php'], ['test.php']],
  python: [
    'py',
    ['testing/a.py', 'test_a.py', 'conftest.py', 'tests.py'],
    ['testcode/a.py', 'x/contest_a.py'],
  ],
  ruby: ['rb', ['spec/models/a.rb', 'a_spec.rb'], ['specs.rb']],
  terraform: ['tf', ['modules/a/tests/main.tf'], ['test.tf', 'examples/a.tf']],
};

describe('code of tests is by its name what the rules pass over', () => {
  it.each(Object.entries(languages))('%s', (language, [extension, ...more]) => {
    const everywhere = [
      '',
      'test/',
      'tests/',
      'Tests/',
      'src/test/',
      'latest/',
      'x/test/y/',
      'spec/',
    ].flatMap((folder) =>
      ['a', 'ATest', 'ATests', 'a_test', 'a.test', 'attest'].map((name) => `${folder}${name}.${extension}`),
    );
    const names = [...everywhere, ...more.flat()];
    const rules = globSync(`rules/${language}/*.yml`).map((path) => parse(readFileSync(path, 'utf8')));
    const isTest = picomatch(rules.map(({ ignores }) => ignores).find((globs) => globs !== undefined));
    expect(names.filter((name) => isTestCode(name))).toEqual(names.filter((name) => isTest(name)));
    expect(names.filter((name) => isTestCode(name)).length).toBeGreaterThan(3);
  });

  it.each(['a.sh', 'Dockerfile', 'latest/Dockerfile', 'test/a', 'tests/a.md'])('%s is not', (name) =>
    expect(isTestCode(name)).toBe(false),
  );

  it('tests/Dockerfile is', () => expect(isTestCode('tests/Dockerfile')).toBe(true));

  it('and data is not followed through it', () => {
    const names = ['a.py', 'tests/a.py', 'a.test.ts', 'src/test/A.java'];
    expect(names.filter((name) => flowLanguageOf(name) !== undefined)).toEqual(['a.py']);
  });
});
