import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fieldsOf } from '../../../src/scanners/json-fields.ts';
import { projectRoot } from '../scan-setup.ts';
import { charactersSchema, flowModelSchema, flowRuleSchema } from './flow-rule-schema.ts';
import { scanTexts } from './scan-texts.ts';

/** Names that an example of a language is written under; every one of them has to behave alike. */
const exampleNames: Readonly<Record<string, readonly string[]>> = {
  python: ['a.py'],
  java: ['A.java'],
  csharp: ['A.cs'],
  php: ['a.php'],
  ruby: ['a.rb'],
  go: ['a.go'],
  javascript: ['a.js', 'a.ts', 'a.tsx'],
  kotlin: ['A.kt'],
};

/** Languages that share the rules of another one. */
const sharing: Readonly<Record<string, readonly string[]>> = { java: ['kotlin'] };

/** The code, or the code with the templates that it fills in. */
type Example = string | ({ readonly code: string } & Readonly<Record<string, string>>);

const folder = join(projectRoot, 'rules/flow');
const examplesFolder = join(projectRoot, 'test/scanners/flow/examples');
const examplesOf = (language: string, file: string) =>
  parse(readFileSync(join(examplesFolder, language, file), 'utf8')) as Record<'valid' | 'invalid', Example[]>;

const languages = readdirSync(folder).filter((name) => name !== 'models');
const rules = languages.flatMap((language) =>
  readdirSync(join(folder, language)).map((file) => ({
    language,
    id: basename(file, '.yml'),
    rule: parse(readFileSync(join(folder, language, file), 'utf8')) as unknown,
    examples: examplesOf(language, file),
  })),
);
const shared = rules.flatMap((rule) =>
  (sharing[rule.language] ?? [])
    .filter((language) => readdirSync(join(examplesFolder, language)).includes(`${rule.id}.yml`))
    .map((language) => ({ ...rule, language, examples: examplesOf(language, `${rule.id}.yml`) })),
);
const examples = [...rules, ...shared].flatMap(({ language, id, examples: lists }) =>
  (['valid', 'invalid'] as const).flatMap((kind) =>
    lists[kind].flatMap((example, index) =>
      (exampleNames[language] ?? []).map((name) => ({
        id,
        kind,
        example,
        files: filesOf(example, `${id}/${kind}-${index}-${name}`, name),
        folder: `${id}/${kind}-${index}-${name}`,
      })),
    ),
  ),
);

function filesOf(example: Example, folderOf: string, name: string): Readonly<Record<string, string>> {
  const { code, ...templates } = typeof example === 'string' ? { code: example } : example;
  const files = { [name]: code, ...templates };
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folderOf}/${file}`, text]));
}

describe('rules', () => {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  const validateRule = ajv.compile(flowRuleSchema);
  const validateModel = ajv.compile(flowModelSchema);

  it.each(rules)('$id says what it has to', ({ id, rule, examples: lists }) => {
    validateRule(rule);
    expect(validateRule.errors).toBeNull();
    expect(rule).toHaveProperty('id', id);
    for (const kind of ['valid', 'invalid'] as const)
      expect(lists[kind].length, kind).toBeGreaterThanOrEqual(2);
  });

  it.each(languages)('the model of %s says what it has to', (language) => {
    validateModel(parse(readFileSync(join(folder, 'models', `${language}.yml`), 'utf8')));
    expect(validateModel.errors).toBeNull();
  });

  it('know the kinds for which characters are needed', () => {
    const characters = parse(readFileSync(join(folder, 'models/characters.yml'), 'utf8'));
    expect(ajv.validate(charactersSchema, characters), ajv.errorsText()).toBe(true);
    const items: readonly { readonly kinds: readonly string[] }[] = characters['needed-characters'];
    const known = rules.map(({ rule }) => fieldsOf(rule)?.['kind']);
    expect(items.flatMap(({ kinds }) => kinds).filter((kind) => !known.includes(kind))).toEqual([]);
  });

  it('have ids of their own', () => {
    const others = readdirSync(join(projectRoot, 'rules'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yml') && !name.startsWith('flow/'))
      .map((name) => basename(name, '.yml'));
    expect(rules.map(({ id }) => id).filter((id) => others.includes(id))).toEqual([]);
  });
});

describe('examples', async () => {
  const { results } = await scanTexts(Object.assign({}, ...examples.map(({ files }) => files)));
  const found = new Set(results.map(({ ruleId, path }) => `${ruleId} ${path?.split('/', 2).join('/')}`));

  it.each(rules)('$id flags what is invalid and nothing that is valid', ({ id }) => {
    const wrong = examples.filter(
      (one) => one.id === id && found.has(`${id} ${one.folder}`) !== (one.kind === 'invalid'),
    );
    expect(wrong.map(({ folder: where, example }) => [where, example])).toEqual([]);
  });
});
