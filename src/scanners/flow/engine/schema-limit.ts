import type { Key } from './heap-object.ts';
import type { Limit, Value } from './value.ts';

type Entries = ReadonlyMap<Key, Value>;
type Inner = (value: Value | undefined) => Limit | undefined;

/** Types whose values carry no text: https://json-schema.org/understanding-json-schema/reference/type */
const harmless = new Set(['integer', 'number', 'boolean', 'null']);
/** Formats that leave letters, digits and a few signs: https://json-schema.org/understanding-json-schema/reference/type#built-in-formats */
const narrow = new Set(['uuid', 'date', 'time', 'date-time', 'duration', 'ipv4', 'ipv6']);
/** All of the text, and each character of it is said, not what it is not. */
const wholePattern = /^\^(?!.*(?:\[\^|\\[SWD]))[^.]*\$$/s;

/** Of a JSON Schema, or of a map of schemas by the names of the fields. */
export function schemaLimit(
  entries: Entries,
  entriesOf: (value: Value) => Entries | undefined,
  inner: Inner,
): Limit | undefined {
  const type = entries.get('type')?.constant;
  const properties = entries.get('properties');
  const isSchema = typeof type === 'string' || properties?.object !== undefined || entries.has('enum');
  if (!isSchema) return fieldLimits(entries, inner);
  if (isNarrow(entries)) return 'all';
  if (type === 'array') return inner(entries.get('items'));
  const fields = properties && entriesOf(properties);
  if (fields !== undefined) return fieldLimits(fields, inner);
  return type === 'string' ? 'text' : undefined;
}

function isNarrow(entries: Entries): boolean {
  const [type, format, pattern] = ['type', 'format', 'pattern'].map((name) => entries.get(name)?.constant);
  return (
    harmless.has(String(type)) ||
    narrow.has(String(format)) ||
    (typeof pattern === 'string' && wholePattern.test(pattern)) ||
    entries.has('enum') ||
    entries.has('const')
  );
}

/** Of the fields that a schema limits, by their names. */
export function fieldLimits(entries: Entries, inner: Inner): Limit | undefined {
  const fields = new Map<string, Limit>();
  for (const [name, value] of entries) {
    const limit = inner(value);
    if (limit !== undefined) fields.set(String(name), limit);
  }
  return fields.size === 0 ? undefined : fields;
}
