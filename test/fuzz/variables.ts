import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRedaction } from '../../src/core/redact.ts';
import { secretsIn } from '../../src/core/secrets-in.ts';
import { readConfiguration } from '../../src/run/configuration.ts';
import { variables as table } from '../../src/variables/variables.generated.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { target } from './target.ts';
import { isUnpolluted } from './unpolluted.ts';

const pipelines = [
  'BITBUCKET_COMMIT',
  'BITBUCKET_BRANCH',
  'BITBUCKET_TAG',
  'BITBUCKET_PR_ID',
  'BITBUCKET_PR_DESTINATION_BRANCH',
  'BITBUCKET_PR_DESTINATION_COMMIT',
  'BITBUCKET_WORKSPACE',
  'BITBUCKET_REPO_SLUG',
  'BITBUCKET_REPO_FULL_NAME',
  'BITBUCKET_BUILD_NUMBER',
  'BITBUCKET_CLONE_DIR',
  'BITBUCKET_PIPE_STORAGE_DIR',
  'BITBUCKET_PARALLEL_STEP',
  'BITBUCKET_PARALLEL_STEP_COUNT',
  'BITBUCKET_USERNAME',
  'BITBUCKET_APP_PASSWORD',
  'HTTPS_PROXY',
];
const names = [...table.map(({ name }) => name), ...pipelines];

const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...names) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...names), fc.constantFrom('_COUNT', '_0', '_1', 'S', '_'))
      .map((two) => two.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '', 'FAIL-ON') },
);

const allowed = table.flatMap(({ allowed: text }) =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? ''),
);

const value = fc.oneof(
  fc.constantFrom(
    '',
    'true',
    '1',
    '-1',
    '999999',
    'auto',
    'none',
    'a,b',
    ',',
    '../..',
    '/',
    '0/3',
    'a'.repeat(40),
  ),
  fc.constantFrom('https://x.test/2.0', 'http://x.test', 'http://127.0.0.1/2.0', '$BITBUCKET_ACCESS_TOKEN'),
  fc.constantFrom(...allowed),
  hostileText,
);

/** Values that only a secret has, so that a message which repeats one cannot do so by chance. */
const secretNames = table.flatMap((variable) =>
  'secret' in variable && variable.secret ? [variable.name] : [],
);
const secret = fc
  .tuple(fc.constantFrom('tok', ' ', '\n', '"', '<', 'ü'), fc.nat())
  .map(([odd, n]) => `${odd}5ecret-${n}-value`);

/** The whole environment: every way in which it can be wrong is told at once, and no secret with it. */
export const variables = target(
  'variables',
  0.2,
  fc.record({
    plain: fc.array(fc.tuple(name, value), { maxLength: 8 }),
    secrets: fc.array(fc.tuple(fc.constantFrom(...secretNames), secret), { maxLength: 2 }),
  }),
  () => ({
    try({ plain, secrets }) {
      const environment: Record<string, string> = Object.assign(
        Object.create(null),
        Object.fromEntries([...plain, ...secrets]),
      );
      const redact = createRedaction(secretsIn(environment));
      const told = secrets.map(([, one]) => one).filter((one) => Object.values(environment).includes(one));
      for (const one of told)
        assert(!redact(`x${one}x`).includes(one), 'a secret is not taken out of the log');
      const { configuration, problems } = readConfiguration(environment);
      const { settings } = configuration;
      assert(settings.inlineLimit >= 0 && settings.scanTimeout > 0, 'a wrong value is kept');
      for (const { where, message } of problems) {
        assert.notEqual(where, '');
        assert.notEqual(message, '');
        for (const one of told) assert(!message.includes(one.trim()), 'a secret is told');
      }
      isUnpolluted();
    },
  }),
);
