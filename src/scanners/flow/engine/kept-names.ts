interface KeptName<Meant> {
  /** Undefined where it is none of the scanned files. */
  means: Meant | undefined;
  isKnown: boolean;
}

/**
 * What names mean, by where they are asked from. One key of both would be put together anew for each look, and names are
 * looked up more often than all else.
 */
export class KeptNames<Meant> {
  readonly #byPlace = new Map<string, Map<string, KeptName<Meant>>>();
  readonly #byFile = new Map<string, Map<string, KeptName<Meant>>>();
  readonly #placeOf: (file: string) => string;

  /** @param placeOf where a name means the same in all files */
  constructor(placeOf: (file: string) => string) {
    this.#placeOf = placeOf;
  }

  named(name: string, from: string): KeptName<Meant> {
    const names = this.#byFile.get(from) ?? this.#namesFrom(from);
    const known = names.get(name);
    if (known !== undefined) return known;
    const kept = { means: undefined, isKnown: false };
    names.set(name, kept);
    return kept;
  }

  #namesFrom(file: string): Map<string, KeptName<Meant>> {
    const place = this.#placeOf(file);
    const names = this.#byPlace.get(place) ?? new Map<string, KeptName<Meant>>();
    this.#byPlace.set(place, names);
    this.#byFile.set(file, names);
    return names;
  }

  clear(): void {
    this.#byPlace.clear();
    this.#byFile.clear();
  }
}
