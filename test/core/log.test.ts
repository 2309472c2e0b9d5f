import { describe, expect, it } from 'vitest';
import type { Log } from '../../src/core/log.ts';
import { createLog } from '../../src/core/pino-log.ts';

const esc = '\u001b';

/** What `use` writes to a log of this format. */
function written(
  use: (log: Log) => void,
  options: Partial<Parameters<typeof createLog>[0]> = {},
): readonly string[] {
  const lines: string[] = [];
  const log = createLog({
    format: 'text',
    debug: false,
    colour: false,
    redact: (text) => text.replaceAll('hunter22', '***'),
    help: (code) => `https://example.com/help#${code}`,
    write: (line) => lines.push(line),
    ...options,
  });
  use(log);
  return lines.join('').split('\n').slice(0, -1);
}

describe('the text of the log', () => {
  it.each([
    ['a line', (log: Log) => log.info('hello'), ['hello']],
    ['data behind it', (log: Log) => log.info('hello', { count: 1 }), ['hello (count=1)']],
    ['a heading after an empty line', (log: Log) => log.info('Scan', { look: 'section' }), ['', 'Scan']],
    ['a row without its data', (log: Log) => log.info('a   1', { look: 'good', count: 1 }), ['  ✔ a   1']],
    [
      'a warning with the page that helps',
      (log: Log) => log.warn('careful', { code: 'forbidden' }),
      ['warning careful', '        https://example.com/help#forbidden'],
    ],
    [
      'a failed row with the page below its text',
      (log: Log) => log.error('inline', { look: 'bad', code: 'forbidden' }),
      ['  ✖ inline', '    https://example.com/help#forbidden'],
    ],
    ['no debug', (log: Log) => log.debug('hidden'), []],
  ])('has %s', (_, use, lines) => {
    expect(written(use)).toEqual(lines);
  });

  it('tells nothing twice, and each page once: then its code', () => {
    const lines = written((log) => {
      log.warn('no right to read', { code: 'forbidden' });
      log.warn('no right to read', { code: 'forbidden' });
      log.error('no right to write', { code: 'forbidden' });
    });
    expect(lines).toEqual([
      'warning no right to read',
      '        https://example.com/help#forbidden',
      'error   no right to write (code="forbidden")',
    ]);
  });

  it('colours the sign, the severity or the label, and nothing without colour', () => {
    const use = (log: Log) => {
      log.info('x', { look: 'good' });
      log.info('high      a.js:1', { look: 'high' });
      log.warn('careful');
    };
    expect(written(use, { colour: true })).toEqual([
      `${esc}[32m  ✔ ${esc}[0mx`,
      `  ${esc}[31mhigh${esc}[0m      a.js:1`,
      `${esc}[33mwarning ${esc}[0mcareful`,
    ]);
    expect(written(use).join()).not.toContain(esc);
  });

  it('lets no text from outside steer the terminal, start a line or show a secret', () => {
    const lines = written((log) => {
      log.info(`a${esc}[2J\nb\u202ec hunter22`, { look: 'row' });
      log.warn('b\r\nerror fake', { code: `x${esc}` });
    });
    expect(lines).toHaveLength(3);
    expect(lines.join('\n')).not.toContain('\u202e');
    expect(lines.join('\n')).not.toContain(esc);
    expect(lines.join('\n')).not.toContain('hunter22');
  });
});

describe('the JSON of the log', () => {
  it('is an object a line: the data of rows, no headings, the page that helps', () => {
    const lines = written(
      (log) => {
        log.info('Scan', { look: 'section' });
        log.info('ast-grep     6 found', { look: 'good', findings: 6 });
        log.info('          https://example.com/line', { look: 'faint' });
        log.error('no right', { code: 'forbidden' });
      },
      { format: 'json' },
    ).map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([
      { level: 'info', time: expect.any(String), findings: 6, msg: 'ast-grep 6 found' },
      {
        level: 'error',
        time: expect.any(String),
        code: 'forbidden',
        help: 'https://example.com/help#forbidden',
        msg: 'no right',
      },
    ]);
  });
});
