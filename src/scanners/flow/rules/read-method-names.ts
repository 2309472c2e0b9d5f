import { fieldsOf, listOf } from '../../json-fields.ts';

/** Names of methods, each with the one that the engine knows for what it does. */
export function readMethodNames(listed: unknown): ReadonlyMap<string, string> {
  const lists = Object.entries(fieldsOf(listed) ?? {});
  return new Map(
    lists.flatMap(([known, names]) =>
      listOf(names).flatMap((name) => (typeof name === 'string' ? [[name, known] as const] : [])),
    ),
  );
}
