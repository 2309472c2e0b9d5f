import { describe, expect, test } from 'vitest';
import { findSecretTexts } from '../../src/run/found-secrets.ts';
import { finding, treeOf } from '../triage/finding.ts';

const token = 'ATCTT3xFfGN0-a-token-of-a-repository';
const key = 'k3y-0f-s0me-s3rvice';

describe('the run’s own credential', () => {
  test('is taken out of every text, whatever file it is about', async () => {
    const { maskFor, maskAll } = await findSecretTexts([], undefined, [token]);
    expect(maskFor(['a.js'])?.(`found ${token} in the environment`)).toBe('found *** in the environment');
    expect(maskFor([])?.(Buffer.from(token).toString('base64'))).not.toContain('QVRDVFQz');
    expect(maskAll?.(token)).toBe('***');
  });

  test('is taken out even where it is short, unless it reads like a word', async () => {
    for (const short of ['S3cret-token', 'CANARYTOKEN123', 'Canarytoken']) {
      const { maskAll } = await findSecretTexts([], undefined, [short]);
      expect(maskAll?.(`with ${short} in it`)).toBe('with *** in it');
    }
  });

  test('goes along with what was found in a file', async () => {
    const secret = finding({ category: 'secret', path: 'a.js', line: 1 });
    const { maskFor } = await findSecretTexts([secret], treeOf({ 'a.js': `x = "${key}"` }), [token]);
    expect(maskFor(['a.js'])?.(`${key} ${token}`)).toBe('*** ***');
    expect(maskFor(['b.js'])?.(`${key} ${token}`)).toBe(`${key} ***`);
  });

  test('that is as short as a word is left in, and so is everything where nothing is secret', async () => {
    expect((await findSecretTexts([], undefined, ['password'])).maskFor(['a.js'])).toBeUndefined();
    expect(await findSecretTexts([], undefined)).not.toHaveProperty('maskAll');
  });
});

describe('where the search for secrets failed', () => {
  test('all that could be one is taken out of every text', async () => {
    const { maskFor, maskAll } = await findSecretTexts([], undefined, [token], true);
    for (const mask of [maskFor(['a.js']), maskAll]) {
      expect(mask?.(`connect("hunter-two", ${key}, 'it\\'s-mine') // ${token}`)).toBe(
        `connect("***", ***, '***') // ***`,
      );
      expect(mask?.('Use `yaml.safe_load`: the input of loads() is not trusted.')).toBe(
        'Use `yaml.safe_load`: the input of loads() is not trusted.',
      );
    }
  });
});
