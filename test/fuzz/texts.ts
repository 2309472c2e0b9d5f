import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { readKnownForms } from '../../src/scanners/secrets/known-forms.ts';
import { suppressedLines } from '../../src/scanners/secrets/suppressions.ts';
import { suppressionComments } from '../../src/triage/suppression-comment.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { mutated } from './mutated.ts';
import { target } from './target.ts';
import { isUnpolluted } from './unpolluted.ts';

const pipelines = `image: { name: node:24, username: $USER, password: $PASSWORD }
options: { docker: true, max-time: 20 }
definitions:
  steps:
    - step: &build
        name: Build
        script:
          - npm ci && curl -sSL https://example.com/x.sh | bash
          - pipe: atlassian/aws-s3-deploy:1.0.0
            variables: { KEY: '$SECRET', PASSWORD: hunter2 }
        artifacts: [dist/**]
pipelines:
  default:
    - step: *build
    - parallel:
        - step: { <<: *build, name: Other, oidc: true }
  branches:
    'main':
      - step: { deployment: production, trigger: manual, script: ['echo "$TOKEN"', 'eval $BITBUCKET_BRANCH'] }
  pull-requests:
    '**':
      - step: *build
`;

/** Some hundred pieces of what formats of secrets look for; what they look for itself is put together here. */
const secretish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'key=',
        'password: ',
        '"',
        "'",
        '\n',
        ' ',
        '://',
        '@',
        ':',
        '-----BEGIN ',
        'PRIVATE KEY-----',
      ),
      fc.constantFrom(
        'AK',
        'IA',
        'gh',
        'p_',
        'xo',
        'xb-',
        'ey',
        'J',
        'sk',
        '_live_',
        'AI',
        'za',
        'A3T',
        '.',
        '-',
      ),
      fc.string({ unit: fc.constantFrom(...'abcXYZ019_-+/='), maxLength: 60 }),
      hostileText,
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

/** Every reader of the repository's own files: none crashes, none hangs, and each place is one in the file. */
export const texts = target(
  'texts',
  0.06,
  fc.record({
    yaml: mutated([pipelines]),
    text: fc.oneof(secretish, mutated([pipelines])),
    comment: fc.oneof(
      mutated(['x(); // code-scan-ignore a, b: because until 2027-01-31 by ada', '# code-scan-ignore *: x']),
      hostileText.map((text) => `// code-scan-ignore ${text}`),
    ),
  }),
  async () => {
    // By far the largest part of what there is to load.
    const { findSecrets } = await import('../../src/scanners/secrets/find-secrets.ts');
    const { auditPipelines } = await import('../../src/scanners/pipelines/audit-pipelines.ts');
    const forms = await readKnownForms(join('rules', 'secrets'));
    return {
      async try({ yaml, text, comment }) {
        const lines = yaml.split(/\r\n|\n|\r/).length;
        for (const { region, message } of auditPipelines('bitbucket-pipelines.yml', yaml)) {
          assert.notEqual(message, '');
          const { startLine = 1 } = region ?? {};
          assert(startLine >= 1 && startLine <= lines, `line ${startLine} of ${lines}`);
        }
        for (const { start, end } of await findSecrets('x.txt', text, forms)) {
          assert(start >= 0 && start < end && end <= text.length, `${start} to ${end} of ${text.length}`);
        }
        suppressedLines(text);
        for (const { rules, reason = 'x' } of suppressionComments(comment.split('\n'))) {
          assert.notEqual(rules.length, 0);
          assert.notEqual(reason, '');
        }
        isUnpolluted();
      },
    };
  },
);
