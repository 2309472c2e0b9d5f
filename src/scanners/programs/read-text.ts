import { type FileHandle, open } from 'node:fs/promises';

/** Beyond this a file is data: a dump, a bundle, a model. Its secrets would not be read by anyone either. */
const largestFileBytes = 5 * 1024 * 1024;
/** As git decides: a NUL among the first bytes makes a file binary (https://git-scm.com/docs/gitattributes, `diff`). */
const binaryProbeBytes = 8000;
/** What programs read as text whatever bytes it holds: one NUL in a comment must not take a file out of the scan. */
const readAsText =
  /(?:^|\/)(?:\.env[^/]*|(?:Docker|Container|Jenkins|Make|Gem|Rake)file[^/]*|[^/]+\.(?:[cm]?[jt]sx?|pyi?|java|kts?|go|php|rb|cs|rs|scala|groovy|gradle|swift|pl|lua|c|h|cc|cpp|hpp|sh|bash|zsh|ksh|ps1|bat|cmd|sql|tf|tfvars|hcl|ya?ml|json5?|toml|xml|ini|cfg|conf|config|properties|env|html?|vue|svelte|md|txt|pem|npmrc|netrc))$/i;

export type ReadText = { readonly text: string } | { readonly skipped: 'binary' | 'too large' };

/** The text of a file: UTF-8, UTF-16 with a byte order mark, or else Latin-1. Throws where it cannot be read. */
export async function readText(path: string): Promise<ReadText> {
  await using file = await open(path);
  const { size } = await file.stat();
  const start = await beginning(file);
  if (isBinary(start) && !readAsText.test(path)) return { skipped: 'binary' };
  return size > largestFileBytes ? { skipped: 'too large' } : { text: decode(await file.readFile()) };
}

/** Read from a place of its own, so that the handle still stands at the first byte. */
async function beginning(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(binaryProbeBytes), 0, binaryProbeBytes, 0);
  return buffer.subarray(0, bytesRead);
}

function isBinary(bytes: Buffer): boolean {
  return utf16Of(bytes) === undefined && bytes.includes(0);
}

function decode(bytes: Buffer): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}
