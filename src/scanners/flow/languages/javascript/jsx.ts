import type { Expression } from '../../form/form.ts';
import { namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';

/** An element of JSX: what stands in it is escaped, but for the one attribute that says it is not. */
export function element(node: SyntaxNode, lowering: Lowering): Expression {
  return { kind: 'list', items: partsOf(node, lowering).map((value) => ({ value })), ...spanOf(node) };
}

function partsOf(node: SyntaxNode, lowering: Lowering): readonly Expression[] {
  return namedOf(node).flatMap((child): readonly Expression[] => {
    if (child.type === 'jsx_opening_element') return partsOf(child, lowering);
    if (child.type === 'jsx_attribute') return [attribute(child, lowering)];
    return child.type.startsWith('jsx_') && child.type !== 'jsx_text' ? [lowering.expression(child)] : [];
  });
}

function attribute(node: SyntaxNode, lowering: Lowering): Expression {
  const [name, value] = namedOf(node);
  const given = lowering.expression(value);
  if (name === undefined || lowering.textOf(name) !== 'dangerouslySetInnerHTML') return given;
  const html: Expression = { kind: 'member', object: given, name: '__html', ...spanOf(node) };
  const object: Expression = { kind: 'name', name: 'document', ...spanOf(node) };
  return {
    kind: 'assign',
    target: { kind: 'member', object, name: 'innerHTML', ...spanOf(node) },
    value: html,
    ...spanOf(node),
  };
}
