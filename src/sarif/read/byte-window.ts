import type { ByteSource } from './byte-source.ts';

// Most logs are small; for the others it doubles a few times.
const firstCapacity = 64 * 1024;

/** The part of a file that is in memory: `bytes` from `position` to `end` are read and not yet used up. */
export class ByteWindow {
  readonly #source: ByteSource;
  #isAtEnd = false;
  /** What of the file came before `bytes[0]`. */
  #before = 0;
  bytes = Buffer.allocUnsafe(firstCapacity);
  position = 0;
  end = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Bytes of the text before `position`. */
  get offset(): number {
    return this.#before + this.position;
  }

  /** Reads on; false at the end of the file. Indexes into `bytes` change, but not their distance to `position`. */
  async more(): Promise<boolean> {
    if (this.#isAtEnd) return false;
    this.#makeRoom();
    const read = await this.#source.read(this.bytes, this.end);
    this.#isAtEnd = read === 0;
    this.end += read;
    return !this.#isAtEnd;
  }

  /** Reads on until so many bytes are there, or all that the file has. */
  async atLeast(bytes: number): Promise<void> {
    while (this.end - this.position < bytes && (await this.more()));
  }

  /** One byte before `position` stays, so that a bracket can be put there. */
  #makeRoom(): void {
    const from = Math.max(this.position - 1, 0);
    const kept = this.end - from;
    // Half of the window is to be free, or reading would be in ever smaller bites.
    if (this.bytes.length - this.end >= this.bytes.length / 2) return;
    const target = kept * 2 > this.bytes.length ? Buffer.allocUnsafe(this.bytes.length * 2) : this.bytes;
    this.bytes.copy(target, 0, from, this.end);
    this.bytes = target;
    this.#before += from;
    this.position -= from;
    this.end = kept;
  }
}
