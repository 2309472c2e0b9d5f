import type { FunctionForm, ModuleForm } from './form/form.ts';
import { isFunctionForm } from './form/functions-in.ts';
import { isStackOverflow } from './stack-overflow.ts';

/**
 * Where the functions of a file start that do something else than in another version of it. Undefined where more than
 * that differs, what the file has for others, or what functions take and give back, or it is too deep to tell.
 */
export function alteredFunctions(own: ModuleForm, other: ModuleForm): readonly number[] | undefined {
  const comparison = new Comparison();
  try {
    return comparison.isSame(own, other) ? comparison.starts : undefined;
  } catch (error) {
    if (isStackOverflow(error)) return undefined;
    throw error;
  }
}

class Comparison {
  readonly starts: number[] = [];

  isSame(one: unknown, other: unknown): boolean {
    if (one === other) return true;
    if (!isObject(one) || !isObject(other)) return false;
    const [list, others] = [itemsOf(one), itemsOf(other)];
    if (list !== undefined || others !== undefined) return this.#areSame(list ?? [], others ?? [undefined]);
    // Of anything else it is not known what makes it the same.
    if (!isPlain(one) || !isPlain(other)) return false;
    return isFunctionForm(one) && isFunctionForm(other)
      ? this.#isSameToOthers(one, other)
      : this.#areSame(fieldsOf(one), fieldsOf(other));
  }

  #areSame(list: readonly unknown[], others: readonly unknown[]): boolean {
    return list.length === others.length && list.every((item, index) => this.isSame(item, others[index]));
  }

  #isSameToOthers(
    { body, locals, ...one }: FunctionForm,
    { body: otherBody, locals: otherLocals, ...other }: FunctionForm,
  ): boolean {
    // One without a body is only declared.
    if ((body.length === 0) !== (otherBody.length === 0)) return false;
    if (!this.#areSame(fieldsOf(one), fieldsOf(other))) return false;
    if (!this.isSame(body, otherBody) || !this.isSame(locals, otherLocals)) this.starts.push(one.start);
    return true;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isPlain = (value: object) => Object.getPrototypeOf(value) === Object.prototype;

function itemsOf(value: object): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof Set) return ['set', ...[...value].sort()];
  return value instanceof Map ? ['map', ...value] : undefined;
}

/** But where it stands: a line more above it alters nothing. */
function fieldsOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value)
    .filter(([name, field]) => name !== 'start' && name !== 'end' && field !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}
