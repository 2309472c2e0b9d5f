import { join } from 'node:path';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findSecrets } from '../../../src/scanners/secrets/find-secrets.ts';
import { FormatIndex } from '../../../src/scanners/secrets/format-index.ts';
import { readKnownForms } from '../../../src/scanners/secrets/known-forms.ts';
import { longWords } from '../../../src/scanners/secrets/long-words.ts';
import { findWithSecretlint, secretlintRules } from '../../../src/scanners/secrets/secretlint-rules.ts';
import { codesOf } from '../../../src/scanners/secrets/text-codes.ts';
import { projectRoot } from '../scan-setup.ts';
import { makeSecret } from './make-secret.ts';

const forms = await readKnownForms(join(projectRoot, 'rules/secrets'));

/** Texts of few characters, in which words, their ends and other alphabets meet often. */
const texts = fc.string({
  unit: fc.constantFrom(...'aaaZ_09+/.~-== "\n{ſé語😀K'),
  maxLength: 80,
});

describe('the words of a text that could be secrets', () => {
  it('are those of the expression that says the same', () => {
    const expression =
      /(?<![A-Za-z0-9_+/.~-])(?:[A-Za-z0-9_][A-Za-z0-9_+/.~-]{13,}|(?<=[ ="'`])[+/](?!(?:[A-Za-z0-9+]*\/){4})[A-Za-z0-9+/]{19,}(?![A-Za-z0-9_+/.~-]))={0,2}/g;
    fc.assert(
      fc.property(texts, (text) => {
        const expected = [...text.matchAll(expression)].map((match) => ({
          start: match.index,
          end: match.index + match[0].length,
          hasDigit: /\d/.test(match[0]),
        }));
        expect(longWords(codesOf(text))).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the formats that a text could hold', () => {
  it('are those of which it has a beginning', () => {
    const starts = fc.uniqueArray(fc.string({ unit: fc.constantFrom(...'abA-"'), maxLength: 6 }), {
      minLength: 1,
    });
    const text = fc.string({ unit: fc.constantFrom(...'abA-"é語'), maxLength: 40 });
    fc.assert(
      fc.property(starts, text, (all, within) => {
        const index = new FormatIndex(all.map((start) => ({ starts: [start] })));
        const found = index.candidates(within).flatMap((format) => format.starts);
        const isAsked = (start: string) => start.length < 2 || within.includes(start);
        expect(found.toSorted()).toEqual(all.filter(isAsked).toSorted());
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('ordinary code', () => {
  const code = `
import { open } from 'node:fs/promises';
/** Reads the description of the extension, token by token. */
export async function readDescription(extensionPath, { retries = 3 } = {}) {
  const handle = await open(extensionPath, 'r').catch(() => undefined);
  return handle?.readFile({ encoding: 'utf8' }).then((text) => JSON.parse(text).description ?? retries);
}
`;

  it('is searched for few of all formats and for none of secretlint', () => {
    const candidates = forms.index.candidates(code);
    expect(candidates.filter((each) => 'rule' in each)).toEqual([]);
    expect(candidates.length).toBeLessThanOrEqual(5);
  });

  it('has each of its texts searched a few times', async () => {
    const search = vi.spyOn(String.prototype, 'matchAll');
    await findSecrets('a.js', code, forms);
    const count = search.mock.calls.length;
    search.mockRestore();
    expect(count).toBeLessThanOrEqual(5);
  });
});

describe('a rule of secretlint', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each(secretlintRules.map((rule) => [rule.name, rule] as const))(
    '%s looks for nothing in a text without one of its beginnings',
    async (name, rule) => {
      const expressions = await expressionsOf(rule);
      // It reads JSON, and is seen below.
      if (name !== 'gcp') expect(expressions).not.toEqual([]);
      for (const expression of expressions) {
        const matches = fc.stringMatching(new RegExp(withoutLooks(expression.source)));
        fc.assert(
          fc.property(matches, (text) => rule.starts.some((start) => text.includes(start))),
          { numRuns: 50 },
        );
      }
    },
  );

  it('says of every kind of secret what it begins with', () => {
    expect(secretlintRules.filter(({ starts }) => starts.some((start) => start.length < 3))).toEqual([]);
    expect(secretlintRules.length).toBe(rules.length - 4);
  });

  it.each([': ', '=', '" => "'])('for AWS has its place where the key is, behind %j', async (operator) => {
    const key = makeSecret('{a20}/{a19}');
    const text = `aws_secret_access_key${operator}${key}\n`;
    const start = text.indexOf(key);
    expect(await findSecrets('a.ini', text, forms)).toMatchObject([
      { rule: 'secretlint/aws-awssecretaccesskey', start, end: start + 40 },
    ]);
    expect(await findSecrets('a.ini', text.replace(key, `${key.slice(0, 33)}EXAMPLE`), forms)).toEqual([]);
  });

  it('finds the account of a service in JSON', async () => {
    const key = `-----BEGIN ${'PRIVATE'} KEY-----\\nMIIEvQ\\n-----END ${'PRIVATE'} KEY-----`;
    for (const line of ['\n', ' ']) {
      const text = `{${line}"private_key_id": "a1",${line}"private_key": "${key}"${line}}`;
      const found = await findSecrets('account.json', text, forms);
      expect(found).toMatchObject([{ rule: 'secretlint/gcp-privatekeyjson' }]);
    }
  });
});

/** What the rule searches for in files of all kinds that it knows. */
async function expressionsOf(rule: (typeof secretlintRules)[number]): Promise<readonly RegExp[]> {
  const spy = vi.spyOn(String.prototype, 'matchAll');
  for (const path of ['a.txt', 'package.json', '.npmrc']) await findWithSecretlint(path, 'A text', [rule]);
  const asked = spy.mock.calls.flatMap(([expression]) => (expression instanceof RegExp ? [expression] : []));
  spy.mockRestore();
  return asked;
}

/** They only narrow down what matches. */
function withoutLooks(source: string): string {
  return source.replace(/\(\?<?!(?:\[[^\]]*\]|\\p\{L\}|\\w)\)|\\b/g, '');
}
