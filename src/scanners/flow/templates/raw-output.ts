/** A place of a template that puts a value out as it is. */
export interface RawOutput {
  /** UTF-16 units of the file's text. */
  readonly start: number;
  readonly end: number;
  /** The value, by the names that lead to it: `user.name` is `['user', 'name']`. */
  readonly names: readonly string[];
}
