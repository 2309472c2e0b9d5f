import type { Expression } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { unescapeText } from '../escapes.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { branchesOf, branchValue, called, returning } from './blocks.ts';
import { call, isPackage, lambdaExpression } from './calls.ts';
import { contains, isNegated, whenExpression } from './choices.ts';
import { objectLiteral } from './declarations.ts';
import { functionForm } from './functions.ts';
import { named, self, unsafeMark } from './names.ts';
import { text } from './texts.ts';
import { typeText } from './types.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

const inner: Handler = (node, lowering) => lowering.expression(namedOf(node)[0]);

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const identifier: Handler = (node, lowering) => {
  const name = lowering.textOf(node);
  const constant = constants.get(name);
  return constant === undefined
    ? named(name, lowering, node)
    : { kind: 'constant', value: constant, ...spanOf(node) };
};

const number: Handler = (node, lowering) => {
  const value = Number(
    lowering
      .textOf(node)
      .replaceAll('_', '')
      .replace(/[uUlL]+$|(?<!^0x.*)[fF]$/, ''),
  );
  return Number.isNaN(value)
    ? { kind: 'other', parts: [], ...spanOf(node) }
    : { kind: 'constant', value, ...spanOf(node) };
};

/** It leaves what is around it: its value is nobody's. */
const leaving: Handler = (node, lowering) => {
  const value = namedOf(node).find(({ field }) => field !== 'label');
  return value === undefined
    ? { kind: 'other', parts: [], ...spanOf(node) }
    : { kind: 'unary', operator: '!', operand: lowering.expression(value), ...spanOf(node) };
};

/** `unsafe { +markup }` */
const putOut = (value: Expression): Expression => {
  const { start, end } = value;
  return {
    kind: 'call',
    callee: { kind: 'name', name: 'unsafe', start, end },
    args: [{ value }],
    start,
    end,
  };
};

const attempt: Handler = (node, lowering) =>
  called(node, lowering, [], () => [
    {
      kind: 'try',
      body: returning(namedOf(childOf(node, 'block')), lowering),
      handlers: node.children
        .filter(({ type }) => type === 'catch_block')
        .map((handler) => returning(namedOf(childOf(handler, 'block')), lowering)),
      last: lowering.statement(childOf(childOf(node, 'finally_block'), 'block')),
      ...spanOf(node),
    },
  ]);

export const expressions: Readonly<Record<string, Handler>> = {
  binary_expression: (node, lowering) => {
    const operator = fieldOf(node, 'operator')?.type ?? '';
    return {
      kind: 'binary',
      operator: operator === '?:' ? '??' : operator,
      left: lowering.expression(fieldOf(node, 'left')),
      right: lowering.expression(fieldOf(node, 'right')),
      ...spanOf(node),
    };
  },
  identifier,
  this_expression: (node, lowering) =>
    childOf(node, 'identifier') === undefined ? self(lowering, node) : { kind: 'self', ...spanOf(node) },
  super_expression: (node) => ({ kind: 'self', ...spanOf(node) }),
  number_literal: number,
  float_literal: number,
  string_literal: text,
  multiline_string_literal: text,
  character_literal: (node, lowering) => ({
    kind: 'constant',
    value: unescapeText(lowering.textOf(node).slice(1, -1)),
    ...spanOf(node),
  }),
  parenthesized_expression: inner,
  annotated_expression: (node, lowering) => lowering.expression(namedOf(node).at(-1)),
  labeled_expression: (node, lowering) => lowering.expression(namedOf(node).at(-1)),
  block: branchValue,
  call_expression: call,
  navigation_expression: (node, lowering) => {
    const [object, member] = namedOf(node);
    const name = member === undefined ? '' : lowering.textOf(member);
    if (name === 'class' || object === undefined) return { kind: 'other', parts: [], ...spanOf(node) };
    if (/^[A-Z]\w*[a-z]/.test(name) && isPackage(lowering.textOf(object)))
      return { kind: 'name', name, ...spanOf(node) };
    return { kind: 'member', object: lowering.expression(object), name, ...spanOf(node) };
  },
  index_expression: (node, lowering) => {
    const [object, key] = namedOf(node);
    return {
      kind: 'element',
      object: lowering.expression(object),
      key: lowering.expression(key),
      ...spanOf(node),
    };
  },
  unary_expression: (node, lowering) => {
    const operator = fieldOf(node, 'operator')?.type ?? '';
    const operand = lowering.expression(fieldOf(node, 'argument') ?? namedOf(node)[0]);
    if (operator === '+' && lowering.scope.has(unsafeMark)) return putOut(operand);
    return operator === '!!' ? operand : { kind: 'unary', operator, operand, ...spanOf(node) };
  },
  infix_expression: (node, lowering) => {
    const [left, operator, right] = namedOf(node);
    const name = operator === undefined ? '' : lowering.textOf(operator);
    const given = lowering.expression(right);
    const object = lowering.expression(left);
    if (name === 'to') return { kind: 'list', items: [{ value: object }, { value: given }], ...spanOf(node) };
    const callee = { kind: 'member', object, name, ...spanOf(operator ?? node) } as const;
    return { kind: 'call', callee, args: [{ value: given }], ...spanOf(node) };
  },
  in_expression: (node, lowering) =>
    contains(
      lowering.expression(fieldOf(node, 'left')),
      lowering.expression(fieldOf(node, 'right')),
      isNegated(node),
      node,
    ),
  is_expression: (node) => ({ kind: 'other', parts: [], ...spanOf(node) }),
  as_expression: (node, lowering) => {
    const type = fieldOf(node, 'right');
    const value = lowering.expression(fieldOf(node, 'left'));
    return type === undefined
      ? value
      : { kind: 'typed', value, type: typeText(type, lowering), ...spanOf(node) };
  },
  if_expression: (node, lowering) => {
    const { yes, no } = branchesOf(node);
    return {
      kind: 'choice',
      test: lowering.expression(fieldOf(node, 'condition')),
      yes: branchValue(yes, lowering),
      no: branchValue(no, lowering),
      ...spanOf(node),
    };
  },
  when_expression: whenExpression,
  try_expression: attempt,
  return_expression: leaving,
  throw_expression: leaving,
  lambda_literal: lambdaExpression,
  annotated_lambda: inner,
  anonymous_function: (node, lowering) => ({
    kind: 'function',
    form: functionForm(node, lowering),
    ...spanOf(node),
  }),
  callable_reference: (node, lowering) => {
    const [first, second] = namedOf(node);
    const name = lowering.textOf(second ?? first ?? node);
    return second === undefined
      ? { kind: 'name', name, ...spanOf(node) }
      : { kind: 'member', object: lowering.expression(first), name, ...spanOf(node) };
  },
  object_literal: objectLiteral,
};
