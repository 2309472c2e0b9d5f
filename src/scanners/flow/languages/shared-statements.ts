import type { Statement } from '../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../syntax/syntax-node.ts';
import { type Lowering, spanOf } from './lowering.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => readonly Statement[];

/** Statements that most grammars name alike and give the same parts. */
export const sharedStatements: Readonly<Record<string, Handler>> = {
  expression_statement: (node, lowering) => [
    { kind: 'expression', value: lowering.expression(namedOf(node)[0]), ...spanOf(node) },
  ],
  if_statement: (node, lowering) => [
    {
      kind: 'if',
      test: lowering.expression(fieldOf(node, 'condition')),
      yes: lowering.statement(fieldOf(node, 'consequence')),
      no: lowering.statement(fieldOf(node, 'alternative')),
      ...spanOf(node),
    },
  ],
  while_statement: (node, lowering) => [
    {
      kind: 'loop',
      test: lowering.expression(fieldOf(node, 'condition')),
      body: lowering.statement(fieldOf(node, 'body')),
      ...spanOf(node),
    },
  ],
  do_statement: (node, lowering) => [
    {
      kind: 'loop',
      test: lowering.expression(fieldOf(node, 'condition')),
      body: lowering.statement(fieldOf(node, 'body')),
      atLeastOnce: true,
      ...spanOf(node),
    },
  ],
  return_statement: (node, lowering) => {
    const value = namedOf(node)[0];
    return [{ kind: 'return', value: value && lowering.expression(value), ...spanOf(node) }];
  },
  throw_statement: (node, lowering) => [
    { kind: 'throw', value: lowering.expression(namedOf(node)[0]), ...spanOf(node) },
  ],
  break_statement: (node) => [{ kind: 'break', ...spanOf(node) }],
  continue_statement: (node) => [{ kind: 'continue', ...spanOf(node) }],
};
