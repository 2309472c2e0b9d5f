/** Takes a child's output as it comes. */
export interface OutputSink {
  /** False where no more is taken: the child is ended then. Never throws. */
  add(chunk: Buffer): boolean;
}

/** A child's output up to a limit: beyond it the rest is dropped. */
export class OutputWhole implements OutputSink {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #length = 0;
  #overflowed = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Buffer): boolean {
    if (this.#overflowed) return false;
    this.#length += chunk.length;
    this.#overflowed = this.#length > this.#limit;
    if (!this.#overflowed) this.#chunks.push(chunk);
    return !this.#overflowed;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

/** The last bytes of a child's output. */
export class OutputTail {
  readonly #limit: number;
  #tail = Buffer.alloc(0);

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Buffer): void {
    this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-this.#limit);
  }

  text(): string {
    return new TextDecoder().decode(this.#tail);
  }
}
