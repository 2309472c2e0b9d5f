import { readFile, stat } from 'node:fs/promises';

/** Beyond this a file is data: a dump, a bundle, a model. Its secrets would not be read by anyone either. */
const largestFileBytes = 5 * 1024 * 1024;
/** As git decides: a NUL among the first bytes makes a file binary (https://git-scm.com/docs/gitattributes, `diff`). */
const binaryProbeBytes = 8000;

export type ReadText = { readonly text: string } | { readonly skipped: 'binary' | 'too large' };

/** The text of a file: UTF-8, UTF-16 with a byte order mark, or else Latin-1. Throws where it cannot be read. */
export async function readText(path: string): Promise<ReadText> {
  const { size } = await stat(path);
  return size > largestFileBytes ? { skipped: 'too large' } : decode(await readFile(path));
}

function decode(bytes: Buffer): ReadText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.subarray(0, binaryProbeBytes).includes(0)) return { skipped: 'binary' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder('latin1').decode(bytes) };
  }
}
