/** One variable of `pipe.yml`, as the code sees it. */
export interface Variable {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean' | 'array';
  /** The only values accepted, or the only items of a list. */
  readonly values?: readonly string[];
  /** As it would stand in the environment. */
  readonly default?: string;
  /** Words for people: what is accepted. */
  readonly allowed: string;
  readonly secret: boolean;
}
