import type { Expression, Target } from '../../form/form.ts';
import { fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { typeText } from './types.ts';

/** What is assigned to: a variable, a member, an element, or several of them. */
export function targetOf(node: SyntaxNode | undefined, lowering: Lowering): Target {
  if (node === undefined) return { kind: 'nothing', start: 0, end: 0 };
  const span = spanOf(node);
  switch (node.type) {
    case 'declaration_expression':
      return declared(fieldOf(node, 'name'), fieldOf(node, 'type'), lowering);
    case 'tuple_pattern':
      return {
        kind: 'items',
        items: fieldsOf(node, 'name').map((name) => declared(name, undefined, lowering)),
        ...span,
      };
    case 'tuple_expression':
      return {
        kind: 'items',
        items: namedOf(node).map((one) => targetOf(namedOf(one).at(-1), lowering)),
        ...span,
      };
    case 'parenthesized_expression':
      return targetOf(namedOf(node)[0], lowering);
    default:
      return placeOf(lowering.expression(node), span);
  }
}

function placeOf(place: Expression, span: { readonly start: number; readonly end: number }): Target {
  return place.kind === 'name' || place.kind === 'member' || place.kind === 'element'
    ? place
    : { kind: 'nothing', ...span };
}

/** A new variable; `_` is none. */
export function declared(
  name: SyntaxNode | undefined,
  type: SyntaxNode | undefined,
  lowering: Lowering,
): Target {
  if (name === undefined) return { kind: 'nothing', start: 0, end: 0 };
  if (name.type === 'tuple_pattern') return targetOf(name, lowering);
  const text = lowering.textOf(name);
  if (text === '_') return { kind: 'nothing', ...spanOf(name) };
  lowering.scope.declare(text);
  const written = typeText(type, lowering);
  return { kind: 'name', name: text, ...(written !== undefined && { type: written }), ...spanOf(name) };
}
