import type { Expression } from '../form/form.ts';
import { runCallbacks } from './callbacks.ts';
import { collectionCall } from './collections.ts';
import { holds } from './conditions.ts';
import { allTaints, asText, deepTaints, elementsOf } from './deep-taints.ts';
import { extensionCall } from './extension-methods.ts';
import { fillArguments } from './fills.ts';
import type { Frame } from './frame.ts';
import { entryOf, type Key, newObject } from './heap-object.ts';
import { inherited } from './inherited.ts';
import { limitedCall } from './limits.ts';
import { type Call, type Given, type Machine, placeOf } from './machine.ts';
import { applyMarks } from './marks.ts';
import { methodOf, pathsOf, readMember } from './members.ts';
import { promised, settled } from './promises.ts';
import { checkRender } from './render.ts';
import { replaced, replacedByOwn } from './replaced.ts';
import { checkCall, hintOf, type Reported } from './sinks.ts';
import { keepsShape, textCall } from './text-methods.ts';
import { trustedCall } from './trusted-call.ts';
import { ofUnknownReceiver } from './unknown-receiver.ts';
import {
  addTrail,
  type Closure,
  clean,
  cleanFor,
  mergeTaints,
  type Scope,
  type Taint,
  taintedValue,
  unknown,
  type Value,
} from './value.ts';

type CallExpression = Extract<Expression, { kind: 'call' }>;

export function evaluateCall(machine: Machine, expression: CallExpression, frame: Frame): Value {
  const { callee, creates = false } = expression;
  const isImplied = callee.kind === 'member' && callee.object.kind === 'self' && callee.object.implied;
  const receiver = callee.kind === 'member' ? machine.evaluate(callee.object, frame) : undefined;
  const target =
    callee.kind === 'member' && receiver !== undefined
      ? methodIn(machine, receiver, callee, frame)
      : machine.evaluate(callee, frame);
  const given = expression.args.flatMap(({ value: own, name, spread, sets }): readonly Given[] => {
    const value = machine.evaluate(own, frame);
    const elements = spread ? elementsOf(machine, value) : undefined;
    if (elements !== undefined) return elements.map((element) => ({ value: element }));
    return [{ value, name, spread, sets, expression: own }];
  });
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  const call: Call = {
    place: placeOf(frame, { start: startOf(callee), end: expression.end }),
    frame,
    paths: pathsOfCall(target, receiver, callee, creates),
    name,
    known: machine.model.methodNames.get(name) ?? name,
    receiver: isImplied ? withoutContents(receiver) : receiver,
    receiverExpression: callee.kind === 'member' ? callee.object : undefined,
    given,
    creates,
    ofClass: expression.ofClass,
    mayRead: expression.mayRead,
  };
  return machine.call(call, isImplied ? withSelf(target, receiver) : target);
}

/** A function of the language is given nothing of the object in whose method it is called. */
const withoutContents = (self: Value | undefined): Value | undefined =>
  self && { ...self, object: undefined, taints: clean };

const withSelf = (target: Value, self: Value | undefined): Value =>
  target.closure === undefined || target.closure.self !== undefined
    ? target
    : { ...target, closure: { ...target.closure, self } };

/** Of the receiver; a method that is called without one may belong to a class further out. */
function methodIn(
  machine: Machine,
  receiver: Value,
  callee: Extract<Expression, { kind: 'member' }>,
  frame: Frame,
): Value {
  if (callee.object.kind === 'self' && callee.object.parent)
    return inherited(machine, receiver, callee.name, frame) ?? unknown;
  const own =
    methodOfData(machine, receiver, callee.name, frame) ??
    readMember(machine, receiver, callee.name, { expression: callee, frame });
  if (callee.object.kind !== 'self' || own.closure !== undefined) return own;
  for (let scope: Scope | undefined = frame.outer; scope !== undefined; scope = scope.outer) {
    if (scope.class === undefined || scope.outer === undefined) continue;
    const what = { form: scope.class, scope: scope.outer };
    const found = methodOf(machine, what, callee.name, frame.module.file);
    if (found !== undefined) return { taints: clean, closure: found };
  }
  const { implied } = callee.object;
  return (implied && machine.names.resolve(callee.name, frame.module.file)) || own;
}

/**
 * Of data from outside that the code declares a class for: what the method takes of it is followed. In JavaScript of
 * whatever is declared to be of a class that has no others below it: no library is meant then.
 */
function methodOfData(machine: Machine, receiver: Value, name: string, { module }: Frame): Value | undefined {
  const { taints, type, object } = receiver;
  if (type === undefined || object !== undefined) return undefined;
  if (taints.length === 0 && machine.model.language !== 'javascript') return undefined;
  const owner = machine.names.classNamed(type.replace(/#$/, ''), module.file);
  if (owner !== undefined && taints.length === 0 && machine.names.subclassesOf(owner.form.name).length > 0)
    return undefined;
  const found = owner && methodOf(machine, owner, name, module.file);
  if (found === undefined || found.form.body.length === 0) return undefined;
  return { taints: clean, closure: { ...found, self: receiver } };
}

/** Of a chain over several lines, the line of its last part. */
function startOf(callee: Expression): number {
  return callee.kind === 'member' ? Math.max(callee.start, callee.end - callee.name.length) : callee.start;
}

function pathsOfCall(
  target: Value,
  receiver: Value | undefined,
  callee: Expression,
  creates: boolean,
): readonly string[] {
  const own = target.path === undefined ? [] : [creates ? `new ${simple(target.path)}` : target.path];
  if (creates || callee.kind !== 'member' || receiver === undefined)
    return own.length === 0 && callee.kind === 'name' ? [`~${callee.name}`] : own;
  const hint = hintOf(callee.object);
  return [...new Set([...own, ...pathsOf(receiver, callee.name), `~${hint ?? ''}.${callee.name}`])];
}

const simple = (path: string) => path.slice(path.lastIndexOf('.') + 1);

const nothing: Reported = { kinds: 0, givesOther: false };

export function call(machine: Machine, made: Call, callee: Value): Value {
  const result = resultOf(machine, made, callee);
  fillArguments(machine, made);
  return result;
}

/** What rules, the language and the scanned code say of a call, in this order. */
function resultOf(machine: Machine, made: Call, callee: Value): Value {
  const isOwn = callee.closure !== undefined || callee.class !== undefined;
  const reported = isOwn ? nothing : checkCall(machine, made);
  const filled = isOwn ? 0 : checkRender(machine, made);
  applyMarks(machine, made);
  const ruled = isOwn
    ? (trustedCall(machine, made, callee) ?? replacedByOwn(machine, made))
    : (cleaned(machine, made) ?? sourced(machine, made));
  if (ruled !== undefined) return ruled;
  const at = { place: made.place, frame: made.frame };
  if (callee.closure !== undefined) {
    if (made.creates) return constructed(machine, made, callee.closure);
    const self = callee.closure.self ?? made.receiver;
    return machine.invoke(callee.closure, made.given, { ...at, self, isWhole: true });
  }
  if (callee.class !== undefined) return machine.create(callee.class, made.given, at);
  const result =
    limitedCall(machine, made) ??
    promised(machine, made) ??
    settled(machine, made, callee) ??
    sameAsGiven(machine, made) ??
    textCall(machine, made) ??
    collectionCall(machine, made) ??
    ofUnknownReceiver(machine, made) ??
    extensionCall(machine, made) ??
    runCallbacks(machine, made) ??
    foreign(machine, made, callee);
  if (reported.givesOther) return { ...result, taints: clean };
  // What has been reported is not reported again where its result goes.
  const kinds = reported.kinds | filled;
  return kinds === 0 ? result : { ...result, taints: cleanFor(result.taints, kinds) };
}

function sameAsGiven(machine: Machine, { paths, given, creates, name }: Call): Value | undefined {
  const value = machine.model.same.has(paths) ? given[0]?.value : undefined;
  return creates && value !== undefined ? { ...value, type: name } : value;
}

/** `new F()` of a function: an object, unless the function gives one back itself. */
function constructed(machine: Machine, made: Call, closure: Closure): Value {
  const id = machine.newId();
  machine.store.setObject(id, newObject('map'));
  const self: Value = { taints: clean, object: id };
  const at = { place: made.place, frame: made.frame, self, isNew: true };
  const result = machine.invoke(closure, made.given, at);
  // One that was called without `new` may give back an object that it makes the right way.
  const isFilled = (machine.store.object(id)?.entries.size ?? 0) > 0;
  return isFilled || result.object === undefined ? self : result;
}

/** Results that do no harm, at least of some kinds. */
function cleaned(machine: Machine, made: Call): Value | undefined {
  const cleaners = machine.model.cleaners.find(made.paths).filter(({ where }) => holds(machine, made, where));
  if (cleaners.length === 0) return undefined;
  const kinds = cleaners.reduce((sum, one) => sum | one.kinds, 0);
  if (kinds === ~0) return { taints: clean, path: resultPath(made) };
  const text = replaced(machine, made)?.taints ?? allTaints(machine, made);
  const shape = keepsShape(made) ? made.receiver?.shape : undefined;
  return { ...taintedValue(cleanFor(text, kinds)), shape };
}

function sourced(machine: Machine, made: Call): Value | undefined {
  const source = machine.model.results.find(made.paths).find(({ where }) => holds(machine, made, where));
  if (source === undefined) return undefined;
  runCallbacks(machine, made);
  return {
    taints: [{ source: made.place, label: source.label, clean: source.clean, trail: undefined }],
    path: resultPath(made),
  };
}

function resultPath({ paths, creates }: Pick<Call, 'paths' | 'creates'>): string | undefined {
  // For want of knowing what is called, its chain of names.
  const path = paths.find((one) => !one.startsWith('~')) ?? paths.find((one) => one.includes('.'));
  if (path === undefined || path.length > 160) return undefined;
  return creates ? `${path.slice('new '.length)}#` : `${path}()`;
}

/** A function of a library that no rule speaks of. */
function foreign(machine: Machine, made: Call, callee: Value): Value {
  const { receiver, given, paths } = made;
  const path = resultPath(made);
  if (machine.model.ends.has(paths)) machine.store.dead = true;
  const harmless = replaced(machine, made);
  if (harmless !== undefined) return harmless;
  if (machine.model.drops.has(paths)) return { taints: clean, path };
  if (machine.model.keys.has(paths)) return { taints: given[0]?.value.taints ?? clean, path };
  if (machine.model.answers.has(paths))
    return { taints: bodyOf(machine, given[0]?.value ?? unknown).taints, path };
  const passes = machine.model.passes.has(paths) || made.creates;
  const own = receiver === undefined ? callee.taints : handedOut(machine, made, receiver);
  const added = passes
    ? given.reduce((taints, { value }) => mergeTaints(taints, deepTaints(machine, value)), clean)
    : clean;
  if (made.creates && given.some(({ sets }) => sets)) return newSettings(machine, made, path);
  const [only] = given;
  const shape = passes && given.length === 1 ? only?.value.shape : undefined;
  const result: Value = { taints: mergeTaints(own, added), path, shape };
  const noted = addTrail(result, made.place, `through ${made.name}`);
  return withIdentity(machine, made, noted);
}

/** What a method gives out of its object: one that may read a field gives no other one. */
function handedOut(machine: Machine, { name, mayRead }: Call, receiver: Value): readonly Taint[] {
  const held = receiver.object === undefined ? undefined : machine.store.object(receiver.object);
  if (!mayRead || held?.class === undefined) return deepTaints(machine, receiver);
  const field = entryOf(held, `@${name}`) ?? entryOf(held, name);
  return field === undefined ? receiver.taints : deepTaints(machine, field);
}

/** Of a class that is not of the scanned code: what is set on it is kept by name. */
function newSettings(machine: Machine, { given }: Call, path: string | undefined): Value {
  const entries = new Map(
    given.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value] as const])),
  );
  const others = given.filter(({ sets }) => !sets);
  const taints = others.reduce((sum, { value }) => mergeTaints(sum, deepTaints(machine, value)), clean);
  const id = machine.newId();
  machine.store.setObject(id, newObject('map', { entries }));
  return { taints, path, object: id };
}

/** An answer may be given with its status and headers, as one list. */
function bodyOf(machine: Machine, value: Value): Value {
  const object = value.object === undefined ? undefined : machine.store.object(value.object);
  if (object?.kind === 'list') return object.entries.get(0) ?? unknown;
  return object?.kind === 'map' ? unknown : asText(machine, value);
}

/** Objects on which later calls settle something keep what was settled on where they came from. */
function withIdentity(machine: Machine, made: Call, value: Value): Value {
  const from = made.receiver?.object === undefined ? undefined : machine.store.object(made.receiver.object);
  const isMarked = from !== undefined && from.kind === 'instance' && from.class === undefined;
  if (!isMarked && !machine.model.objects.has(made.paths)) return value;
  const marks = new Set(isMarked ? from.marks : []);
  for (const { mark, on, where } of machine.model.marks.find(made.paths))
    if (on === 'result' && holds(machine, made, where)) marks.add(mark);
  const id = machine.newId();
  // What comes from outside is what was let through, and nothing to go on with.
  const isData = value.taints.length > 0;
  const entries = new Map(isData ? [] : [...(isMarked ? from.entries : []), ...entriesGiven(machine, made)]);
  machine.store.setObject(id, newObject('instance', { marks, entries }));
  return { ...value, object: id };
}

/** What it is made of by name, or the one name that it is of: `object({ id: number() })`, `param('id')`. */
function entriesGiven(machine: Machine, { given: [first] }: Call): ReadonlyMap<Key, Value> {
  const held = first?.value.object === undefined ? undefined : machine.store.object(first.value.object);
  if (held?.kind === 'map' || held?.kind === 'instance') return held.entries;
  return new Map();
}
