/** A text for use in a regular expression, inside and outside of brackets. */
export function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
