import fc from 'fast-check';
import MarkdownIt, { type Token } from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { codeSpan, fencedBlock, markdownLink, markdownText } from '../../src/reports/markdown-escape.ts';
import { visibleLine, visibleText } from '../../src/reports/visible-text.ts';
import { hostileText, runs } from './hostile-text.ts';

// The strictest reading: everything that a renderer could make of bare text is on.
const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false });

function tokens(source: string): readonly Token[] {
  return markdown.parse(source, {}).flatMap((token) => [token, ...(token.children ?? [])]);
}

function kinds(source: string): readonly string[] {
  return [...new Set(tokens(source).map(({ type }) => type))].filter((type) => type !== 'inline');
}

/** What is read: text and code. */
function readText(source: string): string {
  return tokens(source)
    .flatMap(({ type, content }) => (['text', 'code_inline', 'text_special'].includes(type) ? [content] : []))
    .join('');
}

/** Backticks become code and blanks may be gathered; everything else must be read as it was written. */
function bare(text: string): string {
  return text.replace(/[`\s]/g, '');
}

const plain = new Set(['text', 'code_inline', 'paragraph_open', 'paragraph_close']);

describe('hostile text in Markdown', () => {
  test('stays text: no element, no link, nothing lost', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const source = markdownText(text);
        expect(kinds(source).filter((kind) => !plain.has(kind))).toEqual([]);
        expect(bare(readText(source))).toBe(bare(visibleLine(text)));
      }),
      { numRuns: runs },
    );
  });

  test('does not end, or add to, the list it stands in', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, two) => {
        const source = `- **High** ${markdownText(one)} (${codeSpan(two)})\n- ${markdownText(two)}\n\nAfter.`;
        expect(tokens(source).filter(({ type }) => type === 'list_item_open')).toHaveLength(2);
        const allowed = /^(?:bullet_list|list_item|paragraph|strong)_(?:open|close)$|^text$|^code_inline$/;
        expect(kinds(source).filter((kind) => !allowed.test(kind))).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test('has no @ before a word character or a brace outside code', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const prose = tokens(`x ${markdownText(text)} y`).filter(({ type }) => type.startsWith('text'));
        for (const { content } of prose) expect(content).not.toMatch(/@[\p{L}\p{N}_{]/u);
      }),
      { numRuns: runs },
    );
  });

  test('cannot forge a marker or a definition', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const environment = {};
        markdown.parse(`${markdownText(text)}\n\n${fencedBlock(text)}`, environment);
        expect(environment).not.toHaveProperty('references');
        expect(markdownText(text)).not.toMatch(/^\[\/\/\]:/);
      }),
      { numRuns: runs },
    );
  });

  test('in a code span is one code span', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const inline = tokens(`a ${codeSpan(text)} b`).filter(({ type }) => type === 'code_inline');
        const line = visibleLine(text);
        expect(inline.map(({ content }) => content.trim())).toEqual(line === '' ? [] : [line]);
      }),
      { numRuns: runs },
    );
  });

  test('in a fenced block is that block and nothing else', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const found = tokens(`Before.\n\n${fencedBlock(text, 'diff')}\n\nAfter.`);
        const [fence] = found.filter(({ type }) => type === 'fence');
        expect(fence?.content).toBe(`${visibleText(text)}\n`);
        expect(kinds(`Before.\n\n${fencedBlock(text)}\n\nAfter.`)).toEqual(
          expect.arrayContaining(['paragraph_open', 'text', 'paragraph_close', 'fence']),
        );
        expect(found.filter(({ type }) => type === 'paragraph_open')).toHaveLength(2);
      }),
      { numRuns: runs },
    );
  });

  test.each([
    ['Avoid eval(x); use JSON.parse', 'Avoid eval(x); use `JSON.parse`'],
    ['See src/main.py.', 'See `src/main.py`.'],
    ['Ask @ada (or a@b.de).', 'Ask `@ada` (or `a@b.de`).'],
    ['snake_case and *stars*', 'snake\\_case and \\*stars\\*'],
    ['Already `code` and a ` lone one', 'Already `code` and a \\` lone one'],
    ['- no list', '\\- no list'],
    ['12. no list', '12\\. no list'],
    ['a < b && c > d', 'a < b && c > d'],
    ['a <b> tag', 'a `<b>` tag'],
    ['cut //x.i…', 'cut `//x.i…`'],
    ['two\nlines', 'two lines'],
    ['hidden \u202e here', 'hidden ⟨U+202E⟩ here'],
    ['red \u001b[31malarm\u001b[0m', 'red alarm'],
  ])('reads well: %j', (text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });

  test('a link keeps to its address', () => {
    const source = markdownLink('a', 'https://x.example/a(b)[c]_d_*e*|`f`');
    const open = tokens(source).filter(({ type }) => type === 'link_open');
    expect(open.map((token) => token.attrGet('href'))).toEqual([
      'https://x.example/a%28b%29%5Bc%5D_d_%2Ae%2A%7C%60f%60',
    ]);
  });
});
