import type { Argument, Expression } from '../../form/form.ts';
import { namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';

export function argumentsOf(node: SyntaxNode | undefined, lowering: Lowering): readonly Argument[] {
  return namedOf(node).map((one) =>
    one.type === 'variadic_argument'
      ? { value: lowering.expression(namedOf(one)[0]), spread: true }
      : { value: lowering.expression(one) },
  );
}

export function typed(node: SyntaxNode, value: Expression, type: string | undefined): Expression {
  return type === undefined ? value : { kind: 'typed', value, type, ...spanOf(node) };
}
