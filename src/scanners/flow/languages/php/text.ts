import type { Expression } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { unescapeText } from '../escapes.ts';
import { type Lowering, spanOf } from '../lowering.ts';

/** `'…'`: only the quote and the backslash can be escaped. */
export function plainLiteral(node: SyntaxNode, lowering: Lowering): Expression {
  const text = lowering.text.slice(node.start, node.end).replace(/^b?'|'$/g, '');
  return { kind: 'constant', value: text.replaceAll(/\\(['\\])/g, '$1'), ...spanOf(node) };
}

export function nowdoc(node: SyntaxNode, lowering: Lowering): Expression {
  const body = fieldOf(node, 'value');
  return { kind: 'constant', value: body === undefined ? '' : lowering.textOf(body), ...spanOf(node) };
}

/** `"… $name {$a['b']}"`, what a heredoc holds, and what stands between backticks. */
export function filledText(node: SyntaxNode, lowering: Lowering): Expression {
  const parts = namedOf(node).map((part) => partOf(part, lowering));
  const [only] = parts;
  if (only === undefined) return { kind: 'constant', value: '', ...spanOf(node) };
  return parts.length === 1 && only.kind === 'constant' ? only : { kind: 'text', parts, ...spanOf(node) };
}

export function heredoc(node: SyntaxNode, lowering: Lowering): Expression {
  const body = childOf(node, 'heredoc_body');
  return body === undefined
    ? { kind: 'constant', value: '', ...spanOf(node) }
    : { ...filledText(body, lowering), ...spanOf(node) };
}

function partOf(node: SyntaxNode, lowering: Lowering): Expression {
  if (node.type === 'string_content' || node.type === 'escape_sequence')
    return { kind: 'constant', value: unescapeText(lowering.textOf(node)), ...spanOf(node) };
  // `"$row[name]"`: within a text the key goes without quotes.
  const [object, key] = namedOf(node);
  // `"${name}"` is `"$name"`, as it is nowhere but within a text.
  if (node.type === 'dynamic_variable_name' && object?.type === 'name')
    return { kind: 'name', name: `$${lowering.textOf(object)}`, ...spanOf(object) };
  if (node.type === 'subscript_expression' && key?.type === 'name')
    return {
      kind: 'element',
      object: lowering.expression(object),
      key: { kind: 'constant', value: lowering.textOf(key), ...spanOf(key) },
      ...spanOf(node),
    };
  return lowering.expression(node);
}

/**
 * What `sprintf` makes of a format that is known: numbers can carry nothing.
 * https://www.php.net/manual/en/function.sprintf.php
 */
export function formatted(
  format: string,
  args: readonly Expression[],
  span: { readonly start: number; readonly end: number },
): Expression {
  const { start, end } = span;
  let next = 0;
  const parts = [...format.matchAll(conversions)].flatMap(([piece, place, letter]): Expression[] => {
    if (letter === undefined) return [{ kind: 'constant', value: piece === '%%' ? '%' : piece, start, end }];
    const value = args[place === undefined ? next : Number.parseInt(place, 10) - 1];
    if (place === undefined) next += 1;
    if (value === undefined) return [];
    return /[sS]/.test(letter) ? [value] : [{ kind: 'typed', value, type: 'int', start, end }];
  });
  return { kind: 'text', parts, ...span };
}

const conversions = /%(?:(\d+)\$)?[-+ 0]*(?:'.)?[-+]?\d*(?:\.\d+)?([bcdeEfFgGosuxX])|%%|%|[^%]+/g;
