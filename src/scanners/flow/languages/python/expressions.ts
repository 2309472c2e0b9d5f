import type { Argument, Expression, MapEntry, Target } from '../../form/form.ts';
import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { lambda } from './functions.ts';
import { formattedText, plainText } from './text.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

const operatorNames: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', is: '==' };

const constant =
  (value: boolean | null): Handler =>
  (node) => ({ kind: 'constant', value, ...spanOf(node) });

const inner: Handler = (node, lowering) => lowering.expression(namedOf(node)[0]);

const operation: Handler = (node, lowering) => {
  const operator = fieldOf(node, 'operator')?.type ?? '';
  return {
    kind: 'binary',
    operator: operatorNames[operator] ?? operator,
    left: lowering.expression(fieldOf(node, 'left')),
    right: lowering.expression(fieldOf(node, 'right')),
    ...spanOf(node),
  };
};

/** `a < b < c` is two comparisons. */
const comparison: Handler = (node, lowering) => {
  const operands = namedOf(node).filter(({ field }) => field !== 'operators');
  const operators = fieldsOf(node, 'operators').map(({ type }) => (type === 'is not' ? '!=' : type));
  const pairs = operators.map(
    (operator, index): Expression => ({
      kind: 'binary',
      operator: operatorNames[operator] ?? operator,
      left: lowering.expression(operands[index]),
      right: lowering.expression(operands[index + 1]),
      ...spanOf(node),
    }),
  );
  return pairs.reduce((left, right) => ({ kind: 'binary', operator: '&&', left, right, ...spanOf(node) }));
};

const list: Handler = (node, lowering) => ({
  kind: 'list',
  items: argumentsOf(namedOf(node), lowering),
  ...spanOf(node),
});

const comprehension: Handler = (node, lowering) => {
  const clauses = namedOf(node).filter(({ type }) => type === 'for_in_clause');
  const tests = namedOf(node).filter(({ type }) => type === 'if_clause');
  const body = fieldOf(node, 'body');
  // The names of a comprehension are taken for the function's: nobody uses one name for two things there.
  return clauses.reduceRight<Expression>(
    (element, clause, index) => ({
      kind: 'each',
      target: targetOf(fieldOf(clause, 'left'), lowering),
      over: lowering.expression(fieldOf(clause, 'right')),
      tests: index === clauses.length - 1 ? tests.map((test) => lowering.expression(namedOf(test)[0])) : [],
      element,
      ...spanOf(node),
    }),
    body?.type === 'pair'
      ? { kind: 'map', entries: [entryOf(body, lowering)], ...spanOf(body) }
      : lowering.expression(body),
  );
};

export const expressions: Readonly<Record<string, Handler>> = {
  identifier: (node, lowering) => ({ kind: 'name', name: lowering.textOf(node), ...spanOf(node) }),
  true: constant(true),
  false: constant(false),
  none: constant(null),
  integer: (node, lowering) => number(node, lowering),
  float: (node, lowering) => number(node, lowering),
  string: formattedText,
  concatenated_string: (node, lowering) => ({
    kind: 'text',
    parts: lowering.expressions(namedOf(node)),
    ...spanOf(node),
  }),
  parenthesized_expression: inner,
  await: inner,
  yield: inner,
  attribute: (node, lowering) => ({
    kind: 'member',
    object: lowering.expression(fieldOf(node, 'object')),
    name: plainText(fieldOf(node, 'attribute'), lowering),
    ...spanOf(node),
  }),
  subscript: (node, lowering) => {
    const object = lowering.expression(fieldOf(node, 'value'));
    const key = fieldOf(node, 'subscript');
    if (key?.type !== 'slice')
      return { kind: 'element', object, key: lowering.expression(key), ...spanOf(node) };
    return { kind: 'slice', object, ...boundsOf(key, lowering), ...spanOf(node) };
  },
  call: (node, lowering) => ({
    kind: 'call',
    callee: lowering.expression(fieldOf(node, 'function')),
    args: callArguments(fieldOf(node, 'arguments'), lowering),
    ...spanOf(node),
  }),
  binary_operator: operation,
  boolean_operator: operation,
  comparison_operator: comparison,
  not_operator: (node, lowering) => ({
    kind: 'unary',
    operator: '!',
    operand: lowering.expression(fieldOf(node, 'argument')),
    ...spanOf(node),
  }),
  unary_operator: (node, lowering) => ({
    kind: 'unary',
    operator: fieldOf(node, 'operator')?.type ?? '-',
    operand: lowering.expression(fieldOf(node, 'argument')),
    ...spanOf(node),
  }),
  conditional_expression: (node, lowering) => {
    const [yes, test, no] = namedOf(node);
    return {
      kind: 'choice',
      test: lowering.expression(test),
      yes: lowering.expression(yes),
      no: lowering.expression(no),
      ...spanOf(node),
    };
  },
  list,
  tuple: list,
  set: list,
  expression_list: list,
  list_comprehension: comprehension,
  set_comprehension: comprehension,
  generator_expression: comprehension,
  dictionary_comprehension: comprehension,
  dictionary: (node, lowering) => ({
    kind: 'map',
    entries: namedOf(node).map((entry) => entryOf(entry, lowering)),
    ...spanOf(node),
  }),
  lambda,
  assignment: assignment,
  augmented_assignment: assignment,
  named_expression: (node, lowering) => ({
    kind: 'assign',
    target: targetOf(fieldOf(node, 'name'), lowering),
    value: lowering.expression(fieldOf(node, 'value')),
    ...spanOf(node),
  }),
};

function number(node: SyntaxNode, lowering: Lowering): Expression {
  const value = Number(lowering.textOf(node).replaceAll('_', ''));
  return Number.isNaN(value)
    ? { kind: 'other', parts: [], ...spanOf(node) }
    : { kind: 'constant', value, ...spanOf(node) };
}

function entryOf(node: SyntaxNode, lowering: Lowering): MapEntry {
  if (node.type !== 'pair') return { value: lowering.expression(namedOf(node)[0]) };
  return {
    key: lowering.expression(fieldOf(node, 'key')),
    value: lowering.expression(fieldOf(node, 'value')),
  };
}

function boundsOf(
  slice: SyntaxNode,
  lowering: Lowering,
): { from?: Expression | undefined; to?: Expression | undefined } {
  const colon = slice.children.findIndex(({ type }) => type === ':');
  const from = slice.children.slice(0, colon).find(({ named }) => named);
  const to = slice.children[colon + 1];
  return {
    from: from && lowering.expression(from),
    to: to?.named ? lowering.expression(to) : undefined,
  };
}

export function callArguments(node: SyntaxNode | undefined, lowering: Lowering): readonly Argument[] {
  // `f(x for x in y)` has the generator in place of the list.
  if (node?.type === 'generator_expression') return [{ value: lowering.expression(node) }];
  return argumentsOf(namedOf(node), lowering);
}

function argumentsOf(nodes: readonly SyntaxNode[], lowering: Lowering): readonly Argument[] {
  return nodes.map((node): Argument => {
    if (node.type === 'keyword_argument') {
      const name = plainText(fieldOf(node, 'name'), lowering);
      return { name, value: lowering.expression(fieldOf(node, 'value')) };
    }
    const spread = node.type === 'list_splat' || node.type === 'dictionary_splat';
    if (spread) return { value: lowering.expression(namedOf(node)[0]), spread };
    return { value: lowering.expression(node) };
  });
}

function assignment(node: SyntaxNode, lowering: Lowering): Expression {
  const left = fieldOf(node, 'left');
  const right = fieldOf(node, 'right');
  const type = fieldOf(node, 'type');
  const target = targetOf(left, lowering);
  if (right === undefined) return { kind: 'other', parts: [], ...spanOf(node) };
  const operator = fieldOf(node, 'operator')?.type.replace(/=$/, '');
  const given = lowering.expression(right);
  const value: Expression =
    operator === undefined
      ? given
      : { kind: 'binary', operator, left: lowering.expression(left), right: given, ...spanOf(node) };
  const typed: Expression =
    type === undefined ? value : { kind: 'typed', value, type: lowering.textOf(type), ...spanOf(node) };
  return { kind: 'assign', target, value: typed, ...spanOf(node) };
}

export function targetOf(node: SyntaxNode | undefined, lowering: Lowering): Target {
  if (node === undefined) return { kind: 'nothing', start: 0, end: 0 };
  const span = spanOf(node);
  switch (node.type) {
    case 'identifier': {
      const name = lowering.textOf(node);
      lowering.scope.declare(name);
      return { kind: 'name', name, ...span };
    }
    case 'attribute': {
      const object = lowering.expression(fieldOf(node, 'object'));
      return { kind: 'member', object, name: plainText(fieldOf(node, 'attribute'), lowering), ...span };
    }
    case 'subscript':
      return {
        kind: 'element',
        object: lowering.expression(fieldOf(node, 'value')),
        key: lowering.expression(fieldOf(node, 'subscript')),
        ...span,
      };
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
      return { kind: 'items', items: namedOf(node).map((item) => targetOf(item, lowering)), ...span };
    default:
      return childOf(node, 'identifier') === undefined
        ? { kind: 'nothing', ...span }
        : targetOf(childOf(node, 'identifier'), lowering);
  }
}
