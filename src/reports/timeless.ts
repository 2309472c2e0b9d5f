/**
 * A rendered text without what differs between two runs that found the same: how long they took, and which run it
 * was. Texts that are equal so need no edit.
 */
export function timelessText(text: string): string {
  return text
    .trimEnd()
    .replace(/\b(in|after) \d+\.\d s\b/g, '$1 0.0 s')
    .replace(/\[this run\]\([^)]*\)/g, '[this run]');
}

/** A rendered text without the commit that its links to files lead to. */
export function commitlessText(text: string): string {
  return text.trimEnd().replace(/\/src\/[0-9a-f]{7,64}\//g, '/src/commit/');
}
