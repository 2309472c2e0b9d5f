import type { HeapObject } from './heap-object.ts';
import { joinObjects, withAnywhere } from './heap-object.ts';
import { joinValues, unknown, type Value } from './value.ts';

/**
 * What variables and objects hold at one point of the program. A branch works on a fork, which holds only what it
 * changes; branches are joined into what they were forked from.
 */
export class Store {
  readonly #parent: Store | undefined;
  readonly #values = new Map<string, Value>();
  readonly #objects = new Map<number, HeapObject>();
  /** Control never gets here: after a return, or in a branch that is never taken. */
  dead = false;

  constructor(parent?: Store) {
    this.#parent = parent;
    this.dead = parent?.dead ?? false;
  }

  fork(): Store {
    return new Store(this);
  }

  get(name: string): Value | undefined {
    for (let store: Store | undefined = this; store !== undefined; store = store.#parent) {
      const value = store.#values.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  object(id: number): HeapObject | undefined {
    for (let store: Store | undefined = this; store !== undefined; store = store.#parent) {
      const object = store.#objects.get(id);
      if (object !== undefined) return object;
    }
    return undefined;
  }

  setObject(id: number, object: HeapObject): void {
    this.#objects.set(id, object);
  }

  /** What this one has come to since `base`, on its own: later changes of stores between the two do not show. */
  copyOnto(base: Store, onto = base): Store {
    const copy = new Store(onto);
    copy.dead = this.dead;
    for (const [name, value] of this.#changedSince(base)) copy.#values.set(name, value);
    for (const [id, object] of this.#objectsSince(base)) copy.#objects.set(id, object);
    return copy;
  }

  /** Takes over what forks of this store, all of them possible, came to. */
  join(forks: readonly Store[]): void {
    const alive = forks.filter(({ dead }) => !dead);
    const [first, ...others] = alive;
    if (first === undefined) {
      this.dead = true;
      return;
    }
    this.dead = false;
    if (others.length === 0) {
      for (const [name, value] of first.#changedSince(this)) this.#values.set(name, value);
      for (const [id, object] of first.#objectsSince(this)) this.#objects.set(id, object);
      return;
    }
    const ids = new Set(alive.flatMap((fork) => [...fork.#objectsSince(this).keys()]));
    for (const id of ids) {
      const objects = alive.map((fork) => fork.object(id)).filter((object) => object !== undefined);
      const [start] = objects;
      if (start !== undefined) this.#objects.set(id, objects.reduce(joinObjects, start));
    }
    const names = new Set(alive.flatMap((fork) => [...fork.#changedSince(this).keys()]));
    for (const name of names) {
      const known = alive.map((fork) => fork.get(name)).filter((value) => value !== undefined);
      // What was found out on one way only is not known after both have met.
      const isLost = name.startsWith('fact ') && (known.length < alive.length || known.includes(unknown));
      this.#values.set(name, isLost ? unknown : this.merge(known));
    }
  }

  /** One of these values, whichever it is; of different objects one that holds what any of them holds. */
  merge(values: readonly Value[]): Value {
    const [first = unknown, ...others] = values;
    if (others.every((other) => other === first)) return first;
    const joined = others.reduce(joinValues, first);
    if (joined.object !== undefined) return joined;
    const ids = [...new Set(values.map(({ object }) => object).filter((id) => id !== undefined))];
    const [id] = ids;
    const objects = ids.map((one) => this.object(one)).filter((object) => object !== undefined);
    const [start] = objects;
    if (id === undefined || start === undefined) return joined;
    const whole = objects.reduce(joinObjects, start);
    // `parts = text.split("?") if … else (text, "")`: what is in the other one is in neither's known places.
    const other = values.find(({ object, taints }) => object === undefined && taints.length > 0);
    const holdsAny = whole.kind === 'list' || whole.kind === 'map';
    this.#objects.set(
      id,
      holdsAny && other !== undefined ? withAnywhere(whole, { taints: joined.taints }) : whole,
    );
    return { ...joined, object: id };
  }

  #changedSince(base: Store): Map<string, Value> {
    return this.#since(base, (store) => store.#values);
  }

  #objectsSince(base: Store): Map<number, HeapObject> {
    return this.#since(base, (store) => store.#objects);
  }

  #since<Key, Held>(base: Store, of: (store: Store) => Map<Key, Held>): Map<Key, Held> {
    if (this.#parent === base) return of(this);
    const layers: Map<Key, Held>[] = [];
    for (let store: Store | undefined = this; store !== undefined && store !== base; store = store.#parent)
      layers.push(of(store));
    return new Map(layers.reverse().flatMap((layer) => [...layer]));
  }
}
