import type { Expression } from '../form/form.ts';
import { fieldOf, type SyntaxNode } from '../syntax/syntax-node.ts';
import { type Lowering, spanOf } from './lowering.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

export const constant =
  (value: boolean | null): Handler =>
  (node) => ({ kind: 'constant', value, ...spanOf(node) });

export const name: Handler = (node, lowering) => ({
  kind: 'name',
  name: lowering.textOf(node),
  ...spanOf(node),
});

export const choice: Handler = (node, lowering) => ({
  kind: 'choice',
  test: lowering.expression(fieldOf(node, 'condition')),
  yes: lowering.expression(fieldOf(node, 'consequence')),
  no: lowering.expression(fieldOf(node, 'alternative')),
  ...spanOf(node),
});

/** Expressions that most grammars name alike and give the same parts. */
export const sharedExpressions: Readonly<Record<string, Handler>> = {
  this: (node) => ({ kind: 'self', ...spanOf(node) }),
  super: (node) => ({ kind: 'self', ...spanOf(node) }),
  true: constant(true),
  false: constant(false),
  binary_expression: (node, lowering) => ({
    kind: 'binary',
    operator: fieldOf(node, 'operator')?.type ?? '',
    left: lowering.expression(fieldOf(node, 'left')),
    right: lowering.expression(fieldOf(node, 'right')),
    ...spanOf(node),
  }),
  ternary_expression: choice,
};
