import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** Beyond this a file is data: a dump, a bundle, a model. Its secrets would not be read by anyone either. */
const largestFileBytes = 5 * 1024 * 1024;
/** As git decides: a NUL among the first bytes makes a file binary (https://git-scm.com/docs/gitattributes, `diff`). */
const binaryProbeBytes = 8000;
/** What programs read as text whatever bytes it holds: one NUL in a comment must not take a file out of the scan. */
const readAsText =
  /(?:^|\/)(?:\.env[^/]*|(?:Docker|Container|Jenkins|Make|Gem|Rake)file[^/]*|[^/]+\.(?:[cm]?[jt]sx?|pyi?|java|kts?|go|php|rb|cs|rs|scala|groovy|gradle|swift|pl|lua|c|h|cc|cpp|hpp|sh|bash|zsh|ksh|ps1|bat|cmd|sql|tf|tfvars|hcl|ya?ml|json5?|toml|xml|ini|cfg|conf|config|properties|env|html?|vue|svelte|md|txt|pem|npmrc|netrc))$/i;

export type ReadText = { readonly text: string } | { readonly skipped: 'binary' | 'too large' };

/**
 * The text of a file: UTF-8, UTF-16 with a byte order mark, or else Latin-1. Throws where it cannot be read. Reads at
 * once, not by promises: a scanner of ours does nothing else meanwhile, and for small files waiting takes the longest.
 */
export function readText(path: string): ReadText {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const start = Buffer.alloc(binaryProbeBytes);
    const probed = start.subarray(0, readSync(file, start, 0, binaryProbeBytes, 0));
    if (isBinary(probed) && !readAsText.test(path)) return { skipped: 'binary' };
    if (size > largestFileBytes) return { skipped: 'too large' };
    // Read from places of its own, so that the handle still stands at the first byte.
    return { text: decode(size <= probed.length ? probed : readFileSync(file)) };
  } finally {
    closeSync(file);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function isBinary(bytes: Buffer): boolean {
  return utf16Of(bytes) === undefined && bytes.includes(0);
}

function decode(bytes: Buffer): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}
