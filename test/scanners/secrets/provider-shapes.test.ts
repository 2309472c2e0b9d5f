import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findByName } from '../../../src/scanners/secrets/find-by-name.ts';
import { readKnownForms } from '../../../src/scanners/secrets/known-forms.ts';
import { ProviderShapes } from '../../../src/scanners/secrets/provider-shapes.ts';
import { readShape } from '../../../src/scanners/secrets/value-shape.ts';
import { projectRoot } from '../scan-setup.ts';
import { makeSecret } from './make-secret.ts';

describe('a shape', () => {
  it.each([
    ['{h32}', '{h32}'],
    ['{a20-24}', '{a22}'],
    ['key-{l32}', 'key-{l32}'],
    ['{h8}-{h4}-{h4}-{h4}-{h12}', '{h8}-{h4}-{h4}-{h4}-{h12}'],
    ['{w22}', '{w22}'],
  ])('%s fits %s', (shape, made) => expect(readShape(shape).fits(makeSecret(made))).toBe(true));

  it.each([
    ['{h32}', '{h31}'],
    ['{h32}', '{h31}g'],
    ['{a20-24}', '{a25}'],
    ['key-{l32}', '{l32}'],
    ['{l32}', '{l30}AB'],
    ['{a10}.{a10}', '{a21}'],
  ])('%s does not fit %s', (shape, made) => expect(readShape(shape).fits(makeSecret(made))).toBe(false));

  it('fits the same in capitals', () =>
    expect(readShape('{h32}').fits(makeSecret('{h32}').toUpperCase())).toBe(true));
  it('with a letter that stands for nothing is refused', () =>
    expect(() => readShape('{q3}')).toThrow('{q3}'));
});

const hex = readShape('{h32}');
const providers = new ProviderShapes(
  new Map([
    ['acme', { shapes: [hex], isComplete: true }],
    ['openweather', { shapes: [hex], isComplete: true }],
  ]),
);

describe('a provider', () => {
  it.each(['ACME_API_KEY', 'acmeToken', 'acmeKEY', 'my-acme.secret', 'open_weather_key', 'acmeapikey'])(
    'is in the name %s',
    (name) => expect(providers.under(name)?.shapes).toEqual([hex]),
  );
  it.each(['ACMEISH_KEY', 'API_KEY', 'weather_key'])('is not in the name %s', (name) =>
    expect(providers.under(name)).toBeUndefined(),
  );
  it.each([
    ['acme: x', true],
    ['acme.login="x', true],
    ["'acme', 'x", true],
    ['acmeish: x', false],
  ])('stands right before the end of %s: %s', (text, expected) =>
    expect(providers.isNamedBefore(text, text.length - 1)).toBe(expected),
  );
});

describe('values under the names of providers', async () => {
  const known = await readKnownForms(join(projectRoot, 'rules/secrets'));
  const search = { ...known, providers };
  const found = (text: string) => findByName(text, search).map(({ doubtful }) => doubtful);

  it('are told by their shape', () => {
    expect(found(`acme_key = ${makeSecret('{h32}')}`)).toEqual([false]);
    expect(found(`acme: '${makeSecret('{h32}')}'`)).toEqual([false]);
  });
  it('are told in a section named after it', () => {
    expect(found(`acme:\n  token: ${makeSecret('{h32}')}`)).toEqual([false]);
    expect(found(`acme:\n  token: ${makeSecret('{a40}')}`)).toEqual([]);
  });
  it('are told in a sentence of a log that names it right before', () => {
    const log = (provider: string, template: string) =>
      found(`[INFO] sending a request to the ${provider} API\n[DEBUG] using key=${makeSecret(template)}`);
    expect(log('acme', '{h32}')).toEqual([false]);
    expect(log('acme', '{a40}')).toEqual([]);
    expect(log('other', '{h32}')).toEqual([]);
    expect(found(`acme is far away\n${'#'.repeat(70)}\nusing key=${makeSecret('{h32}')}`)).toEqual([]);
  });
  it('may have another shape where they are passwords', () =>
    expect(found(`acme_password = ${makeSecret('{a40}')}`)).toEqual([false]));
  it('are told behind a scheme, by their own name', () => {
    expect(found(`acmeToken := "Bearer ${makeSecret('{h32}')}"`)).toEqual([false]);
    expect(found(`acmeToken := "Bearer ${makeSecret('{a40}')}"`)).toEqual([]);
  });
  it('are told with their name in one', () =>
    expect(found(`acmeSECRET-${makeSecret('{h32}')}`)).toEqual([false]));
  it('may have another shape where they are of an OAuth client', () =>
    expect(found(`acme_client_secret = ${makeSecret('{a40}')}`)).toEqual([false]));
  it('are doubtful where somebody made them up', () =>
    expect(found('acme_key = 0123456789abcdef0123456789abcdef')).toEqual([true]));
  it('are no secret of another shape', () => expect(found(`acme_key = ${makeSecret('{a40}')}`)).toEqual([]));
  it('of any shape are told of somebody unknown', () =>
    expect(found(`nobody_key = ${makeSecret('{a40}')}`)).toEqual([false]));

  it('are known of some hundred, each with a shape that can be read', () => {
    for (const name of ['twilio', 'datadog', 'gitea', 'sonar'])
      expect(known.providers.under(name)).toBeDefined();
  });
});
