/**
 * An entry of JSON for a token, or one in an address: that is what a server answers with or is asked with, for an hour.
 * Keys are what people have, and comment out.
 */
const entry = /"\w{0,40}[Tt]oken"\s{0,5}:\s{0,5}"$|[?&#]access_token=$/;
const lineComment = /^\s*(?:\/\/|\*|#|--)/;
/** How far before a value a comment may begin. UTF-16 units. */
const longestComment = 4000;

/** True for a token in JSON inside a comment: the sample of an answer, by which code says what it reads. */
export function isSampleInComment(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - longestComment), start);
  return entry.test(before) && (lineComment.test(lineOf(before, before.length)) || isInBlock(before));
}

/** Where a comment of several lines begins, nothing stands before it: `src/*` in a text is a pattern of names. */
function isInBlock(before: string): boolean {
  const opening = before.lastIndexOf('/*');
  return opening > before.lastIndexOf('*/') && lineOf(before, opening).trim() === '';
}

/** The line up to a place. */
function lineOf(text: string, end: number): string {
  return text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
}
