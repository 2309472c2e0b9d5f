import type { FunctionForm } from '../form/form.ts';
import { deepTaints } from './deep-taints.ts';
import type { Given, Machine } from './machine.ts';
import type { Closure, Value } from './value.ts';

/**
 * By which a call of a function is known again that is given the same data from outside; undefined where more may come
 * of it than what it gives back: changes of an object, of what it is given, or of names around it.
 */
export function sameCall(
  machine: Machine,
  { form, scope }: Closure,
  given: readonly Given[],
  self: Value | undefined,
): string | undefined {
  if (self?.object !== undefined || scope.outer !== undefined || !isAlone(form)) return undefined;
  const parts = given.map(({ name = '', spread = false, value }) =>
    value.closure === undefined && value.limit === undefined
      ? `${name}${spread}${said(machine, value)}`
      : undefined,
  );
  return parts.includes(undefined) ? undefined : [scope.module.file, form.start, ...parts].join('\n');
}

const isAlone = ({ isClosed = false, parameters }: FunctionForm) =>
  isClosed && parameters.every(({ byReference }) => !byReference);

function said(machine: Machine, value: Value): string {
  const sources = deepTaints(machine, value).map(
    ({ source, clean }) => `${source.file} ${source.start} ${clean}`,
  );
  return `${String(value.constant ?? '')} ${value.type ?? value.path ?? ''} ${sources.sort().join(' ')}`;
}
