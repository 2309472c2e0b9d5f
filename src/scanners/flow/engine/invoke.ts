import type { ClassForm, FunctionForm, Parameter } from '../form/form.ts';
import { assign } from './assign.ts';
import { withType } from './declared-type.ts';
import { deepTaints } from './deep-taints.ts';
import type { Frame } from './frame.ts';
import { frameOfCall } from './frame-of-call.ts';
import { fromOutside } from './from-outside.ts';
import { newObject, withAnywhere, withEntry } from './heap-object.ts';
import { isInteresting, isLocal } from './interesting.ts';
import { nameIn } from './look-up.ts';
import { type At, type Given, type Machine, placeOf } from './machine.ts';
import { basesOf, classScope } from './members.ts';
import { overloadFor } from './overloads.ts';
import { ownDefault, passedTo } from './passed-to.ts';
import { taken, within } from './reach.ts';
import { giveBack, takesReferences } from './references.ts';
import { sameCall } from './same-call.ts';
import {
  addTrail,
  type ClassValue,
  type Closure,
  clean,
  mergeTaints,
  type Place,
  type Scope,
  taintedValue,
  unknown,
  type Value,
} from './value.ts';

/** Deeper calls are taken for functions of a library. */
const deepest = 7;

export function invoke(machine: Machine, meant: Closure, given: readonly Given[], at: At): Value {
  const form = overloadFor(meant.form, given);
  const closure = form === meant.form ? meant : { ...meant, form };
  if (isRunning(form, at.frame)) return ofRunning;
  if (at.frame.depth >= deepest) return handedOn(machine, given);
  if (mustFollow(machine, closure, given, at)) return follow(machine, closure, given, at);
  const known = machine.summaries.get(form);
  if (known === never) machine.store.dead = true;
  if (known !== undefined) return taken(machine.reach, form, known);
  machine.summaries.set(form, unknown);
  const blank = given.map((one) => ({ ...one, value: unknown }));
  const any = { ...at, isWhole: false };
  const once = () => withoutObject(machine, run(machine, closure, { given: blank, at: any, isEntry: false }));
  const value = within(machine.reach, form, once);
  machine.summaries.set(form, machine.store.dead ? never : value);
  return value;
}

/** Once time is short, one run says what others with the same data from outside do. */
function follow(machine: Machine, closure: Closure, given: readonly Given[], at: At): Value {
  const work = () => run(machine, closure, { given, at, isEntry: false });
  const key = machine.hasTime ? undefined : sameCall(machine, closure, given, at.self ?? closure.self);
  if (key === undefined) return work();
  const known = machine.repeats.get(key);
  if (known !== undefined) return taken(machine.reach, key, known);
  const value = within(machine.reach, key, work);
  if (value.object === undefined && !machine.store.dead) machine.repeats.set(key, value);
  return value;
}

/** What a function gives back to itself: nothing but what the run of it that goes on already gives back otherwise. */
const ofRunning: Value = Object.freeze({ taints: clean });

/** What a function gives back that never does: it ends the program, or throws. */
const never: Value = Object.freeze({ taints: clean });

/** What is called without anything from outside is run once for all. */
function mustFollow(
  machine: Machine,
  closure: Closure,
  given: readonly Given[],
  { frame, self, isNew = false }: At,
): boolean {
  if (isInteresting(machine, self ?? closure.self)) return true;
  if (given.some(({ value }) => isInteresting(machine, value))) return true;
  if (!machine.hasTime) return false;
  return (
    isNew ||
    takesReferences(closure.form) ||
    isLocal(closure, frame) ||
    given.some(({ value }) => value.closure !== undefined && isLocal(value.closure, frame)) ||
    closure.form.name === '__init__' ||
    closure.form.name === 'constructor'
  );
}

/** The object is one of a store that is gone by then; its class stays known. */
function withoutObject(machine: Machine, value: Value): Value {
  if (value.object === undefined) return value;
  const held = machine.store.object(value.object);
  const type = held?.class === undefined ? value.type : `${held.class.form.name}#`;
  return { ...value, object: undefined, type };
}

/** Runs a function as the outside would: nothing is known but what its declaration says, and who was given it. */
export function enter(machine: Machine, closure: Closure, frame: Frame, self: Value | undefined): void {
  const at = { place: placeOf(frame, closure.form), frame, self };
  run(machine, closure, { given: machine.handed.get(closure.form) ?? [], at, isEntry: true });
}

interface Run {
  readonly given: readonly Given[];
  readonly at: At;
  readonly isEntry: boolean;
}

function run(machine: Machine, { form, scope, self }: Closure, { given, at, isEntry }: Run): Value {
  const own = at.self ?? self;
  const entered = isEntry ? undefined : { place: at.place, given };
  const frame = frameOfCall(machine, { form, scope, self: own }, at.frame, entered);
  const end = machine.onFork(() => {
    bind(machine, frame, form, { given, at, self: own });
    machine.execute(form.body, frame);
  });
  const ends = [...frame.returns.map(({ store }) => store), end];
  const isAlive = ends.some(({ dead }) => !dead);
  if (isAlive) machine.store.join(ends);
  else if (!isEntry) machine.store.dead = true;
  if (!isEntry && isAlive) giveBack(machine, frame, form, { given, to: at.frame });
  if (!at.isGuess) machine.ran(form, frame, isAlive ? machine.store : end);
  const values = frame.returns.map((one) => one.value);
  const isOwnAlone = values.length > 0 && values.every((one) => one === ofRunning);
  const value = isOwnAlone ? handedOn(machine, given) : machine.store.merge(values);
  return addTrail(value, at.place, form.name === '' ? 'returned' : `returned from ${form.name}`);
}

function isRunning(form: FunctionForm, frame: Frame): boolean {
  for (let one: Frame | undefined = frame; one !== undefined; one = one.caller)
    if (one.form === form) return true;
  return false;
}

function handedOn(machine: Machine, given: readonly Given[]): Value {
  return taintedValue(
    given.reduce((taints, { value }) => mergeTaints(taints, deepTaints(machine, value)), clean),
  );
}

function bind(
  machine: Machine,
  frame: Frame,
  form: FunctionForm,
  { given, at, self }: { given: readonly Given[]; at: At; self: Value | undefined },
): void {
  const [first, ...rest] = form.parameters;
  const explicit = form.takesSelf && first !== undefined;
  // What a framework's class has, such as `self.request`, is known by this name alone.
  if (explicit)
    machine.store.set(nameIn(frame, first.name), {
      taints: clean,
      ...self,
      path: self?.path ?? 'self',
    });
  const parameters = explicit ? rest : form.parameters;
  for (const [index, parameter] of parameters.entries()) {
    const passed =
      passedTo(machine, parameter, index, given, parameters) ??
      (at.isWhole ? ownDefault(parameter, given) : undefined);
    if (passed === undefined && parameter.mayMeanElse) continue;
    const value = boundTo(machine, passed, { frame, form, given, at, parameters, parameter, index });
    const typed = parameter.type === undefined ? value : withType(value, parameter.type);
    machine.store.set(nameIn(frame, parameter.name), typed);
    if (parameter.target !== undefined) assign(machine, parameter.target, typed, frame);
  }
}

interface Bound {
  readonly frame: Frame;
  readonly form: FunctionForm;
  readonly given: readonly Given[];
  readonly at: At;
  readonly parameters: readonly Parameter[];
  readonly parameter: Parameter;
  readonly index: number;
}

function boundTo(machine: Machine, passed: Value | undefined, to: Bound): Value {
  const { frame, form, given, at, parameters, parameter, index } = to;
  const declared =
    passed === undefined || given[index]?.unlessDeclared
      ? fromOutside(machine, parameter, index, frame, parameters)
      : undefined;
  const note = () => `passed to ${form.name || 'a function'} as ${parameter.name}`;
  return chosen(passed, declared, note, at.place);
}

/** What is passed, unless the declaration says more. */
function chosen(
  passed: Value | undefined,
  declared: Value | undefined,
  note: () => string,
  place: Place,
): Value {
  // What a schema has limited is what is meant by the name.
  const isNamed = declared?.path !== undefined && passed?.limit === undefined;
  const saysMore = declared !== undefined && (isNamed || declared.taints.length > 0);
  return passed === undefined || saysMore ? (declared ?? unknown) : addTrail(passed, place, note());
}

/** A new object: its fields as they are declared, then what its constructor does. */
export function create(
  machine: Machine,
  { form, scope }: ClassValue,
  given: readonly Given[],
  at: Pick<At, 'place' | 'frame'>,
): Value {
  const id = machine.newId();
  machine.store.setObject(id, newObject('instance', { class: { form, scope } }));
  const self: Value = { taints: clean, object: id, type: `${form.name}#` };
  const own = { ...classScope(scope, form), self };
  const inner: Frame = { ...at.frame, ...own, depth: at.frame.depth + 1 };
  if (at.frame.depth < deepest) setFields(machine, { form, scope }, inner, id);
  const made = constructorOf(machine, form, scope);
  const [later, first] = [given.filter(({ sets }) => sets), given.filter(({ sets }) => !sets)];
  if (made !== undefined) invoke(machine, { form: made, scope: own }, first, { ...at, self });
  else if (first.length > 0) keepGiven(machine, id, first);
  if (later.length > 0) keepGiven(machine, id, later);
  return self;
}

/** Those of the class, after those that it inherits. */
function setFields(machine: Machine, { form, scope }: ClassValue, frame: Frame, id: number, depth = 0): void {
  for (const parent of depth > 3 ? [] : basesOf(machine, { form, scope }))
    setFields(machine, parent, { ...frame, ...classScope(parent.scope, parent.form) }, id, depth + 1);
  for (const { name, type, value, isStatic } of form.fields) {
    // They are the class's: one may hold an object of it.
    if (isStatic) continue;
    const start = value === undefined ? unknown : machine.evaluate(value, frame);
    const held = machine.store.object(id);
    const known = type === undefined ? start : withType(start, type);
    if (held !== undefined) machine.store.setObject(id, withEntry(held, name, known));
  }
}

function constructorOf(machine: Machine, form: ClassForm, scope: Scope, depth = 0): FunctionForm | undefined {
  if (form.constructorForm !== undefined || depth > 4) return form.constructorForm;
  for (const base of form.bases) {
    const parent = machine.names.classNamed(base, scope.module.file);
    const found =
      parent && parent.form !== form && constructorOf(machine, parent.form, parent.scope, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** A class whose constructor is not written out, such as a record or a data class. */
function keepGiven(machine: Machine, id: number, given: readonly Given[]): void {
  let held = machine.store.object(id);
  for (const { name, value } of given)
    if (held !== undefined) {
      const taints = deepTaints(machine, value);
      held = name === undefined ? withAnywhere(held, taintedValue(taints)) : withEntry(held, name, value);
    }
  if (held !== undefined) machine.store.setObject(id, held);
}
