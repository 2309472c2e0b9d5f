import type { FunctionForm, Parameter } from '../form/form.ts';
import { simpleType } from './declared-type.ts';
import type { Given } from './machine.ts';
import type { Value } from './value.ts';

/** Of the methods of one name the one that takes these arguments. */
export function overloadFor(form: FunctionForm, given: readonly Given[]): FunctionForm {
  if (form.others === undefined || form.others.length === 0 || accepts(form, given)) return form;
  return form.others.find((other) => accepts(other, given)) ?? form;
}

/** False where arguments decide which method is meant, and it can be none of these. */
export function mayAccept(form: FunctionForm, given: readonly Given[]): boolean {
  if (form.others === undefined) return true;
  return accepts(form, given) || form.others.some((other) => accepts(other, given));
}

function accepts({ parameters }: FunctionForm, given: readonly Given[]): boolean {
  const positional = given.filter(({ name }) => name === undefined);
  const named = given.filter(({ name }) => name !== undefined);
  const hasRest = parameters.some(({ rest }) => rest);
  if (given.length > parameters.length && !hasRest) return false;
  if (!named.every(({ name }) => parameters.some((one) => one.name === name))) return false;
  const required = parameters.filter(({ default: start, rest }) => start === undefined && !rest);
  if (given.length < required.length) return false;
  return positional.every(({ value }, index) => fits(value, parameters[index]));
}

/** Texts, numbers and objects are told apart; of most values it is not known what they are. */
function fits({ constant, type }: Value, parameter: Parameter | undefined): boolean {
  if (parameter?.type === undefined || parameter.rest) return true;
  const wanted = simpleType(parameter.type);
  if (typeof constant === 'string') return wanted !== 'int' && wanted !== 'bool';
  if (typeof constant === 'number' || typeof constant === 'boolean') return wanted !== 'string';
  const known = type?.replace(/#$/, '');
  if (known === undefined || known === wanted || known === 'Object' || known === 'object') return true;
  return (
    wanted !== 'string' &&
    wanted !== 'int' &&
    (known !== 'string' || wanted.length === 1 || wanted === 'object')
  );
}
