import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedaction } from '../../src/core/redact.ts';
import { secretsIn } from '../../src/core/secrets-in.ts';

const secret = fc
  .string({ unit: 'binary-ascii', minLength: 8, maxLength: 60 })
  .filter((text) => /\S{8}/.test(text));
const around = fc.string({ unit: 'grapheme-ascii', maxLength: 7 });

/** How a secret could get into a text. */
const encodings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'percent-encoded': (text) => encodeURIComponent(text),
  'as a form’s field': (text) => new URLSearchParams([['x', text]]).toString(),
  'as JSON': (text) => JSON.stringify(text),
  'as hexadecimal': (text) => Buffer.from(text).toString('hex'),
  'as base64': (text) => Buffer.from(text).toString('base64'),
  'as base64 for addresses': (text) => Buffer.from(text).toString('base64url'),
};

describe('a secret', () => {
  it.each(Object.keys(encodings))('is taken out %s, whatever stands around it', (name) => {
    const encode = encodings[name] ?? String;
    fc.assert(
      fc.property(secret, around, around, (text, before, after) => {
        const redacted = createRedaction([text])(`>${encode(before + text + after)}<`);
        expect(redacted).toContain('***');
        // Of base64 the ends may stay, which say less than a character each.
        for (const rest of redacted.split('***')) expect(rest.length).toBeLessThan(40);
      }),
    );
  });

  it('is taken out line by line where it has several', () => {
    const key = `-----BEGIN KEY-----\n${'A1b2C3d4'.repeat(8)}\n${'E5f6G7h8'.repeat(8)}\n-----END KEY-----`;
    expect(createRedaction([key])(`key: ${'E5f6G7h8'.repeat(8)}`)).toBe('key: ***');
  });

  it.each([
    ['BITBUCKET_ACCESS_TOKEN', 'abcdefgh', ['abcdefgh']],
    ['DEPLOY_PASSWORD', 'abcdefgh', ['abcdefgh']],
    ['SSH_PRIVATE_KEY', 'abcdefgh', ['abcdefgh']],
    ['HTTPS_PROXY', 'http://ada:p%40ss%2Fword@proxy:3128', ['p%40ss%2Fword', 'p@ss/word', 'ada:p@ss/word']],
    ['HOME', '/root', []],
    ['BITBUCKET_BRANCH', 'feature/x', []],
  ])('is known from %s', (name, value, expected) => {
    expect(secretsIn({ [name]: value })).toEqual(expected);
  });

  it('of four characters is left, or a log would be all stars', () => {
    expect(createRedaction(['true'])('it is true')).toBe('it is true');
  });
});
