import { asText } from './deep-taints.ts';
import type { Call, Machine } from './machine.ts';
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
  const kinds = (machine.model.replacedTexts.get(text) ?? 0) | kindsOfClass(machine, text);
  if (kinds === 0) return undefined;
  return taintedValue(cleanFor(asText(machine, receiver).taints, kinds));
}

const oneClass = /^(?:\[\^?(?:[^\]\\]|\\.)+\]|\\[WD])[+*]?$/;

/** `value.replace(/[^\w-]/g, '')`: what a class takes out, letter by letter. */
function kindsOfClass({ model }: Machine, text: string): number {
  if (model.replacedCharacters.size === 0 || !oneClass.test(text)) return 0;
  const taken = classOf(text);
  let sum = 0;
  for (const [all, kinds] of model.replacedCharacters)
    if (taken !== undefined && [...all].every((one) => taken.test(one))) sum |= kinds;
  return sum;
}

/** Undefined where it is none, such as `[z-a]`. */
function classOf(text: string): RegExp | undefined {
  try {
    return new RegExp(`^${text}$`);
  } catch {
    return undefined;
  }
}

/** The same by a function of the scanned code: `replaceString(value, "<", "&lt;")`. */
export function replacedByOwn(machine: Machine, { known: name, given }: Call): Value | undefined {
  const [receiver, sought, other] = given.map(({ value }) => value);
  if (receiver === undefined || !/^replace/i.test(name) || typeof other?.constant !== 'string')
    return undefined;
  const kinds = machine.model.replacedTexts.get(String(sought?.constant ?? '')) ?? 0;
  return kinds === 0 ? undefined : taintedValue(cleanFor(asText(machine, receiver).taints, kinds));
}
