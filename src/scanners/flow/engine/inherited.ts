import type { Frame } from './frame.ts';
import type { Machine } from './machine.ts';
import { methodOf } from './members.ts';
import { clean, type Scope, type Value } from './value.ts';

/** The method that the class around the call has from its base, for the same object. */
export function inherited(machine: Machine, self: Value, name: string, frame: Frame): Value | undefined {
  let scope: Scope | undefined = frame;
  while (scope !== undefined && scope.class === undefined) scope = scope.outer;
  for (const base of scope?.class?.bases ?? []) {
    const parent = machine.names.classNamed(base, frame.module.file);
    const found =
      parent && parent.form !== scope?.class && methodOf(machine, parent, name, frame.module.file);
    if (found) return { taints: clean, closure: { ...found, self } };
  }
  return undefined;
}
