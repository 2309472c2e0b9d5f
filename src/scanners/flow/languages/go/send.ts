import type { Expression, Statement } from '../../form/form.ts';
import { fieldOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { assigning, targetOf } from './targets.ts';

/** A channel is what is sent to it, for it goes by what is received from it. */
export function send(node: SyntaxNode, lowering: Lowering): readonly Statement[] {
  const [channel, value] = [fieldOf(node, 'channel'), lowering.expression(fieldOf(node, 'value'))];
  const span = spanOf(node);
  const before = lowering.expression(channel);
  const test: Expression = { kind: 'other', parts: [], ...span };
  return [
    assigning(
      targetOf(channel, lowering, false),
      { kind: 'choice', test, yes: value, no: before, ...span },
      span,
    ),
  ];
}
