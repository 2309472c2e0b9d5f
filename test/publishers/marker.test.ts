import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { markedText, readMarkedText, readMarker, writeMarker } from '../../src/publishers/marker.ts';
import { hostileText, runs } from '../reports/hostile-text.ts';

const marker = fc.record({
  kind: fc.constantFrom('summary' as const, 'thread' as const, 'group' as const),
  report: hostileText.map((text) => text.toWellFormed()),
  fields: fc
    .array(
      fc.tuple(
        fc.stringMatching(/^[a-z]{1,8}$/),
        hostileText.map((text) => text.toWellFormed()),
      ),
      { maxLength: 5 },
    )
    .map((entries) => new Map(entries.filter(([name]) => name !== 'report'))),
});

describe('a marker', () => {
  test('is read back as it was written, and shows nothing', () => {
    const markdown = new MarkdownIt({ html: false, linkify: true });
    fc.assert(
      fc.property(marker, (given) => {
        expect(readMarker(writeMarker(given))).toEqual(given);
        expect(markdown.render(markedText([given], 'Text.')).trim()).toBe('<p>Text.</p>');
      }),
      { numRuns: runs / 4 },
    );
  });

  test('is not found in hostile text, nor does text change it', () => {
    fc.assert(
      fc.property(marker, hostileText, (given, text) => {
        const { markers, body } = readMarkedText(markedText([given], `x${text}`));
        expect(markers).toEqual([given]);
        expect(body.startsWith('x')).toBe(true);
        expect(readMarkedText(`x${text}`).markers).toEqual([]);
      }),
      { numRuns: runs / 4 },
    );
  });

  test.each([
    '[//]: # (code-scan:v2 summary report=x)',
    '[//]: # (code-scan:v1 other report=x)',
    '[//]: # (code-scan:v1 summary)',
    '[//]: # (code-scan:v1 summary report=%zz)',
    '[//]: # (code-scan:v1 summary report=x report=y)',
    ' [//]: # (code-scan:v1 summary report=x)',
    '[//]: # (code-scan:v1 summary report=x) and more',
    '> [//]: # (code-scan:v1 summary report=x)',
  ])('%s is none', (line) => {
    expect(readMarker(line)).toBeUndefined();
  });

  test('survives other line ends and blanks behind it', () => {
    const text = markedText([{ kind: 'summary', report: 'x', fields: new Map() }], 'a\n\nb');
    expect(readMarkedText(text.replaceAll('\n', '\r\n'))).toEqual(readMarkedText(text));
    expect(readMarkedText(text.replace(')', ')  ')).markers).toHaveLength(1);
  });
});
