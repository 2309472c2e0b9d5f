import type { ClassForm, Expression, Span } from '../form/form.ts';
import { countOf } from './counts.ts';
import { withType } from './declared-type.ts';
import { anyElement } from './deep-taints.ts';
import type { Frame } from './frame.ts';
import { anyEntry, entryOf, type HeapObject, type Key } from './heap-object.ts';
import { type Machine, placeOf } from './machine.ts';
import { underLimit } from './under-limit.ts';
import {
  type ClassValue,
  clean,
  cleanFor,
  constantValue,
  type Scope,
  type Taint,
  unknown,
  type Value,
} from './value.ts';

interface Reading {
  readonly expression: Expression;
  readonly frame: Frame;
}

const longestPath = 160;

export function readMember(machine: Machine, object: Value, name: string, reading: Reading): Value {
  const count = countOf(machine, object, name);
  // A field of the scanned code may have any name.
  const isOwn = () =>
    ownMember(machine, object, name, reading) !== undefined ||
    declaredType(machine, object, name, reading.frame) !== undefined;
  return count === undefined || isOwn() ? readKey(machine, object, name, reading) : count;
}

/** What stands under a key is nothing that the language has, whatever the key is. */
function readKey(machine: Machine, object: Value, name: string, reading: Reading): Value {
  const own = ownMember(machine, object, name, reading);
  const value =
    own === undefined
      ? otherMember(machine, object, name, reading)
      : asDeclared(machine, object, name, own, reading);
  return underLimit(machine, value, object.limit?.get(name));
}

function otherMember(machine: Machine, object: Value, name: string, reading: Reading): Value {
  const owner = object.path ?? object.type;
  const path = owner === undefined ? undefined : longer(owner, name);
  const source = sourceOf(machine, pathsOf(object, name), reading);
  if (source !== undefined) return { taints: [source], path };
  const ofType = memberOfType(machine, object, name, reading);
  if (ofType?.closure !== undefined) return ofType;
  const type = declaredType(machine, object, name, reading.frame);
  // The whole of an address.
  const shape = name === 'href' ? object.shape : undefined;
  if (object.taints.length > 0)
    return withType({ taints: narrowed(machine, object, name), path, shape }, type ?? 'Object');
  if (type !== undefined) return typed(type) ?? unknown;
  if (path === undefined) return unknown;
  return machine.names.resolve(path, reading.frame.module.file) ?? ofType ?? { taints: clean, path };
}

/** What there is of the object's data in a member of it. */
function narrowed(machine: Machine, object: Value, name: string): readonly Taint[] {
  const taints = ofSender(machine, object.taints, name);
  const kinds = machine.model.narrower.find(pathsOf(object, name)).reduce((sum, one) => sum | one.kinds, 0);
  return kinds === 0 ? taints : cleanFor(taints, kinds);
}

/** Without what the server itself has set: where it put an upload, and how large that is. */
function ofSender({ model }: Machine, taints: readonly Taint[], name: string): readonly Taint[] {
  if (model.serverMembers.size === 0) return taints;
  return taints.filter(({ label }) => !model.serverMembers.get(label)?.has(name));
}

/** By the declared type of the object alone, in languages whose types are known by name across files. */
function memberOfType(
  machine: Machine,
  { type }: Value,
  name: string,
  { frame }: Reading,
): Value | undefined {
  return type?.includes(':') ? machine.names.resolve(`${type}.${name}`, frame.module.file) : undefined;
}

/** What is from outside is still of the type that the member was declared with. */
function asDeclared(machine: Machine, object: Value, name: string, own: Value, { frame }: Reading): Value {
  if (own.taints.length === 0 || own.type !== undefined) return own;
  const type = declaredType(machine, object, name, frame);
  return type === undefined ? own : withType(own, type);
}

/** Of a field, as the scanned class says which its object is of. */
export function declaredType(
  machine: Machine,
  { type }: Value,
  name: string,
  { module }: Frame,
): string | undefined {
  const owner =
    type === undefined ? undefined : machine.names.classNamed(type.replace(/#$/, ''), module.file);
  const declared = owner && fieldOf(machine, owner, name)?.type;
  return isEnumeration(machine, declared, module.file) ? 'int' : declared;
}

/** Values of such a type are one of a list that the code makes. */
export function isEnumeration(machine: Machine, type: string | undefined, from: string): boolean {
  const bases = type === undefined ? undefined : machine.names.classNamed(type, from)?.form.bases;
  return bases?.some((base) => /^(?:\w+\.)?(?:enum|\w*Enum)$/.test(base)) ?? false;
}

type Field = ClassForm['fields'][number];

/** What is gone through, where a source says that each part of it is from outside. */
export function goneThrough(machine: Machine, value: Value, reading: Reading): Value {
  const { path } = value;
  const source = path === undefined ? undefined : sourceOf(machine, [`${path}[]`], reading);
  return source === undefined ? value : { ...value, taints: [...value.taints, source] };
}

/** Its own or an inherited one. */
export function fieldOf(machine: Machine, of: ClassValue, name: string, depth = 0): Field | undefined {
  const own = of.form.fields.find((field) => field.name === name);
  if (own !== undefined || depth > 3) return own;
  for (const base of basesOf(machine, of)) {
    const found = fieldOf(machine, base, name, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Classes of the scanned code that it says it is based on. */
export function basesOf(machine: Machine, { form, scope }: ClassValue): readonly ClassValue[] {
  return form.bases.flatMap((base) => {
    const found = machine.names.classNamed(base, scope.module.file);
    return found === undefined || found.form === form ? [] : [found];
  });
}

/** Of an object or class of the scanned code. */
function ownMember(machine: Machine, object: Value, name: string, reading: Reading): Value | undefined {
  // A function is called by this name where its own is not known.
  if (name === '__invoke' && object.closure !== undefined) return object;
  const held = heldBy(machine, object);
  const entry = held && memberOf(machine, held, object, name, reading);
  return entry ?? (object.class && staticMember(machine, object.class, name, reading.frame));
}

function heldBy(machine: Machine, { object }: Value): HeapObject | undefined {
  return object === undefined ? undefined : machine.store.object(object);
}

export function readElement(machine: Machine, object: Value, key: Value, reading: Reading): Value {
  const { constant } = key;
  const known = typeof constant === 'string' || typeof constant === 'number' ? constant : undefined;
  const entry = ownElement(machine, object, known);
  if (entry !== undefined) return entry;
  const source = known === undefined ? undefined : sourceOf(machine, pathsOf(object, String(known)), reading);
  if (source !== undefined) return { taints: [source] };
  const isMember = typeof known === 'string' && object.object === undefined;
  if (isMember) return readKey(machine, object, known, reading);
  return isKeptByKeys(heldBy(machine, object), known) && object.taints.length === 0
    ? unknown
    : anyElement(machine, object);
}

/** What stands under other keys does not stand under this one; which of a list a number means may not be known. */
function isKeptByKeys(held: HeapObject | undefined, key: Key | undefined): boolean {
  if (held === undefined || key === undefined || held.entries.size === 0) return false;
  return held.kind === 'map' || (held.kind === 'list' && typeof key === 'string');
}

function ownElement(machine: Machine, object: Value, key: Key | undefined): Value | undefined {
  const held = heldBy(machine, object);
  if (held !== undefined && held.kind !== 'text') {
    if (key === undefined) return held.kind === 'map' ? withoutConstant(anyEntry(held)) : anyEntry(held);
    const isWhole = held.kind === 'list' && held.size !== undefined && typeof key === 'number';
    // A place of an array that nothing was put into.
    return entryOf(held, key) ?? (isWhole ? unknown : undefined);
  }
  const letter =
    typeof object.constant === 'string' && typeof key === 'number' ? object.constant.at(key) : undefined;
  return letter === undefined ? undefined : constantValue(letter);
}

/** Of a map it may as well be nothing. */
function withoutConstant(value: Value): Value {
  const { constant, ...rest } = value;
  return constant === undefined ? value : { ...rest, choices: [constant] };
}

export function longer(path: string, name: string): string | undefined {
  return path.length > longestPath ? undefined : `${path}.${name}`;
}

/** All the names that a member goes by. */
export function pathsOf({ path, type }: Value, name: string): readonly string[] {
  return [path, type].filter((one) => one !== undefined).map((one) => `${one}.${name}`);
}

/** What is read of the outside under one of these names. */
export function sourceOf(
  machine: Machine,
  paths: readonly string[],
  { expression, frame }: { readonly expression: Span; readonly frame: Frame },
): Taint | undefined {
  const [source] = machine.model.reads.find(paths);
  if (source === undefined) return undefined;
  return { source: placeOf(frame, expression), label: source.label, clean: source.clean, trail: undefined };
}

function memberOf(
  machine: Machine,
  held: HeapObject,
  object: Value,
  name: Key,
  { expression, frame }: Reading,
): Value | undefined {
  const entry = held.kind === 'text' || held.kind === 'list' ? undefined : entryOf(held, name);
  if (entry !== undefined) return entry;
  if (held.class === undefined || typeof name !== 'string') return undefined;
  const found = methodOf(machine, held.class, name, frame.module.file);
  if (found === undefined) return staticMember(machine, held.class, name, frame);
  const closure = { ...found, self: object };
  if (!found.form.isGetter) return { taints: clean, closure };
  return machine.invoke(closure, [], { place: placeOf(frame, expression), frame, self: object });
}

interface Method {
  readonly form: NonNullable<ReturnType<ClassForm['methods']['get']>>;
  readonly scope: Scope;
}

/** Its own or an inherited one. */
export function methodOf(
  machine: Machine,
  { form, scope }: ClassValue,
  name: string,
  from: string,
  depth = 0,
): Method | undefined {
  const own = form.methods.get(name);
  if (own !== undefined) return { form: own, scope: classScope(scope, form) };
  if (depth > 5) return undefined;
  for (const base of form.bases) {
    const parent = machine.names.classNamed(base, scope.module.file);
    const found = parent && parent.form !== form && methodOf(machine, parent, name, from, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The names around a method: those of its class, then what is around that. */
export function classScope(scope: Scope, form: ClassForm): Scope {
  const { id, module } = scope;
  return { id, module, class: form, outer: scope, locals: noNames };
}

const noNames: ReadonlySet<string> = new Set();

function staticMember(
  machine: Machine,
  { form, scope }: ClassValue,
  name: string,
  reader: Frame,
): Value | undefined {
  const inner = form.classes.find((one) => one.name === name);
  if (inner !== undefined) return { taints: clean, class: { form: inner, scope } };
  const method = form.methods.get(name);
  if (method !== undefined) {
    const closure = { form: method, scope: classScope(scope, form) };
    if (!method.isGetter) return { taints: clean, closure };
    return machine.invoke(closure, [], { place: placeOf(reader, method), frame: reader });
  }
  const field = form.fields.find((one) => one.name === name);
  if (field === undefined) return inherited(machine, { form, scope }, name);
  if (field.value === undefined) return typed(field.type);
  return reader.depth > 20
    ? undefined
    : machine.evaluate(field.value, { ...reader, ...scope, depth: reader.depth + 1 });
}

/** Of a type that is put into this one without a name; a library's is known by name only. */
function inherited(machine: Machine, { form, scope }: ClassValue, name: string): Value | undefined {
  if (!form.explicit) return undefined;
  for (const base of form.bases) {
    const found = machine.names.resolve(`${base}#.${name}`, scope.module.file);
    if (found !== undefined) return found;
  }
  const [only, another] = form.bases;
  return only === undefined || another !== undefined
    ? undefined
    : { taints: clean, path: `${only}#.${name}` };
}

function typed(type: string | undefined): Value | undefined {
  return type === undefined ? undefined : { taints: clean, type: `${type}#` };
}
