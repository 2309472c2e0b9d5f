import { InputError } from '../../core/errors.ts';
import type { ByteWindow } from './byte-window.ts';
import { separatorAfter, wholeValues } from './guessed-batch.ts';
import type { JsonStream } from './json-stream.ts';
import { takeWhole } from './take-whole.ts';

export interface Batch {
  /** Index of the first of `values`. */
  readonly first: number;
  readonly values: readonly unknown[];
}

// Measured from 64 KiB to 4 MiB: smaller ones pay for the calls, larger ones outgrow the young generation.
const batchBytes = 256 * 1024;
// After so many wrong guesses the elements are not alike, or somebody made them look so.
const mostWrongGuesses = 8;

/**
 * The elements of the array that comes next, in batches. Looking at each byte for the end of each element costs about
 * as much as parsing does, so the end of a batch is guessed and proved by parsing it; see `guessed-batch.ts`. Where a
 * guess is wrong, or the text is broken, elements are read one by one.
 */
export async function* arrayBatches(stream: JsonStream, pointer: string): AsyncGenerator<Batch> {
  await stream.expect('[', pointer);
  if ((await stream.peek()) === ']') {
    stream.window.position += 1;
    return;
  }
  const guesser = new Guesser();
  let first = 0;
  do {
    if ((await stream.peek()) === ']') throw stream.error('is not JSON: a comma before ]', pointer);
    await stream.window.atLeast(batchBytes);
    const guessed = guesser.guess(stream.window);
    const { values, error } =
      guessed === undefined ? await exactly(stream, pointer, first, guesser.patience) : { values: guessed };
    if (values.length > 0) yield { first, values };
    if (error !== undefined) throw error;
    first += values.length;
    if (guessed === undefined) guesser.learn(stream.window);
  } while (await stream.goesOn(']', `${pointer}/${first}`));
}

/** Guesses as long as that pays: elements that are not alike, or were made to look so, are not guessed at. */
class Guesser {
  #separator: Buffer | undefined;
  #wrong = 0;
  #guessless = 0;

  guess(window: ByteWindow): readonly unknown[] | undefined {
    if (this.#separator === undefined || this.#wrong >= mostWrongGuesses) return undefined;
    const values = wholeValues(window, this.#separator, batchBytes);
    this.#wrong = Math.max(this.#wrong + (values === undefined ? 1 : -1), 0);
    if (values !== undefined) this.#guessless = 0;
    return values;
  }

  /** Looks at what comes after the element that was read last. */
  learn(window: ByteWindow): void {
    this.#separator = separatorAfter(window) ?? this.#separator;
  }

  /** How many elements to read one by one before the next guess: the first ones are there to learn from. */
  get patience(): number {
    this.#guessless += 1;
    return this.#guessless < 8 && this.#wrong < 2 ? 1 : 256;
  }
}

/** Up to `most` elements, one by one; with an error, those before it. */
async function exactly(
  stream: JsonStream,
  pointer: string,
  first: number,
  most: number,
): Promise<{ readonly values: readonly unknown[]; readonly error?: InputError }> {
  const values: unknown[] = [];
  try {
    for (;;) {
      takeWhole(stream.window, most, values);
      if (values.length >= most) return { values };
      // What is not whole in the window, or broken, goes the slow way, which reads on or tells what is wrong.
      values.push(await stream.value(`${pointer}/${first + values.length}`));
      if (values.length >= most || (await stream.peek()) !== ',') return { values };
      stream.window.position += 1;
    }
  } catch (error) {
    if (error instanceof InputError) return { values, error };
    throw error;
  }
}
