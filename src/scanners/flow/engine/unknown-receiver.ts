import type { ClassForm } from '../form/form.ts';
import { deepTaints } from './deep-taints.ts';
import type { Frame } from './frame.ts';
import { handlersOf } from './handlers.ts';
import type { Call, Machine, Names } from './machine.ts';
import { classScope } from './members.ts';
import { mayAccept } from './overloads.ts';
import {
  type ClassValue,
  type Closure,
  clean,
  mergeTaints,
  type Scope,
  taintedValue,
  type Value,
} from './value.ts';

const className = /^(?:\w+\.)*[A-Z]\w*$/;

/** A method of the scanned files where only its name is known, or the name of its interface. */
export function ofUnknownReceiver(machine: Machine, made: Call): Value | undefined {
  const { receiver, given, place, frame } = made;
  if (receiver === undefined || receiver.taints.length > 0 || !machine.hasTime || made.ofClass)
    return undefined;
  if (!given.some(({ value }) => deepTaints(machine, value).length > 0)) return undefined;
  const type = receiver.type?.replace(/#$/, '');
  // Where types are declared everywhere, what has only a path comes from a library.
  if (type === undefined && receiver.path !== undefined && machine.model.language === 'go') return undefined;
  const { declared, all } = classesNamed(machine, type, frame);
  const named = methodsOf(all, made);
  // `Paths.get(…)` is not what some class of the scanned code calls `get`.
  const isLibrary = (type !== undefined && declared === undefined) || className.test(receiver.path ?? '');
  const handlers = named.length > 0 ? named : handlersOf(machine, made);
  const found = handlers.length > 0 || isLibrary ? handlers : byName(machine, made, declared);
  if (found.length === 0 || named.length > mostMethods) return undefined;
  const isGuess = handlers.length === 0;
  const results = found.map((closure) =>
    machine.invoke(closure, given, { place, frame, self: closure.self ?? receiver, isGuess }),
  );
  return taintedValue(results.reduce((taints, value) => mergeTaints(taints, value.taints), clean));
}

/** The class of a type, and with it those below it. */
function classesNamed(machine: Machine, type: string | undefined, { module }: Frame) {
  if (type === undefined) return { declared: undefined, all: [] };
  const declared = machine.names.classNamed(type, module.file);
  return {
    declared,
    all: [...(declared === undefined ? [] : [declared]), ...machine.names.subclassesOf(type)],
  };
}

function methodsOf(owners: readonly ClassValue[], { name, given }: Call): readonly Closure[] {
  return owners.flatMap((owner) => {
    const form = owner.form.methods.get(name);
    return form === undefined || form.body.length === 0 || !mayAccept(form, given)
      ? []
      : [{ form, scope: classScope(owner.scope, owner.form) }];
  });
}

/** More methods or stored functions than these, and what a name means is a guess. */
const mostMethods = 4;
const mostStored = 12;

function byName(machine: Machine, made: Call, declared: ClassValue | undefined): readonly Closure[] {
  const { name, given } = made;
  const accepting = (closures: readonly Closure[]) => closures.filter(({ form }) => mayAccept(form, given));
  const { asks = [] } = declared?.form ?? {};
  const asked = asks.includes(name) ? machine.names.methodsAsked(asks, name) : [];
  const owned = (asked.length > 0 ? asked : machine.names.methodsNamed(name)).filter((one) =>
    mayBeMeant(machine, made, one),
  );
  const methods = accepting(owned.map(ofOwner));
  if (methods.length > 0) return methods.length > mostMethods ? [] : methods;
  // A field of a type of the scanned code: what is called is one of the functions that are stored there.
  const stored = declared === undefined ? [] : accepting(machine.names.storedAs(name));
  return stored.length > mostStored ? [] : stored;
}

/**
 * Whether the method can be called so, in Java and C#: without a class before it a static one is not, and what a class
 * calls without an object is its own, or of a class below it.
 */
function mayBeMeant(
  { names }: Machine,
  { receiverExpression, frame }: Call,
  { closure, owner }: ReturnType<Names['methodsNamed']>[number],
): boolean {
  if (!/\.(?:java|cs)$/.test(frame.module.file)) return true;
  if (closure.form.isStatic) return false;
  const own = receiverExpression?.kind === 'self' ? classAround(frame) : undefined;
  if (own === undefined || own.name === owner.name) return true;
  return names.subclassesOf(own.name).some(({ form }) => form === owner);
}

function classAround(frame: Scope): ClassForm | undefined {
  for (let scope: Scope | undefined = frame; scope !== undefined; scope = scope.outer)
    if (scope.class !== undefined) return scope.class;
  return undefined;
}

/** Where a method's object is a parameter of a type, it is that of its own class, not of the interface. */
function ofOwner({ closure, owner }: ReturnType<Names['methodsNamed']>[number]): Closure {
  const isTyped = closure.form.takesSelf && closure.form.parameters[0]?.type !== undefined;
  return isTyped ? { ...closure, self: { taints: clean, type: `${owner.name}#` } } : closure;
}
