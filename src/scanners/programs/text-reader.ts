import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** Beyond this a file is data: a dump, a bundle, a model. Its secrets would not be read by anyone either. */
const largestFileBytes = 5 * 1024 * 1024;
/** As git decides: a NUL among the first bytes makes a file binary (https://git-scm.com/docs/gitattributes, `diff`). */
const binaryProbeBytes = 8000;
/**
 * What programs read as text whatever bytes it holds, and so is a script: one NUL in a comment must not take a file out
 * of the scan.
 */
const readAsText =
  /(?:^|\/)(?:\.env[^/]*|(?:Docker|Container|Jenkins|Make|Gem|Rake)file[^/]*|[^/]+\.(?:[cm]?[jt]sx?|pyi?|java|kts?|go|php|rb|cs|rs|scala|groovy|gradle|swift|pl|lua|c|h|cc|cpp|hpp|sh|bash|zsh|ksh|ps1|bat|cmd|sql|tf|tfvars|hcl|ya?ml|json5?|toml|xml|ini|cfg|conf|config|properties|env|html?|vue|svelte|md|txt|pem|npmrc|netrc))$/i;

export type ReadText = { readonly text: string } | { readonly skipped: 'binary' | 'too large' };

/** Most files fit into it. Bytes. */
const roomBytes = 64 * 1024;

/**
 * Reads texts of files, at once and not by promises: a scanner of ours does nothing else meanwhile, and for small files
 * waiting takes the longest.
 */
export class TextReader {
  /** Small files are all read into the same place: thousands of them are then no work for the garbage collector. */
  readonly #room = Buffer.allocUnsafe(roomBytes);

  /** UTF-8, UTF-16 with a byte order mark, or else Latin-1. Throws where the file cannot be read. */
  read(path: string): ReadText {
    const file = openSync(path, 'r');
    try {
      const start = this.#room.subarray(0, readSync(file, this.#room, 0, roomBytes, 0));
      const isText = readAsText.test(path) || start.toString('latin1', 0, 2) === '#!';
      if (!isText && isBinary(start.subarray(0, binaryProbeBytes))) return { skipped: 'binary' };
      // Nearly all are whole by then: to ask each for its size would take a fifth longer.
      if (start.length < roomBytes) return { text: decode(start) };
      if (fstatSync(file).size > largestFileBytes) return { skipped: 'too large' };
      // Read from places of its own, so that the handle still stands at the first byte.
      return { text: decode(readFileSync(file)) };
    } finally {
      closeSync(file);
    }
  }
}

function isBinary(bytes: Buffer): boolean {
  return utf16Of(bytes) === undefined && bytes.includes(0);
}

function decode(bytes: Buffer): string {
  // Nearly all code, and only to be copied.
  if (isAscii(bytes)) return bytes.toString('latin1');
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  if (!isUtf8(bytes)) return new TextDecoder('latin1').decode(bytes);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString('utf8', hasMark ? 3 : 0);
}

function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}
