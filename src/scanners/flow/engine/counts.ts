import type { Machine } from './machine.ts';
import { constantValue, unknown, type Value } from './value.ts';

/** What a member says that only counts; undefined where it may be what somebody has sent. */
export function countOf(
  { model, store }: Machine,
  { object, constant }: Value,
  name: string,
): Value | undefined {
  const kind = object === undefined ? undefined : store.object(object)?.kind;
  const isSize = name === 'size' && (kind === 'list' || kind === 'map');
  if (!isSize && !model.counts.has(name)) return undefined;
  return typeof constant === 'string' ? constantValue(constant.length) : unknown;
}
