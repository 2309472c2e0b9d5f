import type { Expression, Statement } from '../../form/form.ts';
import { offered, withMark } from './offered.ts';

/** https://react.dev/reference/rsc/use-server, before anything but comments */
const offersAll = /^(?:\s|\/\/[^\n]*\n|\/\*[^*]*\*+(?:[^*/][^*]*\*+)*\/)*['"]use server['"]/;
/** Of SvelteKit: https://svelte.dev/docs/kit/form-actions */
const formActions = 'actions';

/** Functions that whoever sees the page can call are marked, in a file that exports them for it. */
export function withServerActions(text: string, body: readonly Statement[]): readonly Statement[] {
  const isOffering = offersAll.test(text);
  const names = new Set(body.flatMap(exportedBy).filter((name) => isOffering || name === formActions));
  return names.size === 0 ? body : body.map((statement) => marked(statement, names));
}

function exportedBy(statement: Statement): readonly string[] {
  const made = assignedBy(statement);
  if (made?.target.kind !== 'member' || made.value.kind !== 'name') return [];
  const { object } = made.target;
  return object.kind === 'name' && object.name === 'exports' ? [made.value.name] : [];
}

function assignedBy(statement: Statement): Extract<Expression, { kind: 'assign' }> | undefined {
  return statement.kind === 'expression' && statement.value.kind === 'assign' ? statement.value : undefined;
}

function marked(statement: Statement, names: ReadonlySet<string>): Statement {
  if (statement.kind === 'function')
    return names.has(statement.form.name)
      ? { ...statement, form: withMark(statement.form, 'use server') }
      : statement;
  const made = assignedBy(statement);
  if (statement.kind !== 'expression' || made?.target.kind !== 'name' || !names.has(made.target.name))
    return statement;
  const mark = made.target.name === formActions ? 'form action' : 'use server';
  return { ...statement, value: { ...made, value: offered(withoutType(made.value), mark) } };
}

const withoutType = (value: Expression): Expression => (value.kind === 'typed' ? value.value : value);
