import type { Expression } from '../../form/form.ts';
import { childOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { unescapeText } from '../escapes.ts';
import { type Lowering, spanOf } from '../lowering.ts';

export function plainText(node: SyntaxNode | undefined, lowering: Lowering): string {
  return node === undefined ? '' : lowering.textOf(node);
}

/** A literal, with or without places to fill in. */
export function formattedText(node: SyntaxNode, lowering: Lowering): Expression {
  const raw = /r/i.test(plainText(childOf(node, 'string_start'), lowering).replace(/['"]+$/, ''));
  const parts = node.children.flatMap((child): Expression[] => {
    if (child.type === 'string_content') {
      const text = lowering.textOf(child);
      return [{ kind: 'constant', value: raw ? text : unescapeText(text), ...spanOf(child) }];
    }
    if (child.type !== 'interpolation') return [];
    return [lowering.expression(namedOf(child)[0])];
  });
  const [only] = parts;
  if (only === undefined) return { kind: 'constant', value: '', ...spanOf(node) };
  return parts.length === 1 && only.kind === 'constant' ? only : { kind: 'text', parts, ...spanOf(node) };
}
