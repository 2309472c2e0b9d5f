import type { Frame } from './frame.ts';
import type { HeapObject } from './heap-object.ts';
import type { Machine } from './machine.ts';
import type { Closure, Value } from './value.ts';

const deepest = 2;

/** Whether a call that is given this has to be followed: it holds data from outside, or leads to some. */
export function isInteresting(machine: Machine, value: Value | undefined, depth = 0): boolean {
  if (value === undefined) return false;
  if (value.taints.length > 0) return true;
  const { owners } = machine.model;
  if (
    (value.path !== undefined && owners.has(value.path)) ||
    (value.type !== undefined && owners.has(value.type))
  )
    return true;
  const object = value.object === undefined ? undefined : machine.store.object(value.object);
  return object !== undefined && depth <= deepest && holdsInteresting(machine, object, depth);
}

function holdsInteresting(machine: Machine, { entries, rest }: HeapObject, depth: number): boolean {
  for (const entry of entries.values()) if (isInteresting(machine, entry, depth + 1)) return true;
  return isInteresting(machine, rest, depth + 1);
}

/** Made in a function that is still running: it sees what that one holds. */
export function isLocal({ scope }: Closure, frame: Frame): boolean {
  if (scope.outer === undefined) return false;
  for (let run: Frame | undefined = frame; run !== undefined; run = run.caller)
    if (run.id === scope.id && run.form !== undefined) return true;
  return false;
}
