/** Markup that is safe to put into a page as it is. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[];

/** A template whose texts are escaped, in content and in quoted attributes; lists are joined, undefined is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = strings.map((text, index) => `${text}${markupOf(values[index])}`);
  return new Html(parts.join(''));
}

function markupOf(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(markupOf).join('');
  return escapeHtml(String(value));
}

/**
 * Control characters, and those that turn the direction of text or cannot be seen, are spelt out: code must not look
 * like something else than it is (CVE-2021-42574). Joiners stay: scripts and emoji need them.
 */
const unseen = /(?![\t\n\r\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

export function escapeHtml(text: string): string {
  return text
    .replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The address, if following it is harmless: http and https only. */
export function safeHref(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  return parsed !== null && ['http:', 'https:'].includes(parsed.protocol) ? parsed.href : undefined;
}

/** A link where following it is harmless, else the text alone. */
export function link(url: string | undefined, text: HtmlValue): Html {
  const href = safeHref(url);
  if (href === undefined) return html`${text}`;
  return html`<a href="${href}" rel="noopener noreferrer">${text}</a>`;
}
