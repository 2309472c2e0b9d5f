import { splitCodeSpans } from './markdown-escape.ts';

/**
 * What scanners write as Markdown, for a place that shows text as it is: without the marks of code, and links as
 * `text (address)`. What is code stays as it is written.
 */
export function plainText(markdown: string): string {
  let isFenced = false;
  return markdown
    .split('\n')
    .flatMap((line) => {
      if (/^\s{0,3}(```|~~~)/.test(line)) {
        isFenced = !isFenced;
        return [];
      }
      return [isFenced ? line : plainLine(line)];
    })
    .join('\n');
}

function plainLine(line: string): string {
  return splitCodeSpans(line)
    .map(({ code, text }) => (code ? unpadded(text) : withoutLinks(text)))
    .join('');
}

/** One blank on either side belongs to the marks: https://spec.commonmark.org/0.31.2/#code-spans */
function unpadded(code: string): string {
  return /^ .*[^ ].* $/.test(code) ? code.slice(1, -1) : code;
}

function withoutLinks(text: string): string {
  return text.replace(/\[([^[\]]{1,500})\]\((https?:\/\/[^\s()]{1,2000})\)/g, '$1 ($2)');
}
