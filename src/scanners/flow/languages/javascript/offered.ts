import type { Expression } from '../../form/form.ts';

type Form = Extract<Expression, { readonly kind: 'function' }>['form'];

/** A function, or all of a map, that whoever is outside can call: the mark says by what. */
export function offered(value: Expression, mark: string): Expression {
  if (value.kind !== 'map') return marked(value, mark);
  return {
    ...value,
    entries: value.entries.map((entry) => ({ ...entry, value: marked(entry.value, mark) })),
  };
}

const marked = (value: Expression, mark: string): Expression =>
  value.kind === 'function' ? { ...value, form: withMark(value.form, mark) } : value;

export const withMark = (form: Form, mark: string): Form => ({
  ...form,
  annotations: [...form.annotations, mark],
});

/** Of a schema of GraphQL: https://the-guild.dev/graphql/tools/docs/resolvers */
export const resolvers = new Set(['Query', 'Mutation', 'Subscription']);
