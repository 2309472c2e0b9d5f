import type { Frame } from './frame.ts';
import { withEntry } from './heap-object.ts';
import { type Machine, placeOf } from './machine.ts';
import { basesOf, methodOf } from './members.ts';
import type { ClassValue, Value } from './value.ts';

/** What a framework sets on a new object of such a class, out of the request, before it calls a method of it. */
export function fillProperties(
  machine: Machine,
  what: ClassValue,
  self: Value | undefined,
  frame: Frame,
): void {
  const source = machine.model.properties.find(({ bases }) => isOne(machine, what, bases));
  if (source === undefined) return;
  for (const owner of [what, ...basesOf(machine, what)])
    for (const { name, value, type = '', isStatic } of owner.form.fields) {
      const held = self?.object === undefined ? undefined : machine.store.object(self.object);
      const setter = methodOf(machine, what, setterOf(name), frame.module.file);
      if (self?.object === undefined || held === undefined || isStatic || setter === undefined) continue;
      if (!source.types.test(type)) continue;
      const taint = {
        source: placeOf(frame, value ?? setter.form),
        label: source.label,
        clean: source.clean,
        trail: undefined,
      };
      machine.store.setObject(self.object, withEntry(held, name, { taints: [taint] }));
    }
}

const setterOf = (name: string) => `set${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function isOne(machine: Machine, what: ClassValue, names: ReadonlySet<string>, depth = 0): boolean {
  return (
    what.form.bases.some((base) => names.has(base)) ||
    (depth < 4 && basesOf(machine, what).some((base) => isOne(machine, base, names, depth + 1)))
  );
}
