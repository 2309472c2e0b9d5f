import { anyEntry, newObject, withAnywhere } from './heap-object.ts';
import type { Call, Machine } from './machine.ts';
import { clean, unknown, type Value } from './value.ts';

/** What the function that `new Promise` is given calls with what the promise becomes. */
const settles = 'the settling of a promise';

/** `new Promise((resolve) => …)`: it becomes whatever `resolve` is called with, by then. */
export function promised(machine: Machine, { creates, name, given, place, frame }: Call): Value | undefined {
  const begins = creates && name === 'Promise' ? given[0]?.value.closure : undefined;
  if (begins === undefined) return undefined;
  const id = machine.newId();
  machine.store.setObject(id, newObject('list'));
  const resolve: Value = { taints: clean, path: settles, object: id };
  const fork = machine.onFork(() => {
    machine.invoke(begins, [{ value: resolve }], { place, frame });
  });
  machine.store.join([fork, machine.store.fork()]);
  const held = machine.store.object(id);
  return held === undefined ? unknown : anyEntry(held);
}

/** A call of `resolve`. */
export function settled(machine: Machine, { given }: Call, callee: Value): Value | undefined {
  const held =
    callee.path === settles && callee.object !== undefined ? machine.store.object(callee.object) : undefined;
  if (held === undefined || callee.object === undefined) return undefined;
  machine.store.setObject(callee.object, withAnywhere(held, given[0]?.value ?? unknown));
  return unknown;
}
