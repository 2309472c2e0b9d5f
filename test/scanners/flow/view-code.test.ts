import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hamlCode } from '../../../src/scanners/flow/languages/ruby/haml-code.ts';
import { slimCode } from '../../../src/scanners/flow/languages/ruby/slim-code.ts';
import { aspxCode } from '../../../src/scanners/flow/templates/aspx-code.ts';
import { bladeCode } from '../../../src/scanners/flow/templates/blade-code.ts';
import { jspCode } from '../../../src/scanners/flow/templates/jsp-code.ts';
import { razorCode } from '../../../src/scanners/flow/templates/razor-code.ts';
import { scriptCode } from '../../../src/scanners/flow/templates/script-code.ts';

const scripts = [
  ...['<script', '<script>', '<script setup lang="ts">', '</script>', '<style>', '</style>', '<!--', '-->'],
  ...[
    'v-html="',
    '{@html ',
    '{{',
    '}}',
    '{',
    '}',
    '{%',
    '%}',
    '<%',
    '%>',
    ' onclick="',
    '"',
    "'",
    '>',
    ' ',
    '\n',
    'a',
  ],
];

const pieces = {
  jsp: {
    codeOf: jspCode,
    pieces: [
      ...[
        '<%',
        '<%=',
        '<%!',
        '<%@',
        '<%--',
        '--%>',
        '%>',
        '${',
        '}',
        'param.a',
        '<c:out value="',
        '"',
        "'",
        '/>',
      ],
      ...[
        '<jsp:scriptlet>',
        '</jsp:scriptlet>',
        ' ',
        '\n',
        'a',
        '?',
        ':',
        'request.getParameter("a")',
        '<p>',
      ],
    ],
  },
  'a WebForms page': {
    codeOf: aspxCode,
    pieces: [
      ...['<%', '<%=', '<%#', '<%:', '<%#:', '<%@', 'Inherits="', 'a', '"', '%>', '<%--', '--%>', ' ', '\n'],
      ...['<script runat="server">', '<script ', '</script>', 'Request["a"]', '<p>', 'Language="VB"'],
    ],
  },
  'a Razor page': {
    codeOf: razorCode,
    pieces: [
      '@Html.Raw(',
      'Html.Raw(',
      'new HtmlString(',
      ')',
      '"',
      "'",
      '\\',
      '@{',
      'var a = ',
      ';',
      '\n',
      ' ',
      '}',
      'a',
    ],
  },
  'a page of a browser': { codeOf: (text: string) => scriptCode('a.html', text), pieces: scripts },
  'a component of Vue or Svelte': { codeOf: (text: string) => scriptCode('a.vue', text), pieces: scripts },
  'a Haml template': {
    codeOf: hamlCode,
    pieces: [
      ...['%a', '.b', '{', '}', '(', ')', '"', "'", '=', '!=', '-', '-#', ':javascript', ':ruby', '#{', ','],
      ...[' do |a|', ' |', 'if ', 'else', '\\', '  ', '\n', '\r\n', 'a', '~', '&'],
    ],
  },
  'a Slim template': {
    codeOf: slimCode,
    pieces: [
      ...['a', '.b', ' c="d"', '"', '==', '=', '-', '/', '|', "'", 'ruby:', 'javascript:', '#{', '#{{', '}}'],
      ...['}', ',', ' do |a|', 'if ', '\\', ' ', '  ', '\n', '\r\n', '<', '>'],
    ],
  },
  'a Blade template': {
    codeOf: bladeCode,
    pieces: [
      '{!!',
      '!!}',
      '{{--',
      '--}}',
      '@php',
      '@endphp',
      '(',
      ')',
      '\n',
      ' ',
      'a',
      '@',
      '{{',
      '}}',
      '<?php',
      '?>',
    ],
  },
};
const languages = Object.entries(pieces);
const longest = 250_000;

describe.each(languages)('the code of %s', (_name, { codeOf, pieces: some }) => {
  it('stands where it stood', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...some), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const code = codeOf(text);
        expect(code).toHaveLength(text.length);
        const lines = [...text.matchAll(/\n/g)].map(({ index }) => index);
        for (const line of lines) expect(code[line]).toBe('\n');
      }),
      { numRuns: 500 },
    );
  });

  it.each(some)('is found in time where there is nothing but %j', (piece) => {
    const text = piece.repeat(longest / piece.length);
    const start = performance.now();
    expect(codeOf(text)).toHaveLength(text.length);
    expect(codeOf(`<c:out ${text}`)).toHaveLength(text.length + 7);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

it('takes comments and what tags escape out of a page', () => {
  const text = '<%-- <%= a %> --%><c:out value="<%= a %>"/><c:if test="$'.concat('{param.a}"/>');
  expect(jspCode(text).trim()).toBe('$q( a );');
});
