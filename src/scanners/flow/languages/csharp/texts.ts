import type { Expression } from '../../form/form.ts';
import { namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { unescapeText } from '../escapes.ts';
import { type Lowering, spanOf } from '../lowering.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

const plain: Handler = (node, lowering) => {
  const text = lowering.textOf(node).replace(/u8$/i, '');
  return { kind: 'constant', value: unescapeText(text.slice(1, -1)), ...spanOf(node) };
};

const verbatim: Handler = (node, lowering) => ({
  kind: 'constant',
  value: lowering.textOf(node).slice(2, -1).replaceAll('""', '"'),
  ...spanOf(node),
});

const raw: Handler = (node, lowering) => ({
  kind: 'constant',
  value: lowering.textOf(node).replace(/^"{3,}\s*|\s*"{3,}(?:u8)?$/gi, ''),
  ...spanOf(node),
});

/** `$"{a}"`, `$@"{a}"`, `$"""{a}"""`. How a part is to look says nothing of where it comes from. */
const interpolated: Handler = (node, lowering) => {
  const start = node.children[0];
  const isVerbatim = start !== undefined && lowering.textOf(start).includes('@');
  const parts = namedOf(node).flatMap((part): Expression[] => {
    if (part.type === 'interpolation') {
      const value = namedOf(part).find(({ type }) => !type.startsWith('interpolation_'));
      return value === undefined ? [] : [lowering.expression(value)];
    }
    if (part.type !== 'string_content' && part.type !== 'escape_sequence') return [];
    const text = lowering.textOf(part).replaceAll('{{', '{').replaceAll('}}', '}');
    const value = isVerbatim ? text.replaceAll('""', '"') : unescapeText(text);
    return [{ kind: 'constant', value, ...spanOf(part) }];
  });
  return { kind: 'text', parts, ...spanOf(node) };
};

export const texts: Readonly<Record<string, Handler>> = {
  string_literal: plain,
  character_literal: plain,
  verbatim_string_literal: verbatim,
  raw_string_literal: raw,
  interpolated_string_expression: interpolated,
};
