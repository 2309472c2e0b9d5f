/** A file of the output folder; `content` may be called more than once. */
export interface OutputFile {
  /** Relative to the output folder, with `/`. */
  readonly name: string;
  content(): Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}
