/** A secret in a text: offsets are UTF-16 units from its beginning, `end` is the unit after the last one. */
export interface FoundSecret {
  /** The rule's id, such as `secret/github-token`. */
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  /** It may well be an example or a guess: told, but not as something that fails the gate. */
  readonly doubtful: boolean;
  /** It is there for everybody to see: told to nobody, and not under its name either. */
  readonly isPublic?: true;
}
