import { fieldsOf, listOf, textOf } from '../json-fields.ts';
import { decodeTable, type RequirementTable } from './requirement-table.ts';

/** A rule for ast-grep. */
export interface KnownRule {
  /** Its file, from its folder of rules. */
  readonly file: string;
  /** Files of the utilities that it uses, also those that these use, from `utils/`. */
  readonly utilities: readonly string[];
}

/** The rules of a folder of `rules/`, and what a file must hold for each of them to match in it. */
export interface RuleFolder {
  readonly rules: readonly KnownRule[];
  /** Its answers are in the order of `rules`. */
  readonly table: RequirementTable;
}

/** Undefined where the value is no such set. */
export function decodeRuleFolder(value: unknown): RuleFolder | undefined {
  const fields = fieldsOf(value);
  const table = decodeTable(fields?.['table']);
  const rules = listOf(fields?.['rules']).map(decodeRule);
  const known = rules.filter((rule) => rule !== undefined);
  return table === undefined ||
    known.length < rules.length ||
    table.answers.length !== rules.length ||
    known.length === 0
    ? undefined
    : { rules: known, table };
}

function decodeRule(value: unknown): KnownRule | undefined {
  const fields = fieldsOf(value);
  const file = textOf(fields?.['file']);
  const utilities = listOf(fields?.['utilities']).filter((name) => typeof name === 'string');
  return file === undefined || utilities.length < listOf(fields?.['utilities']).length
    ? undefined
    : { file, utilities };
}
