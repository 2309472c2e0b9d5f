import type { RawOutput } from './raw-output.ts';

/** What leads to a value of those that a template is given: `user.name` is `['user', 'name']`. */
export type Names = readonly string[];

/** In `Names`: whichever element of a list or map. */
export const anyOf = '*';

/** As a part: the names of the other template are members of the one value that it is given. */
export const inContext = ' context';

/** Another template, or a part of one, that is put into this one. */
export interface Inclusion {
  /** Where it stands. UTF-16 units. */
  readonly start: number;
  /** By the name that this template says; absent: a part of this one. */
  readonly template?: string | undefined;
  /** The part that is meant, of several in one file. */
  readonly part?: string | undefined;
  /** What it finds under other names than this template does. */
  readonly given: ReadonlyMap<string, readonly Names[]>;
  /** What names of this template stand for, where nothing else is given. */
  readonly around: ReadonlyMap<string, readonly Names[]>;
  /** What is given by position, where it is the part that says the names. */
  readonly values: readonly (readonly Names[])[];
  /** It sees nothing else. */
  readonly isOnly: boolean;
}

/** A part that is put out where it is called: a macro, a mixin, a fragment. */
export interface Part {
  readonly name: string;
  readonly takes: readonly string[];
  readonly start: number;
  readonly end: number;
  /** It is put out where it stands, too, with what is there. */
  readonly isShown: boolean;
}

/** What a template does with the values that it is given. */
export interface Template {
  readonly outputs: readonly RawOutput[];
  readonly inclusions: readonly Inclusion[];
  readonly parts: readonly Part[];
}

export const nothing: Template = { outputs: [], inclusions: [], parts: [] };
