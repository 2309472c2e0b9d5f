import type { PropertySource } from '../rules/flow-rule.ts';
import type { Frame } from './frame.ts';
import { withEntry } from './heap-object.ts';
import { isBasedOn } from './is-based-on.ts';
import { type Machine, placeOf } from './machine.ts';
import { basesOf, methodOf } from './members.ts';
import type { ClassValue, Place, Value } from './value.ts';

/** What a framework sets on a new object of such a class, out of the request, before it calls a method of it. */
export function fillProperties(
  machine: Machine,
  what: ClassValue,
  self: Value | undefined,
  frame: Frame,
): void {
  for (const source of machine.model.properties) {
    if (!isBasedOn(machine, what, source.bases)) continue;
    for (const { name, place } of [...named(source, what, frame), ...settable(machine, source, what, frame)])
      fill(machine, self, name, { source: place, ...source });
  }
}

interface Property {
  readonly name: string;
  readonly place: Place;
}

function named({ names }: PropertySource, { form }: ClassValue, frame: Frame): readonly Property[] {
  return names.map((name) => ({ name, place: placeOf(frame, { start: form.start, end: form.start + 1 }) }));
}

/** Fields that have a setter. */
function settable(
  machine: Machine,
  { names, types }: PropertySource,
  what: ClassValue,
  frame: Frame,
): readonly Property[] {
  if (names.length > 0) return [];
  return [what, ...basesOf(machine, what)].flatMap((owner) =>
    owner.form.fields.flatMap(({ name, type = '', isStatic }) => {
      const setter = methodOf(machine, what, setterOf(name), frame.module.file);
      if (isStatic || setter === undefined || !types.test(type)) return [];
      const { module } = setter.scope;
      return [{ name, place: { file: module.file, start: setter.form.start, end: setter.form.end } }];
    }),
  );
}

const setterOf = (name: string) => `set${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function fill(
  machine: Machine,
  self: Value | undefined,
  name: string,
  { source, label, clean }: { readonly source: Place; readonly label: string; readonly clean: number },
): void {
  const held = self?.object === undefined ? undefined : machine.store.object(self.object);
  if (self?.object === undefined || held === undefined) return;
  const value = { taints: [{ source, label, clean, trail: undefined }] };
  machine.store.setObject(self.object, withEntry(held, name, value));
}
