import { type Fields, text, texts } from './conditions-of.ts';
import type { Kinds } from './kinds.ts';

/** Of each text under `name`, the kinds that stand beside it. */
export function kindsByText(
  items: readonly Fields[],
  name: string,
  kinds: Kinds,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const item of items)
    for (const one of texts(item, name))
      sums.set(one, (sums.get(one) ?? 0) | kinds.bits(texts(item, 'kinds')));
  return sums;
}

export function membersByLabel(items: readonly Fields[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(items.map((item) => [text(item, 'label'), new Set(texts(item, 'members'))]));
}
