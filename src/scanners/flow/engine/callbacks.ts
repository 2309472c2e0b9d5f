import { holds } from './conditions.ts';
import { anyElement } from './deep-taints.ts';
import type { Frame } from './frame.ts';
import type { Call, Given, Machine } from './machine.ts';
import { type Closure, unknown, type Value } from './value.ts';

const errorNames = /^_?err(?:or)?$|^e$/;

const afterError = ([first, ...others]: readonly Given[]): readonly Given[] =>
  first === undefined ? [] : [{ value: unknown }, ...others];

/** A function that a library is given will be called, with parts of what the call works on. */
export function runCallbacks(machine: Machine, made: Call): void {
  const { receiver, given, place, frame } = made;
  const callbacks = given.filter(({ value }) => value.closure !== undefined);
  if (callbacks.length === 0) return;
  const item = receiver === undefined ? unknown : anyElement(machine, receiver);
  const handled = handedBy(machine, made);
  const passed = handled ?? (item.taints.length > 0 ? [item, item].map((value): Given => ({ value })) : []);
  for (const { value } of callbacks) {
    if (value.closure === undefined) continue;
    const { closure } = value;
    // What went wrong comes first by custom, and is of the library.
    const [first] = closure.form.parameters;
    const isAfterError = handled === undefined && first !== undefined && errorNames.test(first.name);
    const given = isAfterError ? afterError(passed) : passed;
    if (isLater(machine, closure, frame)) {
      if (given.length > 0) machine.handed.set(closure.form, given);
      continue;
    }
    const fork = machine.onFork(() => {
      machine.invoke(closure, given, { place, frame });
    });
    machine.store.join([fork, machine.store.fork()]);
  }
}

/** What a module of JavaScript hands over while it is loaded is called later, and then sees all that the module has. */
function isLater({ model }: Machine, { scope }: Closure, frame: Frame): boolean {
  const isLoading = frame.form === undefined && frame.caller === undefined;
  return isLoading && scope === frame && model.language === 'javascript';
}

/** What a library that listens to the outside calls functions with; undefined where it is not known to. */
function handedBy(machine: Machine, made: Call): readonly Given[] | undefined {
  const known = machine.model.handlers.find(made.paths).find(({ where }) => holds(machine, made, where));
  if (known === undefined) return undefined;
  const { from, to, label, path, clean } = known;
  const taints = label === undefined ? [] : [{ source: made.place, label, clean, trail: undefined }];
  const value: Value = { taints, path };
  return Array.from({ length: to + 1 }, (_, index) => ({
    value: index < from ? unknown : value,
    unlessDeclared: true,
  }));
}
