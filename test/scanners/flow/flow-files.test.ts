import { globSync, readFileSync } from 'node:fs';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isFlowFile } from '../../../src/scanners/flow/flow-files.ts';

const names = {
  python: [
    'a.py',
    'tests/a.py',
    'x/test/a.py',
    'testing/a.py',
    'test_a.py',
    'x/a_test.py',
    'conftest.py',
  ].concat(['tests.py', 'testcode/a.py', 'attest.py', 'latest/a.py', 'x/contest_a.py']),
  java: ['src/main/java/A.java', 'src/test/java/A.java', 'x/src/integrationTest/A.java', 'ATest.java'].concat(
    ['AIT.java', 'ATestCase.java', 'src/main/java/org/test/A.java', 'BenchmarkTest1.java'],
  ),
  javascript: ['a.js', 'test/a.js', 'x/__tests__/a.tsx', 'a.test.ts', 'a.spec.jsx', 'e2e/a.mjs'].concat([
    'cypress/a.cts',
    'a.cy.js',
    'testing/a.js',
    'contest.ts',
    'latest.js',
  ]),
};

describe('data is followed through the files that the rules for syntax look at', () => {
  it.each(Object.entries(names))('%s', (language, files) => {
    const [rule = ''] = globSync(`rules/${language}/*.yml`);
    const isTest = picomatch(parse(readFileSync(rule, 'utf8')).ignores);
    expect(files.filter((file) => isFlowFile(file))).toEqual(files.filter((file) => !isTest(file)));
    expect(files.filter((file) => isTest(file)).length).toBeGreaterThan(3);
  });
});
