import { visibleText } from './visible-text.ts';

/**
 * Hostile text as one CSV field (RFC 4180), quoted. A text that a spreadsheet would run as a formula gets an
 * apostrophe before it: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvField(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = visibleText(value);
  const harmless = /^(?:\s*[=+\-@＝＋－＠]|[\t\n])/u.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
