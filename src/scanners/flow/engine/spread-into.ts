import { anyElement } from './deep-taints.ts';
import { type HeapObject, withAll, withAnywhere, withEntries } from './heap-object.ts';
import type { Machine } from './machine.ts';
import { underLimit } from './under-limit.ts';
import type { Value } from './value.ts';

/** A map with all that a value holds: under its keys, where they are known. */
export function spreadInto(
  machine: Pick<Machine, 'store' | 'model'>,
  object: HeapObject,
  value: Value,
): HeapObject {
  const held = value.object === undefined ? undefined : machine.store.object(value.object);
  if (held?.kind !== 'map' && held?.kind !== 'instance') {
    const part = anyElement(machine, value);
    const limited = [...(value.limit ?? [])].map(
      ([name, limit]) => [name, underLimit(machine, part, limit)] as const,
    );
    return withEntries(withAnywhere(object, { ...part, limit: undefined }), new Map(limited));
  }
  const whole = value.taints.length === 0 ? object : withAnywhere(object, { taints: value.taints });
  return withAll(whole, held);
}
