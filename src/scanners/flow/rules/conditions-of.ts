import { fieldsOf, listOf, textOf } from '../../json-fields.ts';
import type { ArgumentName, Condition } from './flow-rule.ts';

export type Fields = ReturnType<typeof fieldsOf>;

/** What has to be so besides, by `where` of an item of the rules. */
export function conditionsOf(fields: Fields): readonly Condition[] {
  return listOf(fields?.['where']).map((item) => {
    const condition = fieldsOf(item);
    const argument = condition?.['argument'];
    const expression = (name: string) => {
      const found = textOf(condition?.[name]);
      return found === undefined ? undefined : new RegExp(found, 'is');
    };
    const is = condition?.['is'];
    return {
      argument: isArgumentName(argument) ? argument : undefined,
      entry: textOf(condition?.['entry']),
      is: is === undefined ? undefined : listOf(is).filter(isConstant),
      notConstant: expression('not-constant'),
      shape: expression('shape'),
      notShape: expression('not-shape'),
      absent: condition?.['absent'] === true ? true : undefined,
      marked: textOf(condition?.['marked']),
      unmarked: textOf(condition?.['unmarked']),
      tainted: typeof condition?.['tainted'] === 'boolean' ? condition['tainted'] : undefined,
    };
  });
}

export const isArgumentName = (value: unknown): value is ArgumentName =>
  typeof value === 'number' || typeof value === 'string';

const isConstant = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

export function texts(fields: Fields, name: string): readonly string[] {
  return listOf(fields?.[name]).filter((item) => typeof item === 'string');
}

export function text(fields: Fields, name: string): string {
  const found = textOf(fields?.[name]);
  if (found === undefined) throw new TypeError(`a flow rule has no text under ${name}`);
  return found;
}
