import { describe, expect, it } from 'vitest';
import { isInSectionForTests } from '../../../src/scanners/secrets/section-for-tests.ts';

const at = (path: string, text: string) => isInSectionForTests(path, text, text.indexOf('HERE'));

describe('a section for tests', () => {
  it.each([
    ['of the whole file', 'development:\n  key: HERE\n'],
    ['under a comment and a blank line', 'test: # all\n\n  # of the tests\n  key: HERE\n'],
    ['further out', 'shop:\n  test:\n    mail:\n      key: HERE\n'],
    ['of examples', 'schema:\n  example:\n    token: HERE\n'],
    ['with an anchor', 'test: &test\n  key: HERE\n'],
  ])('is seen: %s', (_, text) => {
    expect(at('config/secrets.yml', text)).toBe(true);
    expect(at('config/secrets.json', text)).toBe(false);
  });

  it.each([
    ['another one', 'production:\n  key: HERE\n'],
    ['one that is over', 'test:\n  key: a\nproduction:\n  key: HERE\n'],
    ['one beside it', 'all:\n  test:\n    key: a\n  key: HERE\n'],
    ['none', 'test: a\nkey: HERE\n'],
    ['a value', 'test: yes\n  key: HERE\n'],
  ])('is not: %s', (_, text) => expect(at('config/secrets.yml', text)).toBe(false));
});
