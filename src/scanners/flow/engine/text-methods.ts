import type { Constant } from '../form/form.ts';
import { asText, deepTaints } from './deep-taints.ts';
import { newObject } from './heap-object.ts';
import type { Call, Given, Machine } from './machine.ts';
import { concatenate, constantValue, mergeTaints, shapeOf, unknown, type Value } from './value.ts';

type Fold = (text: string, args: readonly Constant[]) => Constant | undefined;

const at: Fold = (text, [index]) => (typeof index === 'number' ? text.at(index) : undefined);
const part: Fold = (text, [from, to]) =>
  typeof from === 'number' ? text.slice(from, typeof to === 'number' ? to : undefined) : undefined;
const withText =
  (fold: (text: string, other: string) => Constant): Fold =>
  (text, [other]) =>
    typeof other === 'string' ? fold(text, other) : undefined;
const lower: Fold = (text) => text.toLowerCase();
const upper: Fold = (text) => text.toUpperCase();
const trim: Fold = (text) => text.trim();
const length: Fold = (text) => text.length;
const equal = withText((text, other) => text === other);
const starts = withText((text, other) => text.startsWith(other));
const ends = withText((text, other) => text.endsWith(other));
const includes = withText((text, other) => text.includes(other));

/** What methods say of a text that is known, in every language that has them. */
const folds: ReadonlyMap<string, Fold> = new Map([
  ...(['charAt', 'at'] as const).map((name) => [name, at] as const),
  ...(['substring', 'slice'] as const).map((name) => [name, part] as const),
  ...(['toLowerCase', 'lower'] as const).map((name) => [name, lower] as const),
  ...(['toUpperCase', 'upper'] as const).map((name) => [name, upper] as const),
  ...(['trim', 'strip'] as const).map((name) => [name, trim] as const),
  ...(['length', 'size'] as const).map((name) => [name, length] as const),
  ...(['startsWith', 'startswith'] as const).map((name) => [name, starts] as const),
  ...(['endsWith', 'endswith'] as const).map((name) => [name, ends] as const),
  ...(['contains', 'includes'] as const).map((name) => [name, includes] as const),
  ['equals', equal],
  ['isEmpty', (text: string) => text === ''],
  ['indexOf', withText((text, other) => text.indexOf(other))],
]);

const builders =
  /^new (?:StringBuilder|StringBuffer|StringWriter|StringJoiner)$|^(?:io\.)?StringIO$|^bytes\.NewBuffer(?:String)?$/;

/** Methods that build a text in place. */
const builds = new Set([
  ...['append', 'insert', 'prepend', 'write', 'concat'],
  ...['Write', 'WriteString', 'WriteByte', 'WriteRune'],
]);
const turns = new Set(['toString', 'str', 'reverse', 'getvalue', 'String', 'Bytes']);

export function textCall(machine: Machine, made: Call): Value | undefined {
  const { receiver, given } = made;
  if (builders.test(made.paths[0] ?? '')) return newBuilder(machine, given[0]?.value ?? constantValue(''));
  if (receiver === undefined) return undefined;
  const isTainted = receiver.object === undefined && receiver.taints.length > 0;
  if (isTainted && keepsShape(made)) return { taints: receiver.taints, shape: receiver.shape };
  return folded(made, receiver) ?? putTogether(machine, made, receiver) ?? builderCall(machine, made);
}

const keeping = new Set(['toString', 'trim', 'strip', 'toLowerCase', 'lower', 'toUpperCase', 'upper']);

/** Whether what the text is put together of can still be seen in what the method gives back. */
export function keepsShape({ name, known, receiver, given }: Call): boolean {
  return receiver !== undefined && given.length === 0 && (name === 'String' || keeping.has(known));
}

/** Of texts and arguments that are known. */
function folded({ known: name, given }: Call, { constant }: Value): Value | undefined {
  const fold = folds.get(name);
  const args = given.map(({ value }) => value.constant);
  if (typeof constant !== 'string' || fold === undefined || !args.every((arg) => arg !== undefined))
    return undefined;
  const result = fold(constant, args);
  return result === undefined ? undefined : constantValue(result);
}

/** What may be given before a format. */
const cultures = /\b(?:CultureInfo|NumberFormatInfo|Locale)\b/;

function putTogether(machine: Machine, made: Call, receiver: Value): Value | undefined {
  const { known: name, given } = made;
  const [first] = given;
  if (receiver.path === 'fmt' && name === 'Sprintf') return printed(machine, given);
  if (/^(?:String|MessageFormat|util)$/.test(receiver.path ?? '') && name === 'format')
    return filledByClass(machine, made);
  if (receiver.shape === undefined && typeof receiver.constant !== 'string') return undefined;
  if (name === 'format' || name === 'formatted') return filled(machine, made);
  if (name === 'join' && first !== undefined) return { taints: deepTaints(machine, first.value) };
  if (name !== 'concat') return undefined;
  return concatenate([receiver, ...given.map(({ value }) => asText(machine, value))]);
}

/** `String.format("… %s …", a)`, and with what says how dates are written before it. */
function filledByClass(machine: Machine, made: Call): Value {
  const isCulture = cultures.test(made.given[0]?.value.path ?? '');
  const [format, ...given] = isCulture ? made.given.slice(1) : made.given;
  return filled(machine, { ...made, receiver: format?.value ?? unknown, given });
}

function newBuilder(machine: Machine, start: Value): Value {
  const id = machine.newId();
  const text = typeof start.constant === 'number' ? constantValue('') : start;
  machine.store.setObject(id, newObject('text', { entries: new Map([['text', text]]) }));
  return { taints: unknown.taints, object: id };
}

function builderCall(machine: Machine, { receiver, known: name, given }: Call): Value | undefined {
  const id = receiver?.object;
  const held = id === undefined ? undefined : machine.store.object(id);
  if (id === undefined || held?.kind !== 'text') return undefined;
  const text = held.entries.get('text') ?? unknown;
  if (builds.has(name)) {
    const added = given.map(({ value }) => asText(machine, value));
    const built = name === 'insert' ? concatenate([...added.slice(1), text]) : concatenate([text, ...added]);
    machine.store.setObject(id, { ...held, entries: new Map([['text', built]]) });
    return receiver;
  }
  if (turns.has(name)) return name === 'reverse' ? receiver : text;
  if (name === 'setLength' && given[0]?.value.constant === 0) {
    machine.store.setObject(id, { ...held, entries: new Map([['text', constantValue('')]]) });
    return unknown;
  }
  if (name === 'length') return unknown;
  if (name === 'replace') {
    const added = given.map(({ value }) => asText(machine, value));
    const built: Value = { taints: added.reduce((sum, { taints }) => mergeTaints(sum, taints), text.taints) };
    machine.store.setObject(id, { ...held, entries: new Map([['text', built]]) });
    return receiver;
  }
  return { taints: text.taints };
}

/** `fmt.Sprintf("… %s …", a)`: the values' own texts stand where they are put. */
export function printed(machine: Machine, [format, ...values]: readonly Given[]): Value {
  const texts = values.map(({ value }) => asText(machine, value));
  const known = format?.value.constant;
  if (typeof known !== 'string') return concatenate([format?.value ?? unknown, ...texts]);
  const parts = known.split(/%[-+ #0]*(?:\d+|\*)?(?:\.\d+)?(?:\[\d+\])?([a-zA-Z%])/);
  let next = 0;
  const pieces = parts.map((part, index): Value => {
    if (index % 2 === 0) return constantValue(part);
    if (part === '%') return constantValue('%');
    next += 1;
    const value = texts[next - 1] ?? unknown;
    return /[dxXtTpcUeEgGb]/.test(part)
      ? unknown
      : { ...value, constant: part === 'q' ? undefined : value.constant };
  });
  return concatenate(pieces);
}

/** `'… {} …'.format(a, b)`. */
function filled(machine: Machine, { receiver = unknown, given }: Call): Value {
  const taints = given.reduce(
    (sum, { value }) => mergeTaints(sum, asText(machine, value).taints),
    receiver.taints,
  );
  return {
    taints,
    shape: shapeOf(receiver).replaceAll(/\{[^{}]*\}|%(?:\d+\$)?[-+ #0,(]*[\d.]*[a-zA-Z]/g, '\0'),
  };
}
