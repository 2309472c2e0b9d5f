/** Nobody writes such lines; programs that shorten code do. Bytes or characters. */
const longestLine = 50_000;

/** What is asked of a text, or of its bytes. */
interface Lines {
  readonly length: number;
  indexOf(newline: string, from: number): number;
}

/**
 * Whether a program wrote the code. Nobody mends it there; it is one function of a million characters, in which a rule
 * that looks for what a variable was given took half a minute.
 */
export function isMinified(text: Lines): boolean {
  if (text.length <= longestLine) return false;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    if ((end === -1 ? text.length : end) - from > longestLine) return true;
    if (end === -1) return false;
    from = end + 1;
  }
  return false;
}
