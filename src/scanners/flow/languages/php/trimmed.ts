import type { Argument, Expression } from '../../form/form.ts';
import type { SyntaxNode } from '../../syntax/syntax-node.ts';
import { spanOf } from '../lowering.ts';

/** What the known parts of a text hardly ever begin or end with, and what says nothing in an SQL statement. */
const edges = /^[\s;,\0\v]*$/;
/** A pattern of white space alone. */
const blanks = /^([/#~@%|!])(?:\\[srnthR]|[ +*]|\[(?:\\[srnt]| )+\])+\1[a-zA-Z]*$/;

/**
 * `trim($text, ';')`, `preg_replace('/\s+/', ' ', $text)`: what they leave says the same as before, so that it stays
 * known as far as it was. Undefined for all others.
 */
export function trimmed(name: string, args: readonly Argument[], node: SyntaxNode): Expression | undefined {
  const text = name === 'preg_replace' ? respaced(args) : withoutEdges(args);
  if (text === undefined) return undefined;
  const callee = { kind: 'name', name: 'trim', start: node.start, end: node.start + name.length } as const;
  return { kind: 'call', callee, args: [text], ...spanOf(node) };
}

function withoutEdges([text, characters]: readonly Argument[]): Argument | undefined {
  return characters !== undefined && edges.test(textOf(characters) ?? '/') ? text : undefined;
}

function respaced([pattern, filling, text, ...others]: readonly Argument[]): Argument | undefined {
  if (pattern === undefined || filling === undefined || others.length > 0) return undefined;
  return blanks.test(textOf(pattern) ?? '') && /^\s*$/.test(textOf(filling) ?? '-') ? text : undefined;
}

/** With escapes a literal is a text of several parts. */
function textOf({ value }: Argument): string | undefined {
  const parts = value.kind === 'text' ? value.parts : [value];
  const texts = parts.map((part) => (part.kind === 'constant' ? String(part.value) : undefined));
  return texts.includes(undefined) ? undefined : texts.join('');
}
