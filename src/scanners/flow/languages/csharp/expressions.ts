import type { Expression } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { choice, constant, name, sharedExpressions } from '../shared-expressions.ts';
import { anonymousObject, collection, creation, invocation, lambda } from './calls.ts';
import { patternTest, switchExpression } from './patterns.ts';
import { query } from './queries.ts';
import { targetOf } from './targets.ts';
import { texts } from './texts.ts';
import { dottedPath, simpleName, typeText } from './types.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

const inner: Handler = (node, lowering) => lowering.expression(namedOf(node)[0]);
const nothing: Handler = (node) => ({ kind: 'other', parts: [], ...spanOf(node) });

const number: Handler = (node, lowering) => {
  const value = Number(
    lowering
      .textOf(node)
      .replaceAll('_', '')
      .replace(/(?<!^0x[\da-f]*)[fdm]$|[ul]{1,2}$/i, ''),
  );
  return Number.isNaN(value) ? nothing(node, lowering) : { kind: 'constant', value, ...spanOf(node) };
};

const typed = (
  node: SyntaxNode,
  value: SyntaxNode | undefined,
  type: SyntaxNode | undefined,
  lowering: Lowering,
) => {
  const given = lowering.expression(value);
  const written = typeText(type, lowering);
  return written === undefined
    ? given
    : ({ kind: 'typed', value: given, type: written, ...spanOf(node) } as const);
};

/** What a page, a controller or a hub has from its framework. */
const inherited =
  /^(?:Request|Response|HttpContext|Context|Session|Server|User|Url|Html|RouteData|ViewBag|ViewData|TempData)$/;

/** Controls of a page's markup are declared in a file that is made from it: by custom their names say what they are. */
const control: Readonly<Record<string, RegExp>> = {
  TextBox: /^(?:txt|tb|tbx|textbox)[A-Z_\d]?|(?:TextBox|Txt|Input)\d*$/,
  FileUpload: /FileUpload\d*$|^(?:fu|file|upload|fileUpload)[A-Z_\d]/,
  Label: /^(?:lbl|label|lit|ltl|literal)[A-Z_\d]?|(?:Label|Literal)\d*$/,
};

function ownerOf(node: SyntaxNode, lowering: Lowering): Expression {
  if (node.type !== 'identifier' || !/\.(?:as[cp]x|master)\.cs$/i.test(lowering.file))
    return lowering.expression(node);
  const text = lowering.textOf(node);
  const kind = lowering.scope.has(text)
    ? undefined
    : Object.keys(control).find((one) => control[one]?.test(text));
  return kind === undefined
    ? lowering.expression(node)
    : { kind: 'typed', value: { kind: 'name', name: text, ...spanOf(node) }, type: kind, ...spanOf(node) };
}

function member(node: SyntaxNode, object: SyntaxNode | undefined, lowering: Lowering): Expression {
  const named = fieldOf(node, 'name');
  const [identifier = named] = named?.type === 'generic_name' ? namedOf(named) : [named];
  const text = identifier === undefined ? '' : lowering.textOf(identifier);
  const span = { start: object?.start ?? node.start, end: identifier?.end ?? node.end };
  const isOwn = object?.type === 'this' || object?.type === 'base';
  if (isOwn && inherited.test(text)) return { kind: 'name', name: text, ...span };
  return {
    kind: 'member',
    object: object === undefined ? nothing(node, lowering) : ownerOf(object, lowering),
    name: text,
    ...span,
  };
}

/** `System.IO.File.ReadAllText`: classes go by their simple names. */
function memberAccess(node: SyntaxNode, lowering: Lowering): Expression {
  const path = dottedPath(node, lowering);
  if (path === undefined) return member(node, fieldOf(node, 'expression'), lowering);
  const [first = '', ...rest] = path.split('.');
  return rest.reduce<Expression>(
    (object, text) => ({ kind: 'member', object, name: text, ...spanOf(node) }),
    { kind: 'name', name: first, ...spanOf(node) },
  );
}

function element(
  node: SyntaxNode,
  object: Expression,
  list: SyntaxNode | undefined,
  lowering: Lowering,
): Expression {
  const key = namedOf(namedOf(list).find(({ type }) => type === 'argument') ?? list).at(-1);
  if (key?.type === 'range_expression') return { kind: 'slice', object, ...spanOf(node) };
  const given = lowering.expression(key);
  const owner = object.kind === 'name' || object.kind === 'member' ? object.name : '';
  // Query, form, cookies and server variables at once.
  if (owner === 'Request')
    return {
      kind: 'call',
      callee: { kind: 'member', object, name: 'Item', start: object.start, end: object.end },
      args: [{ value: given }],
      ...spanOf(node),
    };
  return { kind: 'element', object, key: given, ...spanOf(node) };
}

/** `a?.b`, `a?[0]`: where `a` is nothing, nothing comes of it. */
function conditionalAccess(node: SyntaxNode, lowering: Lowering): Expression {
  const object = fieldOf(node, 'condition');
  const binding = childOf(node, 'member_binding_expression', 'element_binding_expression');
  if (binding?.type === 'member_binding_expression') return member(binding, object, lowering);
  return element(node, lowering.expression(object), binding, lowering);
}

function step(node: SyntaxNode, lowering: Lowering): Expression {
  const operand = namedOf(node)[0];
  const value = lowering.expression(operand);
  const operator = node.children.find(({ named }) => !named)?.type ?? '';
  if (operator === '!' && node.type === 'postfix_unary_expression') return value;
  if (operator !== '++' && operator !== '--')
    return { kind: 'unary', operator, operand: value, ...spanOf(node) };
  const one = { kind: 'constant', value: 1, ...spanOf(node) } as const;
  return {
    kind: 'assign',
    target: targetOf(operand, lowering),
    value: {
      kind: 'binary',
      operator: operator === '--' ? '-' : '+',
      left: value,
      right: one,
      ...spanOf(node),
    },
    ...spanOf(node),
  };
}

export const expressions: Readonly<Record<string, Handler>> = {
  ...sharedExpressions,
  ...texts,
  base: (node) => ({ kind: 'self', ...spanOf(node) }),
  identifier: name,
  generic_name: (node, lowering) => ({ kind: 'name', name: simpleName(node, lowering), ...spanOf(node) }),
  qualified_name: (node, lowering) => ({ kind: 'name', name: simpleName(node, lowering), ...spanOf(node) }),
  alias_qualified_name: (node, lowering) => ({
    kind: 'name',
    name: simpleName(node, lowering),
    ...spanOf(node),
  }),
  predefined_type: (node, lowering) => {
    const text = lowering.textOf(node);
    return { kind: 'name', name: text === 'string' ? 'String' : text, ...spanOf(node) };
  },
  null_literal: constant(null),
  boolean_literal: (node, lowering) => ({
    kind: 'constant',
    value: lowering.textOf(node) === 'true',
    ...spanOf(node),
  }),
  integer_literal: number,
  real_literal: number,
  default_expression: constant(null),
  parenthesized_expression: inner,
  await_expression: inner,
  checked_expression: inner,
  ref_expression: inner,
  throw_expression: inner,
  argument: (node, lowering) => lowering.expression(namedOf(node).at(-1)),
  typeof_expression: nothing,
  sizeof_expression: nothing,
  is_expression: nothing,
  cast_expression: (node, lowering) => typed(node, fieldOf(node, 'value'), fieldOf(node, 'type'), lowering),
  as_expression: (node, lowering) => typed(node, fieldOf(node, 'left'), fieldOf(node, 'right'), lowering),
  is_pattern_expression: (node, lowering) =>
    patternTest(fieldOf(node, 'pattern'), lowering.expression(fieldOf(node, 'expression')), lowering),
  switch_expression: switchExpression,
  conditional_expression: choice,
  prefix_unary_expression: step,
  postfix_unary_expression: step,
  member_access_expression: memberAccess,
  conditional_access_expression: conditionalAccess,
  element_access_expression: (node, lowering) =>
    element(node, lowering.expression(fieldOf(node, 'expression')), fieldOf(node, 'subscript'), lowering),
  invocation_expression: invocation,
  object_creation_expression: creation,
  implicit_object_creation_expression: creation,
  anonymous_object_creation_expression: anonymousObject,
  array_creation_expression: (node, lowering) => {
    const items = childOf(node, 'initializer_expression');
    return items === undefined ? { kind: 'list', items: [], ...spanOf(node) } : collection(items, lowering);
  },
  implicit_array_creation_expression: (node, lowering) =>
    lowering.expression(childOf(node, 'initializer_expression')),
  initializer_expression: collection,
  // `[a, ..b]` where a value is meant.
  element_binding_expression: (node, lowering) => ({
    kind: 'list',
    items: namedOf(node).map((part) => {
      const value = namedOf(part).at(-1);
      return value?.type === 'range_expression'
        ? { value: lowering.expression(namedOf(value)[0]), spread: true }
        : { value: lowering.expression(value) };
    }),
    ...spanOf(node),
  }),
  tuple_expression: (node, lowering) => ({
    kind: 'list',
    items: lowering.arguments(namedOf(node)),
    ...spanOf(node),
  }),
  query_expression: query,
  lambda_expression: (node, lowering) => lambda(node, lowering),
  anonymous_method_expression: (node, lowering) => lambda(node, lowering),
  assignment_expression: (node, lowering) => {
    const left = fieldOf(node, 'left');
    const operator = (fieldOf(node, 'operator')?.type ?? '=').replace(/=$/, '');
    const given = lowering.expression(fieldOf(node, 'right'));
    const value: Expression =
      operator === ''
        ? given
        : { kind: 'binary', operator, left: lowering.expression(left), right: given, ...spanOf(node) };
    return { kind: 'assign', target: targetOf(left, lowering), value, ...spanOf(node) };
  },
};
