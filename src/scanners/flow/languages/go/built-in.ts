import type { Expression } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { argumentsOf, typed } from './parts.ts';
import { isBuilder, typeOf } from './types.ts';

const numbers = /^(?:u?int(?:8|16|32|64|ptr)?|float(?:32|64)|bool|byte|rune|len|cap|copy)$/;

/** Calls of what the language has built in. https://go.dev/ref/spec#Built-in_functions */
export function builtIn(node: SyntaxNode, lowering: Lowering): Expression | undefined {
  const callee = fieldOf(node, 'function');
  const given = fieldOf(node, 'arguments');
  if (callee?.type !== 'identifier') return undefined;
  const name = lowering.textOf(callee);
  const [first] = namedOf(given);
  if (name === 'string') return lowering.expression(first);
  if (name === 'append') {
    const [start, ...added] = argumentsOf(given, lowering);
    if (start === undefined) return undefined;
    return { kind: 'list', items: [{ ...start, spread: true }, ...added], ...spanOf(node) };
  }
  if (name === 'make' || name === 'new') {
    const type = typeOf(first, lowering);
    return typed(node, empty(node, first, type), type);
  }
  if (name === 'panic')
    return {
      kind: 'call',
      callee: { kind: 'name', name, ...spanOf(callee) },
      args: argumentsOf(given, lowering),
      ...spanOf(node),
    };
  if (numbers.test(name))
    return typed(
      node,
      { kind: 'other', parts: lowering.expressions(namedOf(given)), ...spanOf(node) },
      'int',
    );
  return undefined;
}

/** What a variable of the type is before anything is assigned to it. */
export function zeroOf(node: SyntaxNode, type: SyntaxNode | undefined, lowering: Lowering): Expression {
  const name = typeOf(type, lowering);
  return typed(node, empty(node, type, name), name);
}

/** The value itself may be changed through its address by a call that nobody knows: a text is not taken for empty. */
export function empty(node: SyntaxNode, type: SyntaxNode | undefined, name: string | undefined): Expression {
  const span = spanOf(node);
  if (isBuilder(name))
    return {
      kind: 'call',
      callee: { kind: 'name', name: 'StringBuilder', ...span },
      args: [],
      creates: true,
      ...span,
    };
  if (type?.type === 'slice_type') return { kind: 'list', items: [], ...span };
  const hasFields = name !== undefined && name !== 'int' && type?.type !== 'pointer_type';
  return hasFields || type?.type === 'map_type'
    ? { kind: 'map', entries: [], ...span }
    : { kind: 'other', parts: [], ...span };
}
