import MarkdownIt, { type Renderer, type Token } from 'markdown-it';
import { escapeHtml, Html } from './html.ts';

/** The page has headings of its own, whose order must not depend on what somebody writes; and it fetches nothing. */
const rules: Renderer['rules'] = {
  image: (tokens, index) => `<span class="image">[image: ${escapeHtml(tokens[index]?.content ?? '')}]</span>`,
  text: (tokens, index) => escapeHtml(tokens[index]?.content ?? ''),
  code_inline: (tokens, index) => `<code>${escapeHtml(tokens[index]?.content ?? '')}</code>`,
  code_block: (tokens, index) => codeBlock(tokens[index]?.content ?? '', ''),
  fence: (tokens, index) => codeBlock(tokens[index]?.content ?? '', tokens[index]?.info ?? ''),
  heading_open: (tokens, index) => `<p class="heading level-${tokens[index]?.tag.slice(1) ?? ''}">`,
  heading_close: () => '</p>\n',
  th_open: aligned,
  td_open: aligned,
};

/**
 * A comment's text as Bitbucket renders it, made for a page that stands alone: an image is named instead of fetched,
 * and a link tells the other side nothing. `resolve` may lead links elsewhere.
 */
export function commentMarkdown(raw: string, resolve: (href: string) => string = (href) => href): Html {
  const markdown = new MarkdownIt({ html: false, linkify: true, breaks: false });
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  const link_open: Renderer['rules'][string] = (tokens, index, options, _, self) => {
    const token = tokens[index];
    token?.attrSet('href', resolve(String(token.attrGet('href') ?? '')));
    token?.attrSet('rel', 'noopener noreferrer');
    return self.renderToken(tokens, index, options);
  };
  Object.assign(markdown.renderer.rules, rules, { link_open });
  return new Html(markdown.render(raw));
}

/** Columns are aligned by a style attribute, which the page's policy does not let through. */
function aligned(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  const [, side] = /text-align:(center|right)/.exec(String(token?.attrGet('style') ?? '')) ?? [];
  return `<${token?.tag}${side === undefined ? '' : ` class="${side}"`}>`;
}

function codeBlock(text: string, info: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const isDiff = info.trim().split(/\s/, 1)[0] === 'diff';
  return `<pre><code>${lines.map((line) => (isDiff ? diffLine(line) : escapeHtml(line))).join('\n')}</code></pre>\n`;
}

function diffLine(line: string): string {
  if (line.startsWith('+')) return `<ins>${escapeHtml(line)}</ins>`;
  return line.startsWith('-') ? `<del>${escapeHtml(line)}</del>` : escapeHtml(line);
}
