import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { InputError } from '../../core/errors.ts';
import { type Encoding, encodingOf } from './encoding-of.ts';
import { readLimits } from './limits.ts';

/** A file's text as UTF-8 bytes without a byte-order mark, in order, once. */
export interface ByteSource extends AsyncDisposable {
  /** Fills `target` from `start` on; resolves with the number of bytes, 0 at the end. */
  read(target: Buffer, start: number): Promise<number>;
}

const gzipMagic = 0x1f8b;

/** Opens plain, gzip-compressed, UTF-8 and UTF-16 files alike: what a file is is told by its first bytes. */
export async function openBytes(
  path: string,
  name: string,
  mostDecompressed: number = readLimits.decompressed,
): Promise<ByteSource> {
  // A pipe without a writer would keep a plain `open` waiting for ever.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) throw new InputError(name, 'is no regular file');
    const head = Buffer.alloc(4);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    if (bytesRead >= 2 && head.readUInt16BE(0) === gzipMagic)
      return await chunkSource(file, gunzipped(file, name, mostDecompressed));
    const encoding = encodingOf(head.subarray(0, bytesRead));
    if (encoding.charset === 'utf-8') return fileSource(file, encoding.markBytes);
    return await chunkSource(file, file.createReadStream({ start: 0, autoClose: false }));
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

function fileSource(file: FileHandle, from: number): ByteSource {
  let position = from;
  return {
    async read(target, start) {
      const { bytesRead } = await file.read(target, start, target.length - start, position);
      position += bytesRead;
      return bytesRead;
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

async function chunkSource(file: FileHandle, chunks: AsyncIterable<Buffer>): Promise<ByteSource> {
  const decoded = decodedChunks(chunks);
  let rest: Buffer = Buffer.alloc(0);
  return {
    async read(target, start) {
      while (rest.length === 0) {
        const next = await decoded.next();
        if (next.done === true) return 0;
        rest = next.value;
      }
      const copied = rest.copy(target, start);
      rest = rest.subarray(copied);
      return copied;
    },
    async [Symbol.asyncDispose]() {
      await decoded.return(undefined);
      await file.close();
    },
  };
}

async function* gunzipped(file: FileHandle, name: string, most: number): AsyncGenerator<Buffer> {
  const compressed = file.createReadStream({ start: 0, autoClose: false });
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  compressed.on('error', (error) => gunzip.destroy(error));
  let size = 0;
  try {
    for await (const chunk of compressed.pipe(gunzip)) {
      if (!Buffer.isBuffer(chunk)) continue;
      size += chunk.length;
      if (size > most) {
        throw new InputError(name, `decompresses to more than ${most} bytes`);
      }
      yield chunk;
    }
  } catch (thrown) {
    if (thrown instanceof InputError) throw thrown;
    throw new InputError(name, 'its gzip compression is broken or breaks off', { cause: thrown });
  } finally {
    compressed.destroy();
  }
}

async function* decodedChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  let encoding: Encoding | undefined;
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (encoding === undefined) {
      head = Buffer.concat([head, chunk]);
      if (head.length < 4) continue;
      encoding = encodingOf(head);
      bytes = head.subarray(encoding.markBytes);
      if (encoding.charset !== 'utf-8') decoder = new TextDecoder(encoding.charset);
    }
    yield decoder === undefined ? bytes : Buffer.from(decoder.decode(bytes, { stream: true }));
  }
  if (encoding === undefined) yield head.subarray(encodingOf(head).markBytes);
  if (decoder !== undefined) yield Buffer.from(decoder.decode());
  return undefined;
}
