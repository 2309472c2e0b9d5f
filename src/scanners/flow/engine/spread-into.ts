import { anyElement } from './deep-taints.ts';
import { type HeapObject, withAll, withAnywhere } from './heap-object.ts';
import type { Machine } from './machine.ts';
import type { Value } from './value.ts';

/** A map with all that a value holds: under its keys, where they are known. */
export function spreadInto(machine: Pick<Machine, 'store'>, object: HeapObject, value: Value): HeapObject {
  const held = value.object === undefined ? undefined : machine.store.object(value.object);
  if (held?.kind !== 'map' && held?.kind !== 'instance')
    return withAnywhere(object, anyElement(machine, value));
  const whole = value.taints.length === 0 ? object : withAnywhere(object, { taints: value.taints });
  return withAll(whole, held);
}
