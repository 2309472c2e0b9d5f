import type { Expression, MapEntry } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { unescapeText } from '../escapes.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { constant, name, sharedExpressions } from '../shared-expressions.ts';
import { builtIn, empty } from './built-in.ts';
import { functionForm } from './functions.ts';
import { argumentsOf, typed } from './parts.ts';
import { isBuilder, typeOf } from './types.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

const inner: Handler = (node, lowering) => lowering.expression(namedOf(node)[0]);

const text: Handler = (node, lowering) => ({
  kind: 'constant',
  value: unescapeText(lowering.textOf(node).slice(1, -1)),
  ...spanOf(node),
});

const number: Handler = (node, lowering) => {
  const value = Number(lowering.textOf(node).replaceAll('_', ''));
  return Number.isNaN(value)
    ? { kind: 'other', parts: [], ...spanOf(node) }
    : { kind: 'constant', value, ...spanOf(node) };
};

export const expressions: Readonly<Record<string, Handler>> = {
  binary_expression: (node, lowering) =>
    sharedExpressions['binary_expression']?.(node, lowering) ?? inner(node, lowering),
  true: constant(true),
  false: constant(false),
  nil: constant(null),
  iota: (node) => ({ kind: 'other', parts: [], ...spanOf(node) }),
  identifier: name,
  type_identifier: name,
  package_identifier: name,
  int_literal: number,
  float_literal: number,
  interpreted_string_literal: text,
  rune_literal: text,
  raw_string_literal: (node, lowering) => ({
    kind: 'constant',
    value: lowering.textOf(node).slice(1, -1),
    ...spanOf(node),
  }),
  parenthesized_expression: inner,
  literal_element: inner,
  expression_list: (node, lowering) => {
    const items = namedOf(node);
    return items.length === 1 ? lowering.expression(items[0]) : list(node, items, lowering);
  },
  selector_expression: (node, lowering) => ({
    kind: 'member',
    object: lowering.expression(fieldOf(node, 'operand')),
    name: textIn(fieldOf(node, 'field'), lowering),
    ...spanOf(node),
  }),
  index_expression: (node, lowering) => ({
    kind: 'element',
    object: lowering.expression(fieldOf(node, 'operand')),
    key: lowering.expression(fieldOf(node, 'index')),
    ...spanOf(node),
  }),
  slice_expression: (node, lowering) => {
    const [from, to] = [fieldOf(node, 'start'), fieldOf(node, 'end')];
    return {
      kind: 'slice',
      object: lowering.expression(fieldOf(node, 'operand')),
      from: from && lowering.expression(from),
      to: to && lowering.expression(to),
      ...spanOf(node),
    };
  },
  call_expression: (node, lowering) => {
    const callee = fieldOf(node, 'function');
    const given = fieldOf(node, 'arguments');
    return (
      builtIn(node, lowering) ?? {
        kind: 'call',
        callee: lowering.expression(callee),
        args: argumentsOf(given, lowering),
        ...spanOf(node),
      }
    );
  },
  /** `[]byte(text)`; `F[int](x)` looks the same, and is mostly a call. */
  type_conversion_expression: (node, lowering) => {
    const type = fieldOf(node, 'type');
    const operand = fieldOf(node, 'operand');
    const value = lowering.expression(operand);
    if (type?.type !== 'generic_type') return typed(node, value, typeOf(type, lowering));
    const callee = lowering.expression(fieldOf(type, 'type'));
    return { kind: 'call', callee, args: [{ value }], ...spanOf(node) };
  },
  type_instantiation_expression: inner,
  generic_type: (node, lowering) => lowering.expression(fieldOf(node, 'type')),
  qualified_type: (node, lowering) => ({
    kind: 'member',
    object: lowering.expression(fieldOf(node, 'package')),
    name: textIn(fieldOf(node, 'name'), lowering),
    ...spanOf(node),
  }),
  type_assertion_expression: (node, lowering) =>
    typed(node, lowering.expression(fieldOf(node, 'operand')), typeOf(fieldOf(node, 'type'), lowering)),
  unary_expression: (node, lowering) => {
    const operand = fieldOf(node, 'operand');
    const operator = fieldOf(node, 'operator')?.type ?? '';
    const value = lowering.expression(operand);
    const isPlace = value.kind === 'name' || value.kind === 'member' || value.kind === 'element';
    if (operator === '*' || operator === '<-' || (operator === '&' && !isPlace)) return value;
    return { kind: 'unary', operator, operand: value, ...spanOf(node) };
  },
  composite_literal: (node, lowering) => {
    const type = fieldOf(node, 'type');
    const body = fieldOf(node, 'body') ?? node;
    const named = typeOf(type, lowering);
    const value = isBuilder(named) ? empty(node, type, named) : literal(body, lowering, type);
    return typed(node, value, named);
  },
  literal_value: (node, lowering) => literal(node, lowering),
  func_literal: (node, lowering) => ({
    kind: 'function',
    form: functionForm(node, lowering, ''),
    ...spanOf(node),
  }),
};

function list(node: SyntaxNode, items: readonly SyntaxNode[], lowering: Lowering): Expression {
  return { kind: 'list', items: lowering.arguments(items), ...spanOf(node) };
}

/** `{a, b}` or `{name: a}`; without a type it is an element of the literal around it. */
function literal(body: SyntaxNode, lowering: Lowering, type?: SyntaxNode): Expression {
  const items = namedOf(body);
  const isList = type?.type.includes('array_type') || type?.type === 'slice_type';
  const isKeyed = items.some((item) => item.type === 'keyed_element');
  if (isList || (!isKeyed && type === undefined)) {
    const values = items.map((item) => fieldOf(item, 'value') ?? item);
    return list(body, values, lowering);
  }
  const entries = items.map((item): MapEntry => {
    const key = namedOf(fieldOf(item, 'key'))[0];
    const value = lowering.expression(fieldOf(item, 'value') ?? item);
    if (key === undefined) return { key: { kind: 'other', parts: [], ...spanOf(item) }, value };
    return {
      key:
        key.type === 'identifier' && type?.type !== 'map_type'
          ? { kind: 'constant', value: lowering.textOf(key), ...spanOf(key) }
          : lowering.expression(key),
      value,
    };
  });
  return { kind: 'map', entries, ...spanOf(body) };
}

const textIn = (node: SyntaxNode | undefined, lowering: Lowering) =>
  node === undefined ? '' : lowering.textOf(node);
