/** Turns JSON from outside into a type of ours or throws a `DecodeError`; `at` is the place, such as `values[3].id`. */
export type Decoder<T> = (value: unknown, at: string) => T;

export type Decoded<D> = D extends Decoder<infer T> ? T : never;

/** The answer is JSON but not what the documentation says. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

function primitive<T>(name: string, is: (value: unknown) => value is T): Decoder<T> {
  return (value, at) => {
    if (is(value)) return value;
    throw new DecodeError(`${at} is ${shown(value)}, expected ${name}`);
  };
}

export const text = primitive('a text', (value): value is string => typeof value === 'string');
/** A commit's: it goes into commands of git, where a text with a dash in front would be an option. */
export const hash = primitive(
  'a commit hash',
  (value): value is string => typeof value === 'string' && /^[0-9a-f]{7,64}$/i.test(value),
);
export const flag = primitive('true or false', (value): value is boolean => typeof value === 'boolean');
export const number = primitive('a number', (value): value is number => Number.isFinite(value));
export const integer = primitive('a whole number', (value): value is number => Number.isSafeInteger(value));
const record = primitive(
  'an object',
  (value): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value),
);
const array = primitive('a list', (value): value is readonly unknown[] => Array.isArray(value));

/** Bitbucket leaves out what is not set, or says null. */
export function optional<T>(decoder: Decoder<T>): Decoder<T | undefined> {
  return (value, at) => (value === undefined || value === null ? undefined : decoder(value, at));
}

/** For what is nice to have: undefined where it is anything else. */
export function lenient<T>(decoder: Decoder<T>): Decoder<T | undefined> {
  return (value, at) => {
    try {
      return decoder(value, at);
    } catch (error) {
      if (error instanceof DecodeError) return undefined;
      throw error;
    }
  };
}

export function oneOf<const T extends string>(...values: readonly T[]): Decoder<T> {
  const names = values.map((value) => `“${value}”`).join(', ');
  return primitive(`one of ${names}`, (value): value is T => values.some((known) => known === value));
}

/** Whatever is there, unseen. */
export const anything: Decoder<unknown> = (value) => value;

export function list<T>(item: Decoder<T>): Decoder<readonly T[]> {
  return (value, at) => array(value, at).map((element, index) => item(element, `${at}[${index}]`));
}

/** An object whose names are data; a map, so that no name can mean anything else. */
export function dictionary<T>(item: Decoder<T>): Decoder<ReadonlyMap<string, T>> {
  return (value, at) =>
    new Map(Object.entries(record(value, at)).map(([name, member]) => [name, item(member, `${at}.${name}`)]));
}

/** Only the fields named are looked at; others may come and go. */
export function object<Fields extends Readonly<Record<string, Decoder<unknown>>>>(
  fields: Fields,
): Decoder<{ readonly [Name in keyof Fields]: Decoded<Fields[Name]> }>;
export function object(fields: Readonly<Record<string, Decoder<unknown>>>): Decoder<Record<string, unknown>> {
  return (value, at) => {
    const given = record(value, at);
    const entries = Object.entries(fields).map(([name, decoder]) => {
      const own = Object.hasOwn(given, name) ? given[name] : undefined;
      return [name, decoder(own, at === '' ? name : `${at}.${name}`)];
    });
    return Object.fromEntries(entries);
  };
}

export function mapped<T, U>(decoder: Decoder<T>, map: (value: T) => U): Decoder<U> {
  return (value, at) => map(decoder(value, at));
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same object without the members that are undefined: they are absent, not empty. */
export function present<T extends object>(value: T): Present<T>;
export function present(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  return (JSON.stringify(value) ?? typeof value).slice(0, 60);
}
