import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvField } from '../../src/reports/csv-escape.ts';
import { htmlText, jsonForScript } from '../../src/reports/html-escape.ts';
import { publicUrl } from '../../src/reports/public-url.ts';
import { visibleLine, visibleText } from '../../src/reports/visible-text.ts';
import { xmlText } from '../../src/reports/xml-escape.ts';
import { hostileText, runs } from './hostile-text.ts';

function decodeReferences(text: string): string {
  return text.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
}

describe('hostile text', () => {
  test('in HTML and XML is text only, and all of it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(htmlText(text)).not.toMatch(/[<>"'`]|&(?!#\d+;)/);
        expect(decodeReferences(htmlText(text))).toBe(visibleText(text));
        expect(xmlText(text)).not.toMatch(/[<>"'\t\n]|&(?!#\d+;)/);
        // What XML 1.0 allows: https://www.w3.org/TR/xml/#charsets
        expect(xmlText(text)).toMatch(/^[\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
        expect(decodeReferences(xmlText(text))).toBe(visibleText(text));
      }),
      { numRuns: runs },
    );
  });

  test('in a script element is data: it can neither end it nor change on the way', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const script = jsonForScript({ text });
        expect(script).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(script)).toEqual({ text });
      }),
      { numRuns: runs },
    );
  });

  test('in CSV is one field and no formula', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const field = csvField(text);
        expect(field).toMatch(/^"(?:[^"]|"")*"$/);
        const read = field.slice(1, -1).replaceAll('""', '"');
        expect([visibleText(text), `'${visibleText(text)}`]).toContain(read);
        expect(read).not.toMatch(/^\s*[=+\-@]/);
      }),
      { numRuns: runs },
    );
  });

  test('shows what hides and has no half characters', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const hidden of '\u202e\u2066\u200b\u0000\u001b\r')
          expect(visibleText(text)).not.toContain(hidden);
        expect(visibleText(text).isWellFormed()).toBe(true);
        expect(visibleLine(text)).not.toMatch(/\s\s|\n|^\s|\s$/);
        expect(visibleText(visibleText(text))).toBe(visibleText(text));
      }),
      { numRuns: runs },
    );
  });
});

describe('a link from outside', () => {
  test.each([
    ['https://semgrep.dev/r/x', 'https://semgrep.dev/r/x'],
    ['http://example.com', 'http://example.com/'],
    ['https://example.com/ä b', 'https://example.com/%C3%A4%20b'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['file:///etc/passwd', undefined],
    ['https://user:pass@example.com/', undefined],
    ['https://localhost/x', undefined],
    ['http://127.0.0.1/x', undefined],
    ['http://[::1]/x', undefined],
    ['https://intranet/x', undefined],
    ['https://ci.internal/x', undefined],
    ['not a link', undefined],
    [undefined, undefined],
  ])('%s', (text, expected) => {
    expect(publicUrl(text)).toBe(expected);
  });
});
