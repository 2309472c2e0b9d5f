import { asText } from './deep-taints.ts';
import type { Call, Machine } from './machine.ts';
import { kindsWithout } from './pattern-limit.ts';
import { cleanFor, taintedValue, type Value } from './value.ts';

/** A character that must not be in the text, replaced: `value.replace("'", "''")`. */
export function replaced(
  machine: Machine,
  { receiver: object, known: name, given }: Call,
): Value | undefined {
  // `StringUtils.replace(text, sought, other)` in Java, `strings.Replace(text, sought, other, -1)` in Go.
  const isStatic = given.length >= 3 && /\bStringUtils$|^strings$/.test(object?.path ?? '');
  const [receiver, sought] = isStatic ? given.map(({ value }) => value) : [object, given[0]?.value];
  if (!/^[rR]eplace(?:All)?$/.test(name) || receiver === undefined || sought === undefined) return undefined;
  const text = String(sought.constant ?? sought.path ?? '');
  const kinds = (machine.model.replacedTexts.get(text) ?? 0) | kindsWithout(machine.model, text);
  if (kinds === 0) return undefined;
  return taintedValue(cleanFor(asText(machine, receiver).taints, kinds));
}

/** The same by a function of the scanned code: `replaceString(value, "<", "&lt;")`. */
export function replacedByOwn(machine: Machine, { known: name, given }: Call): Value | undefined {
  const [receiver, sought, other] = given.map(({ value }) => value);
  if (receiver === undefined || !/^replace/i.test(name) || typeof other?.constant !== 'string')
    return undefined;
  const kinds = machine.model.replacedTexts.get(String(sought?.constant ?? '')) ?? 0;
  return kinds === 0 ? undefined : taintedValue(cleanFor(asText(machine, receiver).taints, kinds));
}
