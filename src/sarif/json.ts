/** What `JSON.parse` makes of `{…}`. Its keys come from outside: look a key that is itself from outside up with `own`. */
export interface JsonObject {
  readonly [name: string]: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `value` where it is an object, else one without properties. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : nothing;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : noItems;
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** An integer of at least `least` that other tools can hold too (31 bits); undefined for anything else. */
export function asInteger(value: unknown, least: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= largestInteger
    ? value
    : undefined;
}

/** A property of the object itself: `toString` or `__proto__` in a hostile key finds nothing inherited. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

const nothing: JsonObject = Object.freeze({});
const noItems: readonly unknown[] = Object.freeze([]);
const largestInteger = 2 ** 31 - 1;
