import { simpleType } from './declared-type.ts';
import type { Machine } from './machine.ts';
import { basesOf } from './members.ts';
import type { ClassValue } from './value.ts';

/** Whether a class is one of these, over classes of the scanned code too. */
export function isBasedOn(
  machine: Machine,
  what: ClassValue,
  names: ReadonlySet<string>,
  depth = 0,
): boolean {
  return (
    what.form.bases.some((base) => names.has(simpleType(base))) ||
    (depth < 4 && basesOf(machine, what).some((base) => isBasedOn(machine, base, names, depth + 1)))
  );
}
