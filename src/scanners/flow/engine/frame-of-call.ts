import type { Frame } from './frame.ts';
import type { Machine } from './machine.ts';
import type { Closure } from './value.ts';

/** A run of a function that `caller` calls, before its parameters are bound. Throws ComesToChange. */
export function frameOfCall(
  machine: Machine,
  { form, scope, self }: Closure,
  caller: Frame,
  entered?: Frame['entered'],
): Frame {
  machine.reach?.runs(scope.module.file, form);
  return {
    id: machine.newId(),
    locals: form.locals,
    outer: scope,
    module: scope.module,
    isClosed: form.isClosed,
    form,
    self: form.isStatic ? undefined : self,
    caller,
    entered,
    depth: caller.depth + 1,
    base: machine.store,
    returns: [],
    loops: [],
    testing: new Set(),
  };
}
