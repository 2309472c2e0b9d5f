import type { ClassForm, Expression } from '../form/form.ts';
import type { Frame } from './frame.ts';
import type { Machine } from './machine.ts';
import { fieldOf, readMember } from './members.ts';
import { clean, type Scope, unknown, type Value } from './value.ts';

type Name = Extract<Expression, { kind: 'name' }>;

/** What a name means where it stands: a variable, a field, something of another file, or a library's by its name. */
export function lookUp(machine: Machine, expression: Name, frame: Frame): Value {
  const { name, otherwise } = expression;
  for (let scope: Scope | undefined = frame; scope !== undefined; scope = scope.outer) {
    const value = scope.locals.has(name) ? variableIn(machine, scope, name, frame) : undefined;
    if (value !== undefined) return resolved(machine, value, frame);
    const inner = scope.class?.classes.find((one) => one.name === name);
    if (inner !== undefined) return { taints: clean, class: { form: inner, scope } };
    if (scope.class !== undefined && hasMember(machine, scope, scope.class, name))
      return readMember(machine, objectOf(scope, frame), name, { expression, frame });
  }
  if (otherwise !== undefined) return machine.evaluate(otherwise, frame);
  // `require:` is put before modules that are asked for by name, so that no variable is taken for one.
  const path = name.startsWith('require:') ? name.slice('require:'.length) : name;
  return machine.names.resolve(path, frame.module.file) ?? { taints: clean, path };
}

/** Undefined where what is around the scope may have the name. */
function variableIn(machine: Machine, scope: Scope, name: string, from: Frame): Value | undefined {
  const isOwn = scope.isClosed && name.startsWith('$');
  const value = machine.store.get(nameIn(scope, name)) ?? (isOwn ? unknown : undefined);
  // What starts as nothing around a function is set by another one before it is used: `pool = None`.
  return scope !== from && value?.constant === null ? unknown : value;
}

export function nameIn({ id }: Scope, name: string): string {
  return `${id}:${name}`;
}

/** The object whose fields code sees by their names alone: that of the method around it, if it is of the class. */
export function objectOf(of: Scope, from: Scope): Value {
  let self: Value | undefined;
  for (let scope: Scope | undefined = from; scope !== undefined && scope !== of; scope = scope.outer)
    self = scope.class === undefined ? (scope.self ?? self) : undefined;
  return of.self ?? self ?? selfOf(of);
}

/** Python says `self.` for them and PHP `$this->`; Java and C# leave it out. */
export function hasMember(machine: Machine, scope: Scope, form: ClassForm, name: string): boolean {
  if (form.explicit || form.methods.has('__init__')) return false;
  if (form.methods.get(name)?.isGetter) return true;
  return fieldOf(machine, { form, scope }, name) !== undefined;
}

export function selfOf(frame: Scope): Value {
  for (let scope: Scope | undefined = frame; scope !== undefined; scope = scope.outer)
    if (scope.self !== undefined) return scope.self;
    else if (scope.class !== undefined && scope.outer !== undefined)
      return { taints: clean, class: { form: scope.class, scope: scope.outer } };
  return { taints: clean, path: 'this' };
}

/** What another file holds under the path that a value has. */
function resolved(machine: Machine, value: Value, frame: Frame): Value {
  const { path, taints, object, closure, class: known } = value;
  if (path === undefined || taints.length > 0 || (object ?? closure ?? known) !== undefined) return value;
  return machine.names.resolve(path, frame.module.file) ?? value;
}
