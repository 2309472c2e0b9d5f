/** A secret in a text: offsets are UTF-16 units from its beginning, `end` is the unit after the last one. */
export interface FoundSecret {
  /** The rule's id, such as `aws/AWSAccessKeyID`. */
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}
