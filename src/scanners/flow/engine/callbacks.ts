import { anyElement } from './deep-taints.ts';
import type { Call, Given, Machine } from './machine.ts';
import { unknown } from './value.ts';

const errorNames = /^_?err(?:or)?$|^e$/;

const afterError = ([first, ...others]: readonly Given[]): readonly Given[] =>
  first === undefined ? [] : [{ value: unknown }, ...others];

/** A function that a library is given will be called, with parts of what the call works on. */
export function runCallbacks(machine: Machine, made: Call): void {
  const { receiver, given, place, frame } = made;
  const callbacks = given.filter(({ value }) => value.closure !== undefined);
  if (callbacks.length === 0) return;
  const item = receiver === undefined ? unknown : anyElement(machine, receiver);
  const passed = item.taints.length > 0 ? [item, item].map((value): Given => ({ value })) : [];
  for (const { value } of callbacks) {
    if (value.closure === undefined) continue;
    const { closure } = value;
    // What went wrong comes first by custom, and is of the library.
    const [first] = closure.form.parameters;
    const given = first !== undefined && errorNames.test(first.name) ? afterError(passed) : passed;
    const fork = machine.onFork(() => {
      machine.invoke(closure, given, { place, frame });
    });
    machine.store.join([fork, machine.store.fork()]);
  }
}
