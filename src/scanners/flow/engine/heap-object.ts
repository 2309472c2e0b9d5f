import type { ClassValue, Value } from './value.ts';
import { joinValues, unknown } from './value.ts';

export type Key = string | number;

/** What an object holds. Never changed: the store gets a new one. */
export interface HeapObject {
  /** `text`: a text that is built up step by step, held under the key `text`. */
  readonly kind: 'list' | 'map' | 'instance' | 'text';
  readonly entries: ReadonlyMap<Key, Value>;
  /** What may stand under all other keys. */
  readonly rest: Value | undefined;
  /** Of a list: how many entries, where that is known. */
  readonly size?: number | undefined;
  readonly class?: ClassValue | undefined;
  /** What calls on it have settled: `secure`. */
  readonly marks: ReadonlySet<string>;
}

const noMarks: ReadonlySet<string> = new Set();

export function newObject(kind: HeapObject['kind'], more: Partial<HeapObject> = {}): HeapObject {
  return { kind, entries: new Map(), rest: undefined, marks: noMarks, ...more };
}

export function newList(items: readonly Value[]): HeapObject {
  return newObject('list', {
    entries: new Map(items.map((item, index) => [index, item])),
    size: items.length,
  });
}

export function entryOf(object: HeapObject, key: Key): Value | undefined {
  const place = object.kind === 'list' && typeof key === 'number' && key < 0 ? (object.size ?? 0) + key : key;
  return object.entries.get(place) ?? object.rest;
}

/** Whatever it holds, as one. */
export function anyEntry({ entries, rest }: HeapObject): Value {
  const values = [...entries.values(), ...(rest === undefined ? [] : [rest])];
  const [first, ...others] = values;
  return first === undefined ? unknown : others.reduce(joinValues, first);
}

export function withEntry(object: HeapObject, key: Key, value: Value): HeapObject {
  return { ...object, entries: new Map(object.entries).set(key, value) };
}

export function withEntries(object: HeapObject, more: ReadonlyMap<Key, Value>): HeapObject {
  if (more.size === 0) return object;
  return { ...object, entries: object.entries.size === 0 ? more : new Map([...object.entries, ...more]) };
}

/** Something under a key that is not known: it may stand anywhere, until something else is put there. */
export function withAnywhere(object: HeapObject, value: Value): HeapObject {
  const { entries } = object;
  return {
    ...object,
    entries:
      entries.size === 0 ? entries : new Map([...entries].map(([key, own]) => [key, joinValues(own, value)])),
    size: undefined,
    rest: object.rest === undefined ? value : joinValues(object.rest, value),
  };
}

/** All that another map holds, over what is there: `{ ...object, ...other }`. */
export function withAll(object: HeapObject, { entries, rest }: HeapObject): HeapObject {
  const whole = rest === undefined ? object : withAnywhere(object, rest);
  return { ...whole, size: undefined, entries: new Map([...whole.entries, ...entries]) };
}

/** Without what stands under some keys: `const { id, ...others } = object`. */
export function withoutKeys(object: HeapObject, keys: ReadonlySet<Key | undefined>): HeapObject {
  return { ...object, entries: new Map([...object.entries].filter(([key]) => !keys.has(key))) };
}

export function appended(object: HeapObject, value: Value): HeapObject {
  const { size } = object;
  return size === undefined || size > 200
    ? withAnywhere(object, value)
    : { ...withEntry(object, size, value), size: size + 1 };
}

/** Without one of a list whose length is known. */
export function removed(object: HeapObject, place: number): HeapObject {
  const { size } = object;
  if (size === undefined) return object;
  const items = Array.from({ length: size }, (_, index) => object.entries.get(index) ?? unknown);
  items.splice(place, 1);
  return { ...newList(items), rest: object.rest, marks: object.marks };
}

export function joinObjects(one: HeapObject, other: HeapObject): HeapObject {
  if (one === other) return one;
  const entries = new Map<Key, Value>();
  for (const key of new Set([...one.entries.keys(), ...other.entries.keys()])) {
    const [left, right] = [one.entries.get(key), other.entries.get(key)];
    const value = joined(left ?? one.rest, right ?? other.rest);
    if (value !== undefined) entries.set(key, value);
  }
  return {
    ...one,
    entries,
    rest: joined(one.rest, other.rest),
    size: one.size === other.size ? one.size : undefined,
    marks: one.marks === other.marks ? one.marks : both(one.marks, other.marks),
  };
}

const joined = (one: Value | undefined, other: Value | undefined) =>
  one !== undefined && other !== undefined ? joinValues(one, other) : (one ?? other);

function both(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...one].filter((mark) => other.has(mark)));
}
