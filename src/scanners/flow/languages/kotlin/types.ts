import type { SyntaxNode } from '../../syntax/syntax-node.ts';
import type { Lowering } from '../lowering.ts';

/** What the compiler makes of Kotlin's own types (https://kotlinlang.org/docs/java-interop.html#mapped-types). */
const mapped: ReadonlyMap<string, string> = new Map([
  ...['Int', 'Long', 'Short', 'Byte', 'Double', 'Float', 'Boolean'].map(
    (name) => [name, name.toLowerCase()] as const,
  ),
  ['Char', 'char'],
  ...['UInt', 'ULong', 'UShort', 'UByte'].map((name) => [name, 'long'] as const),
  ['Any', 'Object'],
  ['MutableList', 'List'],
  ['MutableMap', 'Map'],
  ['MutableSet', 'Set'],
]);

const typeNodes = new Set(['user_type', 'nullable_type', 'function_type', 'parenthesized_type']);

export const isType = (node: SyntaxNode) => typeNodes.has(node.type);

/** A declared type by the name that Java has for it: rules speak of both languages' libraries so. */
export function typeOf(node: SyntaxNode | undefined, lowering: Lowering): string | undefined {
  const type = node?.children.find(isType);
  return type && typeText(type, lowering);
}

export function typeText(type: SyntaxNode, lowering: Lowering): string {
  const text = lowering.textOf(type).replaceAll('?', '').trim();
  const elements = /^Array<(?:out |in )?([\w.]+)>$/.exec(text)?.[1];
  if (elements !== undefined) return `${mapped.get(elements) ?? elements}[]`;
  const [name = ''] = /^[\w.]+/.exec(text) ?? [];
  return (mapped.get(name) ?? name) + text.slice(name.length);
}

/** Without packages and what it is made of. */
export function simpleType(type: SyntaxNode | undefined, lowering: Lowering): string {
  const text = type === undefined ? '' : typeText(type, lowering).replace(/<.*$/s, '');
  return text.slice(text.lastIndexOf('.') + 1).trim();
}
