import type { Expression, MapEntry } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { constant, sharedExpressions } from '../shared-expressions.ts';
import { argumentsOf, call, constantName, identifier, named, pairValue, subshell, yields } from './calls.ts';
import { blockForm } from './functions.ts';
import { isView } from './is-view.ts';
import { found, globalVariable, matched } from './matches.ts';
import { selfOf } from './self.ts';
import { asOneValue } from './tails.ts';
import { targetOf } from './targets.ts';
import { filledText, regex, symbol, words } from './text.ts';
import { assignedLocal } from './view-locals.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

const number: Handler = (node, lowering) => ({
  kind: 'constant',
  value: Number(lowering.textOf(node).replaceAll('_', '')) || 0,
  ...spanOf(node),
});

const operatorNames: Readonly<Record<string, string>> = {
  ...{ and: '&&', or: '||', '<<': 'append', '===': '==' },
  // What other languages do to texts with these, Ruby does to numbers.
  ...{ '-': 'numeric', '*': 'numeric', '**': 'numeric', '&': 'numeric', '^': 'numeric', '>>': 'numeric' },
};

const binary: Handler = (node, lowering) => {
  const operator = fieldOf(node, 'operator')?.type ?? '';
  const [first, second] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  const [left, right] = [lowering.expression(first), lowering.expression(second)];
  const span = spanOf(node);
  if (operator === '=~' || operator === '!~' || (operator === '===' && first?.type === 'regex')) {
    const [text, pattern] = first?.type === 'regex' ? [right, left] : [left, right];
    const isKnown = first?.type === 'regex' || second?.type === 'regex';
    const test = isKnown ? found(text, pattern, span, lowering) : matched(text, pattern, span);
    return operator === '!~' ? { kind: 'unary', operator: '!', operand: test, ...span } : test;
  }
  if (operator === '<<') return appended(first, left, right, node, lowering);
  return { kind: 'binary', operator: operatorNames[operator] ?? operator, left, right, ...span };
};

/** `text << more` changes what it stands in. */
function appended(
  first: SyntaxNode | undefined,
  left: Expression,
  right: Expression,
  node: SyntaxNode,
  lowering: Lowering,
): Expression {
  const span = spanOf(node);
  const value: Expression = { kind: 'binary', operator: 'append', left, right, ...span };
  const isPlace = first !== undefined && /^(?:identifier|instance_variable)$/.test(first.type);
  const isVariable = left.kind === 'name' || left.kind === 'member';
  return isPlace && isVariable
    ? { kind: 'assign', target: targetOf(first, lowering), value, ...span }
    : value;
}

const assignment: Handler = (node, lowering) => {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  // So a template says what it puts out.
  if (isView(lowering.file) && left !== undefined && /^__?$/.test(lowering.textOf(left)))
    return put(left, right, lowering);
  const value = lowering.expression(right);
  return { kind: 'assign', target: targetOf(left, lowering), value, ...spanOf(node) };
};

function put(left: SyntaxNode, right: SyntaxNode | undefined, lowering: Lowering): Expression {
  const value = lowering.expression(right);
  const at = right ?? left;
  return lowering.textOf(left) === '__'
    ? named('put', [{ value }], at)
    : { kind: 'other', parts: [value], ...spanOf(at) };
}

const operatorAssignment: Handler = (node, lowering) => {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  const operator = fieldOf(node, 'operator')?.type.replace(/=$/, '') ?? '';
  if (left?.type === 'identifier') targetOf(left, lowering);
  const value: Expression = {
    kind: 'binary',
    operator: operatorNames[operator] ?? operator,
    left: lowering.expression(left),
    right: lowering.expression(right),
    ...spanOf(node),
  };
  return { kind: 'assign', target: targetOf(left, lowering), value, ...spanOf(node) };
};

const list: Handler = (node, lowering) => ({
  kind: 'list',
  items: argumentsOf(node, lowering).map(({ value, spread }) => ({ value, ...(spread && { spread }) })),
  ...spanOf(node),
});

const element: Handler = (node, lowering) => {
  const [object, key, length] = namedOf(node);
  const span = spanOf(node);
  const given = object && key && assignedLocal(object, key, lowering);
  if (given !== undefined) return given;
  const whole = lowering.expression(object);
  if (key?.type === 'range') {
    const [from, to] = [fieldOf(key, 'begin'), fieldOf(key, 'end')];
    return {
      kind: 'slice',
      object: whole,
      from: from && lowering.expression(from),
      to: to && unknown(to),
      ...span,
    };
  }
  if (length !== undefined && object?.type !== 'constant')
    return { kind: 'slice', object: whole, from: unknown(length), ...span };
  if (key === undefined) return { kind: 'element', object: whole, key: unknown(node), ...span };
  // `text[/\A\w+\z/]` is what of it is so.
  if (key.type === 'regex') {
    const callee = { kind: 'member', object: whole, name: 'slice', ...span } as const;
    return { kind: 'call', callee, args: [{ value: lowering.expression(key) }], ...span };
  }
  if (object?.type === 'identifier' && isRouted(lowering.textOf(object), lowering.textOf(key)))
    return unknown(node);
  return { kind: 'element', object: whole, key: lowering.expression(key), ...span };
};

/** Routes give these, not who sends the request. */
const isRouted = (object: string, key: string) =>
  object === 'params' && /^(?::|')(?:controller|action)\b/.test(key);

const unknown = (node: SyntaxNode): Expression => ({ kind: 'other', parts: [], ...spanOf(node) });

const map: Handler = (node, lowering) => ({
  kind: 'map',
  entries: namedOf(node).map(
    (entry): MapEntry =>
      entry.type === 'pair'
        ? { key: lowering.expression(fieldOf(entry, 'key')), value: pairValue(entry, lowering) }
        : { value: lowering.expression(namedOf(entry)[0]) },
  ),
  ...spanOf(node),
});

const unary: Handler = (node, lowering) => {
  const operator = fieldOf(node, 'operator')?.type ?? '';
  if (operator.startsWith('defined')) return unknown(node);
  const operand = lowering.expression(fieldOf(node, 'operand'));
  return { kind: 'unary', operator: operator === 'not' ? '!' : operator, operand, ...spanOf(node) };
};

const asValue: Handler = (node, lowering) =>
  asOneValue(node.type === 'parenthesized_statements' ? namedOf(node) : [node], node, lowering);

export const expressions: Readonly<Record<string, Handler>> = {
  ...sharedExpressions,
  self: (node) => ({ kind: 'self', ...spanOf(node) }),
  nil: constant(null),
  identifier,
  constant: constantName,
  scope_resolution: constantName,
  instance_variable: (node, lowering) => ({
    kind: 'member',
    object: selfOf(node, lowering),
    name: lowering.textOf(node),
    ...spanOf(node),
  }),
  class_variable: (node, lowering) => ({
    kind: 'member',
    object: selfOf(node, lowering),
    name: lowering.textOf(node),
    ...spanOf(node),
  }),
  global_variable: (node, lowering) => globalVariable(lowering.textOf(node), spanOf(node)),
  integer: number,
  float: number,
  string: filledText,
  delimited_symbol: filledText,
  heredoc_beginning: filledText,
  bare_string: filledText,
  bare_symbol: filledText,
  character: (node, lowering) => ({
    kind: 'constant',
    value: lowering.textOf(node).slice(1),
    ...spanOf(node),
  }),
  chained_string: (node, lowering) => ({
    kind: 'text',
    parts: lowering.expressions(namedOf(node)),
    ...spanOf(node),
  }),
  regex,
  simple_symbol: symbol,
  hash_key_symbol: symbol,
  string_array: words,
  symbol_array: words,
  subshell,
  array: list,
  right_assignment_list: list,
  hash: map,
  binary,
  unary,
  conditional: sharedExpressions['ternary_expression'] ?? asValue,
  assignment,
  operator_assignment: operatorAssignment,
  element_reference: element,
  call,
  yield: yields,
  super: (node, lowering) => named('super', argumentsOf(fieldOf(node, 'arguments'), lowering), node),
  lambda: (node, lowering) => ({ kind: 'function', form: blockForm(node, lowering), ...spanOf(node) }),
  parenthesized_statements: asValue,
  if: asValue,
  unless: asValue,
  case: asValue,
  begin: asValue,
  body_statement: asValue,
  if_modifier: asValue,
  unless_modifier: asValue,
  rescue_modifier: (node, lowering) => ({
    kind: 'binary',
    operator: '??',
    left: lowering.expression(fieldOf(node, 'body')),
    right: lowering.expression(fieldOf(node, 'handler')),
    ...spanOf(node),
  }),
};
