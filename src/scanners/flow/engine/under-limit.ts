import type { Machine } from './machine.ts';
import { cleanFor, type Limit, unknown, type Value } from './value.ts';

/** A value that has gone through a schema. */
export function underLimit(machine: Pick<Machine, 'model'>, value: Value, limit: Limit | undefined): Value {
  if (limit === undefined) return value;
  if (limit === 'all') return unknown;
  if (limit === 'text')
    return { ...value, taints: cleanFor(value.taints, machine.model.forbiddenTexts.get(' structured') ?? 0) };
  return { ...value, limit };
}
