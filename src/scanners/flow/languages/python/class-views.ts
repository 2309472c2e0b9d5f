import type { Expression, FunctionForm, Statement } from '../../form/form.ts';

/** Stands, called, where a class of Django fills in its template: with its name and the values. */
const fillsIn = '__fill_view';

/**
 * `get_context_data` of a class with a `template_name`: what it gives back is what the template sees.
 * https://docs.djangoproject.com/en/stable/ref/class-based-views/mixins-simple/#contextmixin
 */
export function asClassView(form: FunctionForm, template: string): FunctionForm {
  return { ...form, body: withBase(form.body).flatMap((statement) => withFill(statement, template)) };
}

function withFill(statement: Statement, template: string): readonly Statement[] {
  if (statement.kind === 'if') {
    const [yes, no] = [statement.yes, statement.no].map((part) =>
      part.flatMap((one) => withFill(one, template)),
    );
    return [{ ...statement, yes: yes ?? [], no: no ?? [] }];
  }
  if (statement.kind !== 'return' || statement.value === undefined) return [statement];
  const { value, start, end } = statement;
  const name: Expression = { kind: 'constant', value: template, start, end };
  const callee: Expression = { kind: 'name', name: fillsIn, start, end };
  const call: Expression = { kind: 'call', callee, args: [{ value: name }, { value }], start, end };
  return [{ kind: 'expression', value: call, start, end }, statement];
}

const generic =
  /^(?:\w+\.)*(?:Template|List|Detail|Form|Create|Update|Delete|Archive|View)View$|^(?:\w+\.)*ContextMixin$/;

/** What its base gives it comes from the framework, and from nowhere in the scanned code. */
export const isGeneric = (bases: readonly string[]) =>
  bases.length > 0 && bases.every((base) => generic.test(base));

/** `super().get_context_data(**kwargs)` of such a class: what it is given by name, as a map. */
function ofBase(value: Expression): Expression {
  if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.name !== 'get_context_data')
    return value;
  const { start, end } = value;
  const entries = value.args.flatMap(({ name, value: given }) =>
    name === undefined ? [] : [{ key: { kind: 'constant', value: name, start, end } as const, value: given }],
  );
  return { kind: 'map', entries, start, end };
}

/** The same code, with what its base gives it as such a map. */
function withBase(body: readonly Statement[]): readonly Statement[] {
  return body.map((statement) => {
    if (statement.kind === 'expression' && statement.value.kind === 'assign')
      return { ...statement, value: { ...statement.value, value: ofBase(statement.value.value) } };
    if (statement.kind === 'return' && statement.value !== undefined)
      return { ...statement, value: ofBase(statement.value) };
    return statement;
  });
}
