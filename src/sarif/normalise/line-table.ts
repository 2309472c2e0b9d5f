import type { Region } from '../../core/finding.ts';
import type { OffsetRegion } from './region-of.ts';

/** Lines and columns of offsets in one text file, in UTF-16 units or in bytes. */
export class LineTable {
  readonly #bytes: Buffer;
  readonly #text: string;
  #charStarts: readonly number[] | undefined;
  #byteStarts: readonly number[] | undefined;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  }

  /** Undefined where the region starts after the end of the file. */
  regionOf({ unit, offset, length }: OffsetRegion): Region | undefined {
    const size = unit === 'char' ? this.#text.length : this.#bytes.length;
    if (offset > size) return undefined;
    const start = this.#position(unit, offset);
    const end = this.#position(unit, Math.min(offset + length, size));
    // A region that includes a line's end stops before the first column of the next line: it does not reach into it.
    const endsAtLineEnd = end.column === 1 && end.line > start.line;
    return {
      startLine: start.line,
      endLine: endsAtLineEnd ? end.line - 1 : end.line,
      startColumn: start.column,
      ...(!endsAtLineEnd && { endColumn: end.column }),
    };
  }

  #position(unit: OffsetRegion['unit'], offset: number): { readonly line: number; readonly column: number } {
    const starts = unit === 'char' ? this.#starts() : this.#startsInBytes();
    const line = lastAtMost(starts, offset);
    const start = starts[line] ?? 0;
    const column =
      unit === 'char'
        ? offset - start
        : this.#bytes.toString('utf8', start, offset).replace(/^\uFEFF/, '').length;
    return { line: line + 1, column: column + 1 };
  }

  #starts(): readonly number[] {
    this.#charStarts ??= lineStarts(this.#text);
    return this.#charStarts;
  }

  #startsInBytes(): readonly number[] {
    // In Latin-1 each byte is one unit, so that units are bytes.
    this.#byteStarts ??= lineStarts(this.#bytes.toString('latin1'));
    return this.#byteStarts;
  }
}

/** Where each line starts; `\r\n`, `\n` and `\r` end a line. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a || (unit === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) starts.push(at + 1);
  }
  return starts;
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
