import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLog } from '../../src/core/pino-log.ts';
import { createRedaction } from '../../src/core/redact.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { target } from './target.ts';

const secret = 'ATCTT3x"F+/=fuzz';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones looked for
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** A line of the log is one line, steers no terminal, and holds no secret. */
export const log = target(
  'log',
  0.12,
  fc.record({
    message: hostileText,
    detail: fc.oneof(hostileText, fc.array(hostileText, { maxLength: 3 }), fc.object()),
    format: fc.constantFrom('text', 'json'),
    form: fc.constantFrom(
      secret,
      encodeURIComponent(secret),
      Buffer.from(`x:${secret}`).toString('base64'),
      Buffer.from(secret).toString('hex'),
    ),
  }),
  () => ({
    try({ message, detail, format, form }) {
      const lines: string[] = [];
      const own = createLog({
        format: format === 'json' ? 'json' : 'text',
        debug: true,
        colour: false,
        redact: createRedaction([secret]),
        write: (line) => lines.push(line),
      });
      own.warn(`${message}${form}`, { detail, form });
      assert.equal(lines.length, 1);
      const [line = ''] = lines;
      assert.equal(line.indexOf('\n'), line.length - 1, 'it is more than one line');
      assert(!line.includes(form), 'a secret is told');
      if (format === 'text') assert.doesNotMatch(line, steering);
      else JSON.parse(line);
    },
  }),
);
