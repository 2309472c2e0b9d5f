import type { Target } from '../../form/form.ts';
import { namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { named } from './names.ts';

/** What is assigned to, and not declared by it. */
export function targetOf(node: SyntaxNode | undefined, lowering: Lowering): Target {
  if (node === undefined) return { kind: 'nothing', start: 0, end: 0 };
  const span = spanOf(node);
  const [object, last] = namedOf(node);
  switch (node.type) {
    case 'identifier': {
      const found = named(lowering.textOf(node), lowering, span);
      return found.kind === 'name' || found.kind === 'member' ? found : { kind: 'nothing', ...span };
    }
    case 'navigation_expression':
      return {
        kind: 'member',
        object: lowering.expression(object),
        name: last === undefined ? '' : lowering.textOf(last),
        ...span,
      };
    case 'index_expression':
      return {
        kind: 'element',
        object: lowering.expression(object),
        key: lowering.expression(last),
        ...span,
      };
    case 'parenthesized_expression':
      return targetOf(object, lowering);
    default:
      return { kind: 'nothing', ...span };
  }
}
