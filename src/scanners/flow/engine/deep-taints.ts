import { anyEntry } from './heap-object.ts';
import type { Call, Machine } from './machine.ts';
import { clean, mergeTaints, type Taint, unknown, type Value } from './value.ts';

const deepest = 3;

/** What is tainted in a value or in what it holds. */
export function deepTaints(machine: Pick<Machine, 'store'>, value: Value, depth = 0): readonly Taint[] {
  const object = value.object === undefined ? undefined : machine.store.object(value.object);
  if (object === undefined || depth > deepest) return value.taints;
  let taints = value.taints;
  for (const entry of object.entries.values())
    taints = mergeTaints(taints, deepTaints(machine, entry, depth + 1));
  return object.rest === undefined
    ? taints
    : mergeTaints(taints, deepTaints(machine, object.rest, depth + 1));
}

/** The value as a text that it is put into. */
export function asText(machine: Pick<Machine, 'store'>, value: Value): Value {
  const object = value.object === undefined ? undefined : machine.store.object(value.object);
  if (object === undefined) return value;
  if (object.kind === 'text') return object.entries.get('text') ?? { taints: clean };
  // A text on another way to here: a list reads as none.
  return { taints: deepTaints(machine, value), shape: value.shape };
}

/** An element that is not known which. */
export function anyElement(machine: Pick<Machine, 'store'>, value: Value): Value {
  const object = value.object === undefined ? undefined : machine.store.object(value.object);
  if (object === undefined || object.kind === 'text')
    return { taints: value.taints, path: indexed(value.path), limit: value.limit };
  return anyEntry(object);
}

/** All elements of a list that is known whole. */
export function elementsOf(
  machine: Pick<Machine, 'store'>,
  { object: id }: Value,
): readonly Value[] | undefined {
  const object = id === undefined ? undefined : machine.store.object(id);
  if (object?.kind !== 'list' || object.size === undefined || object.rest !== undefined) return undefined;
  return Array.from({ length: object.size }, (_, index) => object.entries.get(index) ?? unknown);
}

const indexed = (path: string | undefined) => (path === undefined ? undefined : `${path}[]`);

/** What is tainted in the receiver and the arguments of a call. */
export function allTaints(
  machine: Pick<Machine, 'store'>,
  { receiver, given }: Pick<Call, 'receiver' | 'given'>,
): readonly Taint[] {
  return [...(receiver === undefined ? [] : [receiver]), ...given.map(({ value }) => value)].reduce(
    (taints, value) => mergeTaints(taints, deepTaints(machine, value)),
    clean,
  );
}
