type Optional<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
type Required<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };

/** The same object without the entries that are undefined, so that they are absent from JSON and in types. */
export function withoutUndefined<T extends object>(entries: T): Optional<T> & Required<T> {
  const present = Object.entries(entries).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as Optional<T> & Required<T>;
}
