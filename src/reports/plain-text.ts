import { splitCodeSpans } from './markdown-escape.ts';

/**
 * What scanners write as Markdown, for a place that shows text as it is: without the marks of code, and links as
 * `text (address)`. What is code stays as it is written.
 */
export function plainText(markdown: string): string {
  const lines = markdown.split('\n');
  const plain: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const end = fence === undefined ? -1 : endOfBlock(lines, at, fence);
    if (end < 0) plain.push(plainLine(line));
    else {
      plain.push(...lines.slice(at + 1, end));
      at = end;
    }
  }
  return plain.join('\n');
}

/** The line that ends a block of code; -1 for a block that does not end, or that holds nothing. */
function endOfBlock(lines: readonly string[], start: number, fence: string): number {
  const end = lines.findIndex((line, at) => at > start && line.trim() === fence);
  return end > start + 1 ? end : -1;
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
