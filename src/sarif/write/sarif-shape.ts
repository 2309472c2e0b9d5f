/**
 * The objects of SARIF by name. A property's specification is one of
 * `any`, `boolean`, `string [format] [pattern]`, `integer [least]`, `number [least] [most]`, `enum word…`,
 * `@object`, `map specification`, and `list least specification` or, where no two items may be equal,
 * `set least specification`.
 */
export type SarifShape = Readonly<Record<string, ObjectShape>>;

export interface ObjectShape {
  readonly properties: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  /** At least one of these must be there. */
  readonly requiredOneOf?: readonly string[];
}
