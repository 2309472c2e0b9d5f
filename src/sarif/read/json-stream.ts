import { InputError } from '../../core/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { ByteWindow } from './byte-window.ts';
import { readLimits } from './limits.ts';
import { newScan, scanValue } from './scan-value.ts';
import { skipSpace } from './skip-space.ts';

/** Reads the outer structure of a JSON text step by step. Every method throws an `InputError` where it finds other. */
export class JsonStream {
  readonly window: ByteWindow;
  readonly #file: string;

  constructor(source: ByteSource, file: string) {
    this.window = new ByteWindow(source);
    this.#file = file;
  }

  /** The next byte that is no white space, as a character; '' at the end of the file. Does not move past it. */
  async peek(): Promise<string> {
    const { window } = this;
    for (;;) {
      window.position = skipSpace(window.bytes, window.position, window.end);
      if (window.position < window.end) {
        const byte = window.bytes[window.position] ?? 0;
        if (byte > 0x20) return String.fromCharCode(byte);
        throw this.error('a control character is not JSON', '');
      }
      if (!(await window.more())) return '';
    }
  }

  /** Moves past `character`, which must come next. */
  async expect(character: string, pointer: string): Promise<void> {
    const found = await this.peek();
    if (found === '') throw this.breaksOff(pointer);
    if (found !== character) throw this.error(`is not JSON: expected ${character}`, pointer);
    this.window.position += 1;
  }

  /**
   * The names of an object's properties; the caller reads each value before it asks for the next. A name that comes
   * twice is refused: readers disagree on which one counts, and a log must not say two things.
   */
  async *properties(pointer: string): AsyncGenerator<string> {
    const seen = new Set<string>();
    await this.expect('{', pointer);
    if ((await this.peek()) === '}') {
      this.window.position += 1;
      return;
    }
    for (;;) {
      if ((await this.peek()) !== '"') await this.expect('"', pointer);
      const name = String(await this.value(pointer, readLimits.name));
      await this.expect(':', pointer);
      if (seen.has(name)) throw this.error(`"${name.slice(0, 60)}" comes twice`, pointer);
      seen.add(name);
      yield name;
      if (!(await this.goesOn('}', pointer))) return;
    }
  }

  /** Moves past a comma, or past `close`: then false. */
  async goesOn(close: string, pointer: string): Promise<boolean> {
    if ((await this.peek()) !== ',') {
      await this.expect(close, pointer);
      return false;
    }
    this.window.position += 1;
    return true;
  }

  /** The next value, parsed. */
  async value(pointer: string, limit: number = readLimits.value): Promise<unknown> {
    const length = await this.valueLength(pointer, limit);
    const { window } = this;
    const text = window.bytes.toString('utf8', window.position, window.position + length);
    const value = this.#parsed(text, pointer);
    window.position += length;
    return value;
  }

  /** Bytes of the next value; all of them are in the window then. */
  async valueLength(pointer: string, limit: number): Promise<number> {
    const { window } = this;
    const scan = newScan();
    if ((await this.peek()) === '') throw this.breaksOff(pointer);
    for (let scanned = 0; ; ) {
      const end = scanValue(window.bytes, window.position + scanned, window.end, scan);
      if (end >= 0) return end - window.position;
      scanned = window.end - window.position;
      if (scanned > limit) throw this.error(`a value is larger than ${limit} bytes`, pointer);
      if (!(await window.more())) throw this.breaksOff(pointer);
    }
  }

  /** Moves past the next value, however large, without keeping it. */
  async skip(pointer: string): Promise<void> {
    const { window } = this;
    const scan = newScan();
    if ((await this.peek()) === '') throw this.breaksOff(pointer);
    for (;;) {
      const end = scanValue(window.bytes, window.position, window.end, scan);
      window.position = end >= 0 ? end : window.end;
      if (end >= 0) return;
      if (!(await window.more())) throw this.breaksOff(pointer);
    }
  }

  error(message: string, pointer: string): InputError {
    return new InputError(this.#file, `${message} (at byte ${this.window.offset})`, { pointer });
  }

  breaksOff(pointer: string): InputError {
    return this.error('breaks off: the file ends too early', pointer);
  }

  /** What the engine says of broken JSON is not passed on: it quotes the text, which may hold a secret. */
  #parsed(text: string, pointer: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.error('is not JSON', pointer);
    }
  }
}
