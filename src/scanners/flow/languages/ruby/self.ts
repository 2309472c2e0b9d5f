import type { Expression } from '../../form/form.ts';
import type { SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { isView } from './is-view.ts';

/** In a template: the object whose variables it sees. */
export const pageName = ' page';

/** The object that `@name` is of: of a view the one that renders it. */
export function selfOf(node: SyntaxNode, { file }: Lowering): Expression {
  return isView(file) ? { kind: 'name', name: pageName, ...spanOf(node) } : { kind: 'self', ...spanOf(node) };
}

/** What a call without an object is called on. */
export const impliedSelf = (node: SyntaxNode): Expression => ({
  kind: 'self',
  implied: true,
  start: node.start,
  end: node.start,
});
