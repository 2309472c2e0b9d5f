import type { Frame } from './frame.ts';
import type { Machine } from './machine.ts';
import type { Value } from './value.ts';

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
