/**
 * `text` with its embedded links, `[text](1)`, reduced to their text, and with escaped brackets taken back. One pass
 * over its brackets: a regular expression for a whole link takes quadratic time over text such as `[\[\[\…`.
 */
export function withoutLinks(text: string): string {
  if (!text.includes('[') && !text.includes('\\]')) return text;
  const bracket = /\\[[\]]|[[\]]/g;
  // A target is the number of a location or a URI (SARIF 2.1.0, section 3.11.6); `array[i](x)` is no link.
  const target = /\((?:\d{1,9}|[a-z][a-z0-9+.-]*:[^()\s]*)\)/iy;
  const pieces: string[] = [];
  let open = -1;
  let from = 0;
  for (let found = bracket.exec(text); found !== null; found = bracket.exec(text)) {
    pieces.push(text.slice(from, found.index));
    from = bracket.lastIndex;
    target.lastIndex = from;
    if (found[0] === ']' && open >= 0 && target.test(text)) {
      pieces[open] = '';
      open = -1;
      from = target.lastIndex;
      bracket.lastIndex = from;
      continue;
    }
    if (found[0] === '[') open = pieces.length;
    pieces.push(found[0].slice(-1));
  }
  return pieces.join('') + text.slice(from);
}
