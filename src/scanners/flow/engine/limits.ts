import type { MemberSchema, SchemaUse } from '../rules/flow-rule.ts';
import { argumentOf } from './conditions.ts';
import { update } from './facts.ts';
import type { HeapObject } from './heap-object.ts';
import type { Call, Machine } from './machine.ts';
import { fieldLimits, schemaLimit } from './schema-limit.ts';
import { underLimit } from './under-limit.ts';
import type { Limit, Value } from './value.ts';

const deepest = 6;

/** What a schema leaves of data; undefined where the value is no schema, or says nothing of what it lets through. */
export function limitOf(machine: Machine, schema: Value | undefined): Limit | undefined {
  const objects = ({ object }: Value) => (object === undefined ? undefined : machine.store.object(object));
  // One schema may stand in another a hundred times, and that one in a third: each is looked at once.
  const known = new Map<number | undefined, Limit | undefined>();
  const limit = (value: Value | undefined, depth: number): Limit | undefined => {
    const held = value && objects(value);
    if (held === undefined || depth > deepest) return undefined;
    if (!known.has(value?.object)) known.set(value?.object, limitOfObject(held, depth));
    return known.get(value?.object);
  };
  const limitOfObject = (held: HeapObject, depth: number) => {
    if (held.marks.has('limited') && !held.marks.has('open')) return 'all';
    if (held.marks.has('text') && !held.marks.has('open')) return 'text';
    const inner = (value: Value | undefined) => limit(value, depth + 1);
    return held.kind === 'map'
      ? schemaLimit(held.entries, (value) => objects(value)?.entries, inner)
      : fieldLimits(held.entries, inner);
  };
  return limit(schema, 0);
}

/** `schema.parse(data)`: what it gives back, and the data itself from then on. */
export function limitedCall(machine: Machine, made: Call): Value | undefined {
  for (const use of machine.model.schemas.find(made.paths)) {
    const given = made.given[use.argument];
    const limit = limitOf(machine, argumentOf(made, use.schema));
    if (given === undefined || limit === undefined) continue;
    if (given.expression !== undefined)
      update(machine, given.expression, made.frame, (known) => underLimit(machine, known, limit));
    return underLimit(machine, given.value, inAnswer(limit, use));
  }
  return undefined;
}

/** What schemas say of the members of what a function is called with. */
export function membersLimit(machine: Machine, made: Call, schemas: readonly MemberSchema[]): Value['limit'] {
  const members = schemas.flatMap(({ members, schema, at }) => {
    const start = argumentOf(made, schema);
    const limit = limitOf(
      machine,
      at.reduce((value, name) => entryIn(machine, value, name), start),
    );
    return limit === undefined ? [] : members.map((name) => [name, limit] as const);
  });
  return members.length === 0 ? undefined : new Map(members);
}

const entryIn = (machine: Machine, value: Value | undefined, name: string) =>
  value?.object === undefined ? undefined : machine.store.object(value.object)?.entries.get(name);

/** Some answer with the data, others with an object that has it under one of these names. */
function inAnswer(limit: Limit, { answers }: SchemaUse): Limit {
  if (typeof limit === 'string' && answers.length === 0) return limit;
  const names = answers.map((name) => [name, limit] as const);
  return new Map([...names, ...(typeof limit === 'string' ? [] : limit)]);
}
