import type { Frame } from './frame.ts';
import type { Machine } from './machine.ts';
import type { Place, Value } from './value.ts';

/** Gives the next template a value, for what is going on in the function and in all that called it. */
export function handOver(machine: Machine, name: string, value: Value, frame: Frame): void {
  for (let run: Frame | undefined = frame; run !== undefined; run = run.caller)
    machine.store.set(keyOf(run, name), value);
}

export function handedAs(machine: Machine, name: string, frame: Frame): Value | undefined {
  for (let run: Frame | undefined = frame; run !== undefined; run = run.caller) {
    const value = machine.store.get(keyOf(run, name));
    if (value !== undefined) return value;
  }
  return undefined;
}

const keyOf = ({ id }: Frame, name: string) => `handed ${id} ${name}`;

/** What code sets on something from outside is no longer from there: `model.Title = title`. */
export function replaceMember(machine: Machine, object: Value, name: string, value: Value): void {
  if (object.object === undefined)
    for (const { source } of object.taints) machine.store.set(memberOf(source, name), value);
}

export function replacedMember(machine: Machine, { taints }: Value, name: string): Value | undefined {
  return taints
    .map(({ source }) => machine.store.get(memberOf(source, name)))
    .find((value) => value !== undefined);
}

const memberOf = ({ file, start }: Place, name: string) => `set ${file} ${start} ${name}`;
