import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { type Example, examplesOf, ruleFiles, writeExamples } from './example-files.ts';
import { ruleSchema } from './rule-schema.ts';
import { type Match, runAstGrep } from './run-ast-grep.ts';

const root = join(import.meta.dirname, '../..');
const rules = await ruleFiles(root);
const examples = await Promise.all(rules.map((rule) => examplesOf(root, rule)));
const work = await mkdtemp(join(tmpdir(), 'rules-'));
afterAll(() => rm(work, { recursive: true }));

const languages = ['Tsx', 'Python', 'Java', 'Go', 'Php', 'Ruby', 'CSharp', 'Kotlin', 'Bash', 'Hcl', 'Yaml'];
const errorRules = languages
  .map(
    (language) => `id: parse-error-${language}\nlanguage: ${language}\nmessage: x\nrule: { kind: ERROR }\n`,
  )
  .join('---\n');

const written = examples.flatMap((list) => list ?? []);
await writeExamples(join(work, 'examples'), written);
const matches = runAstGrep(root, join(work, 'examples'));
const found = Map.groupBy(matches, ({ file }) => file);
const matchOf = ({ file, rule }: Example) => found.get(file)?.find(({ ruleId }) => ruleId === rule);

describe('every rule', () => {
  const validate = new Ajv({ allErrors: true }).compile(ruleSchema);

  it.each(rules)('$id says what it has to', ({ id, path, text, rule }) => {
    validate(rule);
    expect(validate.errors, path).toBeNull();
    expect(rule).toHaveProperty('id', id);
    expect(text.split('\n').length).toBeLessThanOrEqual(81);
  });

  it('is one of more than 150, in twelve languages at least', () => {
    const folders = Map.groupBy(rules, ({ path }) => path.replace('rules/extra/', 'rules/').split('/')[1]);
    const counts = [...folders].map(([folder, { length }]) => `${folder} ${length}`);
    expect(rules.length, counts.join(', ')).toBeGreaterThan(150);
    const languages = [...folders.values()].filter(({ length }) => length >= 4);
    expect(languages.length).toBeGreaterThanOrEqual(12);
    console.log(`${rules.length} rules: ${counts.join(', ')}`);
  });

  it('has an id of its own', () => {
    const ids = rules.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each(rules.map(({ id }, index) => ({ id, examples: examples[index] ?? [] })))(
    '$id has two examples of either kind',
    (entry) => {
      for (const kind of ['valid', 'invalid']) {
        const indexes = new Set(entry.examples.filter((one) => one.kind === kind).map((one) => one.index));
        expect(indexes.size, kind).toBeGreaterThanOrEqual(2);
      }
    },
  );
});

describe('examples', () => {
  it.each(rules)('$id flags what is invalid and nothing that is valid', ({ id }) => {
    const wrong = written.filter(
      (one) => one.rule === id && (matchOf(one) !== undefined) !== (one.kind === 'invalid'),
    );
    expect(wrong.map(({ file, text }) => `${file}\n${text}`)).toEqual([]);
  });
});

/** Nobody acts on what a test does; names that only look like it are scanned. */
const testCode: Readonly<
  Record<string, { readonly tests: readonly string[]; readonly code: readonly string[] }>
> = {
  go: { tests: ['a_test.go', 'testdata/a.go', 'x/test/a.go'], code: ['latest/a.go', 'testing/a.go'] },
  python: {
    tests: ['tests/a.py', 'x/test_a.py', 'a_test.py', 'x/conftest.py'],
    code: ['testcode/a.py', 'attest.py'],
  },
  java: {
    tests: ['src/test/java/A.java', 'x/src/integrationTest/A.java', 'ATest.java'],
    code: ['src/main/java/org/test/A.java', 'Test1.java'],
  },
  kotlin: {
    tests: ['src/androidTest/A.kt', 'common/test/A.kt', 'ATest.kt', 'server-tests/A.kt'],
    code: ['src/main/kotlin/org/test/A.kt'],
  },
  android: {
    tests: [
      'app/src/debug/AndroidManifest.xml',
      'src/androidTest/AndroidManifest.xml',
      'ui-test/AndroidManifest.xml',
    ],
    code: ['src/main/AndroidManifest.xml'],
  },
  jsp: { tests: ['src/test/webapp/a.jsp'], code: ['WEB-INF/a.jsp', 'a.jspf', 'WEB-INF/tags/a.tag'] },
  mybatis: {
    // Pages are no mappers either: they have a `<select>` of their own.
    tests: ['src/test/resources/UserMapper.xml', 'WEB-INF/tags/a.tag', 'a.jsp'],
    code: ['src/main/resources/mapper/UserMapper.xml', 'order-mapper.xml', 'UserDao.xml'],
  },
  aspnet: { tests: ['tests/Web.config'], code: ['Shop/Web.config'] },
  csharp: { tests: ['Shop.UnitTests/A.cs', 'tests/A.cs', 'ATests.cs'], code: ['Shop.Testing/A.cs'] },
  php: { tests: ['tests/Unit/a.php', 'ATest.php'], code: ['latest.php', 'test.php'] },
  ruby: { tests: ['spec/models/a.rb', 'a_spec.rb', 'test/a.rb'], code: ['specs.rb', 'attest/a.rb'] },
  javascript: {
    tests: [
      'test/a.js',
      'src/__tests__/a.tsx',
      'a.test.ts',
      'a.spec.jsx',
      'e2e/a.ts',
      'src/mocks/api.ts',
      'integration-tests/a.ts',
    ],
    code: ['testing/a.js', 'contest.ts'],
  },
  kubernetes: { tests: ['test/a.yaml', 'x/testdata/a.yml'], code: ['charts/templates/test.yaml'] },
  compose: { tests: ['tests/docker-compose.yml'], code: ['docker-compose.test.yml'] },
  dockerfile: { tests: ['tests/Dockerfile', 'x/test/a.Dockerfile'], code: ['test.Dockerfile'] },
};
const placed = Object.entries(testCode).flatMap(([folder, { tests, code }]) => {
  const rule = rules.find(({ path }) =>
    path.replace('rules/extra/', 'rules/').startsWith(`rules/${folder}/`),
  );
  const text = written.find((one) => one.rule === rule?.id && one.kind === 'invalid')?.text ?? '';
  const place = (isTest: boolean) => (name: string) => ({
    rule: rule?.id,
    isTest,
    file: `${folder}/${name}`,
    text,
  });
  return [...tests.map(place(true)), ...code.map(place(false))];
});
await writeExamples(join(work, 'placed'), placed);
const inPlaces = runAstGrep(root, join(work, 'placed'));

describe('code of tests', () => {
  it.each(placed)('$file is looked at: not where it is a test', ({ file, rule, isTest }) => {
    expect(inPlaces.some((match) => match.file === file && match.ruleId === rule)).toBe(!isTest);
  });

  it.each(Object.keys(testCode))('is left out by all rules of %s alike', (folder) => {
    const ignored = rules
      .filter(({ path }) => path.replace('rules/extra/', 'rules/').startsWith(`rules/${folder}/`))
      .map(({ id, rule }) => [id, Object(rule).ignores] as const);
    const [, first] = ignored.find(([, globs]) => globs !== undefined) ?? [];
    for (const [id, globs] of ignored) expect(globs, id).toEqual(expect.arrayContaining(first ?? ['some']));
  });
});

const fixed = written.flatMap((example) => {
  const match = matchOf(example);
  return match?.replacement === undefined ? [] : [{ ...example, text: applied(example.text, match) }];
});
await writeExamples(join(work, 'fixed'), fixed);
const after = runAstGrep(root, join(work, 'fixed'), errorRules);

describe('fixes', () => {
  it.each(fixed)('$file is clean afterwards and still parses', ({ file, rule, text }) => {
    const left = after.filter((match) => match.file === file).map(({ ruleId }) => ruleId);
    expect(
      left.filter((id) => id === rule || id.startsWith('parse-error-')),
      text,
    ).toEqual([]);
  });
});

function applied(text: string, { replacement, replacementOffsets }: Match): string {
  const bytes = Buffer.from(text);
  const { start, end } = replacementOffsets ?? { start: 0, end: 0 };
  return Buffer.concat([
    bytes.subarray(0, start),
    Buffer.from(replacement ?? ''),
    bytes.subarray(end),
  ]).toString();
}
