import type { Expression } from '../../form/form.ts';
import { namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { unescapeText } from '../escapes.ts';
import { type Lowering, spanOf } from '../lowering.ts';

/** `'…'`, `"… #{x}"`, `:"…"`, a heredoc, and what stands between backticks. */
export function filledText(node: SyntaxNode, lowering: Lowering): Expression {
  const parts = namedOf(node).flatMap((part) => partOf(part, lowering));
  const [only] = parts;
  if (only === undefined) return { kind: 'constant', value: '', ...spanOf(node) };
  if (parts.length === 1 && only.kind === 'constant') return { ...only, ...spanOf(node) };
  const text: Expression = { kind: 'text', parts, ...spanOf(node) };
  return isStatement(parts) ? ofSql(text) : text;
}

/** Wherever it goes from here: what runs it may be a library that nobody knows. */
function isStatement(parts: readonly Expression[]): boolean {
  const known = parts.map((part) => (part.kind === 'constant' ? String(part.value) : ' ? ')).join('');
  return /^[\s(]*(?:select\s.+\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s)/is.test(known);
}

function ofSql(text: Expression): Expression {
  const { start, end } = text;
  const self = { kind: 'self', implied: true, start, end: start } as const;
  const callee = { kind: 'member', object: self, name: 'sql text', start, end: start } as const;
  return { kind: 'call', callee, args: [{ value: text }], start, end };
}

function partOf(node: SyntaxNode, lowering: Lowering): readonly Expression[] {
  switch (node.type) {
    case 'interpolation':
      return namedOf(node).map((inner) => lowering.expression(inner));
    case 'escape_sequence':
      return [{ kind: 'constant', value: unescapeText(lowering.textOf(node)), ...spanOf(node) }];
    case 'string_content':
    case 'heredoc_content':
      return [{ kind: 'constant', value: lowering.textOf(node), ...spanOf(node) }];
    case 'heredoc_end':
      return [];
    default:
      return [lowering.expression(node)];
  }
}

/** `/…/i` as it is written, so that rules can tell how it is bounded. */
export function regex(node: SyntaxNode, lowering: Lowering): Expression {
  if (node.children.some(({ type }) => type === 'interpolation')) {
    const callee = { kind: 'name', name: 'Regexp', ...spanOf(node) } as const;
    const args = [{ value: filledText(node, lowering) }];
    return { kind: 'call', callee, args, creates: true, ...spanOf(node) };
  }
  const value = lowering.textOf(node).replace(/^%r[^\w\s]([\s\S]*)[^\w\s](\w*)$/, '/$1/$2');
  return { kind: 'constant', value, ...spanOf(node) };
}

/** `:name`, `name:`. */
export function symbol(node: SyntaxNode, lowering: Lowering): Expression {
  const value = lowering.textOf(node).replace(/^:/, '').replace(/:$/, '');
  return { kind: 'constant', value, ...spanOf(node) };
}

/** `%w[a b]`. */
export function words(node: SyntaxNode, lowering: Lowering): Expression {
  const items = namedOf(node).map((part) => ({ value: filledText(part, lowering) }));
  return { kind: 'list', items, ...spanOf(node) };
}
