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

const texts = /^string$/i;
const numbers = /^(?:u?(?:int|long|short)|s?byte|float|double|decimal|Integer|Long|Short|Byte|Float|Double)$/;
const truths = /^bool(?:ean)?$/i;
/** What a text is, too. */
const wider = /^(?:object|CharSequence|Comparable|Serializable|IEnumerable|.)$/i;

/** Texts, numbers and objects are told apart; of most values it is not known what they are. */
function fits({ constant, type }: Value, parameter: Parameter | undefined): boolean {
  if (parameter?.type === undefined || parameter.rest) return true;
  const wanted = simpleType(parameter.type);
  const isSimple = numbers.test(wanted) || truths.test(wanted);
  if (typeof constant === 'string') return !isSimple;
  if (typeof constant === 'number' || typeof constant === 'boolean') return !texts.test(wanted);
  const known = type?.replace(/#$/, '');
  if (known === undefined || known === wanted || /^object$/i.test(known)) return true;
  if (texts.test(wanted) || isSimple) return false;
  return !texts.test(known) || wider.test(wanted);
}
