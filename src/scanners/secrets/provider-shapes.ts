import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldsOf, textOf } from '../json-fields.ts';
import { readRuleData } from '../rule-data.ts';
import { readShape, type ValueShape } from './value-shape.ts';

/** A word of a name: `API`, `key` and `2` in `API2key`. */
const word = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;
/** The last word before an operator, quotes or a blank. */
const nameBefore = /([A-Za-z][A-Za-z0-9]{2,30}?)(?:[._-]?login)?[^A-Za-z0-9]{1,6}$/i;
/** The most words that a provider's name is made of: `open_weather_map`. */
const longestName = 4;
/** What stands behind a provider's name in one word: `acmetoken`. */
const ending = /(?:api)?(?:key|token|secret|access|private)?$/;

export interface Shapes {
  readonly shapes: readonly ValueShape[];
  /** The provider has no secrets of other shapes. */
  readonly isComplete: boolean;
}

/** What the secrets of providers look like: `rules/secrets/providers/shapes.yml`. */
export class ProviderShapes {
  readonly #byName: ReadonlyMap<string, Shapes>;

  constructor(byName: ReadonlyMap<string, Shapes>) {
    this.#byName = byName;
  }

  /** True where a provider's name stands right before a place in a text: `acme: …`, `acme.login=…`. */
  isNamedBefore(text: string, index: number): boolean {
    const name = nameBefore.exec(text.slice(Math.max(0, index - 40), index))?.[1];
    return name !== undefined && this.#byName.has(name.toLowerCase());
  }

  /**
   * The shapes that a secret has under a name such as `ACME_API_KEY`, by the providers in the name; undefined where
   * it names none.
   */
  under(name: string): Shapes | undefined {
    const words = [...name.matchAll(word)].map(([text]) => text.toLowerCase());
    for (let start = words.length - 1; start >= 0; start -= 1) {
      for (let end = Math.min(words.length, start + longestName); end > start; end -= 1) {
        const part = words.slice(start, end).join('');
        const shapes = this.#byName.get(part) ?? this.#byName.get(part.replace(ending, ''));
        if (shapes !== undefined) return shapes;
      }
    }
    return undefined;
  }
}

/** @throws {TypeError} Where an entry is not as `rules/secrets/README.md` says. */
export async function readProviderShapes(folder: string): Promise<ProviderShapes> {
  const file = (await readdir(join(folder, 'providers'))).find((name) => name.startsWith('shapes.'));
  const entries = fieldsOf(await readRuleData(join(folder, 'providers', file ?? 'shapes.yml'))) ?? {};
  const byName = new Map<string, Shapes>();
  for (const [template, names] of Object.entries(entries)) {
    const shape = readShape(template);
    for (const listed of (textOf(names) ?? '').split(' ')) {
      const name = listed.replace(/\+$/, '');
      const known = byName.get(name);
      const isComplete = name === listed && known?.isComplete !== false;
      byName.set(name, { shapes: [...(known?.shapes ?? []), shape], isComplete });
    }
  }
  return new ProviderShapes(byName);
}
