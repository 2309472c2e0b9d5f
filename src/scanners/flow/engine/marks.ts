import { holds, markName } from './conditions.ts';
import type { Frame } from './frame.ts';
import type { Call, Machine } from './machine.ts';
import { unknown, type Value } from './value.ts';

/** What a call settles on its receiver, on the function that it stands in, or on all that is going on. */
export function applyMarks(machine: Machine, made: Call): void {
  for (const { mark, on, where } of machine.model.marks.find(made.paths)) {
    if (on === 'result' || !holds(machine, made, where)) continue;
    if (on === 'function' || on === 'run') markRun(machine, made.frame, mark, on === 'run');
    else addMark(machine, made.receiver, mark);
  }
}

function markRun(machine: Machine, frame: Frame, mark: string, isForAll: boolean): void {
  machine.store.set(markName(mark, frame), unknown);
  if (isForAll && frame.caller !== undefined) markRun(machine, frame.caller, mark, true);
}

function addMark(machine: Machine, value: Value | undefined, mark: string): void {
  const held = value?.object === undefined ? undefined : machine.store.object(value.object);
  if (held === undefined || value?.object === undefined) return;
  machine.store.setObject(value.object, { ...held, marks: new Set(held.marks).add(mark) });
}
