import type { Expression, Statement } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { loopOf } from './blocks.ts';
import { argumentsOf } from './calls.ts';
import { caseChain } from './cases.ts';
import {
  attempt,
  bodyOf,
  conditional,
  endsHere,
  finished,
  guarded,
  isRaise,
  needsStatements,
  testOf,
} from './tails.ts';
import { targetOf } from './targets.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => readonly Statement[];

const nothing: Handler = () => [];

const each: Handler = (node, lowering) => lowering.statements(namedOf(node));

const expression = (node: SyntaxNode, lowering: Lowering): readonly Statement[] => [
  { kind: 'expression', value: lowering.expression(node), ...spanOf(node) },
];

const branches: Handler = (node, lowering) =>
  conditional(node, lowering, (nodes) => lowering.statements(nodes));

const modified: Handler = (node, lowering) => [
  guarded(node, lowering, lowering.statement(fieldOf(node, 'body'))),
];

const loop: Handler = (node, lowering) => {
  const body = fieldOf(node, 'body');
  return [
    {
      kind: 'loop',
      test: testOf(node, lowering),
      body: lowering.statements(bodyOf(body)),
      ...(body?.type === 'begin' && { atLeastOnce: true }),
      ...spanOf(node),
    },
  ];
};

const tried: Handler = (node, lowering) =>
  node.children.some(({ type }) => type === 'rescue' || type === 'ensure')
    ? attempt(node, lowering, (nodes) => lowering.statements(nodes))
    : each(node, lowering);

/** `x = if … end` sets it in each branch. */
const assignment: Handler = (node, lowering) => {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  if (left?.type !== 'identifier' || right === undefined || !needsStatements(right))
    return expression(node, lowering);
  const target = targetOf(left, lowering);
  return finished([right], lowering, (value, { start, end }) => [
    { kind: 'expression', value: { kind: 'assign', target, value, start, end }, start, end },
  ]);
};

/** What answers a request says yes to whoever asks. */
const answers =
  /^(?:render|redirect_to|redirect_back|redirect_back_or_to|head|send_data|send_file|respond_with)\b/;

/** `check or return`, `redirect_to(x) and return`. */
const binary: Handler = (node, lowering) => {
  const right = fieldOf(node, 'right');
  if (!endsHere(node, lowering) || right === undefined) return expression(node, lowering);
  const left = fieldOf(node, 'left');
  const isAnd = /^(?:and|&&)$/.test(fieldOf(node, 'operator')?.type ?? '');
  if (isAnd && left !== undefined && answers.test(lowering.textOf(left)))
    return [...lowering.statement(left), ...lowering.statement(right)];
  const test = lowering.expression(left);
  const then = lowering.statement(right);
  return [{ kind: 'if', test, yes: isAnd ? then : [], no: isAnd ? [] : then, ...spanOf(node) }];
};

const returned: Handler = (node, lowering) => {
  const values = argumentsOf(namedOf(node)[0], lowering);
  const [first] = values;
  const value: Expression | undefined =
    values.length > 1 ? { kind: 'list', items: values, ...spanOf(node) } : first?.value;
  return [{ kind: 'return', value, ...spanOf(node) }];
};

const call: Handler = (node, lowering) => {
  if (isRaise(node, lowering)) {
    const value: Expression = {
      kind: 'other',
      parts: argumentsOf(fieldOf(node, 'arguments'), lowering).map((one) => one.value),
      ...spanOf(node),
    };
    return [{ kind: 'throw', value, ...spanOf(node) }];
  }
  return loopOf(node, lowering) ?? changed(node, lowering) ?? expression(node, lowering);
};

const inPlace =
  /^(?:g?sub|strip|lstrip|rstrip|chomp|chop|downcase|upcase|capitalize|squeeze|tr|tr_s|delete|squish|concat|prepend|insert|replace|merge|compact|uniq|flatten|map|collect|select|filter|reject|encode|scrub|unicode_normalize|permit)!$/;

/** `text.gsub!(…)` leaves its outcome where the text was. */
function changed(node: SyntaxNode, lowering: Lowering): readonly Statement[] | undefined {
  const [receiver, method] = ['receiver', 'method'].map((field) => fieldOf(node, field));
  if (receiver === undefined || method === undefined) return undefined;
  if (!/^(?:identifier|instance_variable|element_reference)$/.test(receiver.type)) return undefined;
  const name = lowering.textOf(method);
  if (!inPlace.test(name) || name === 'permit!') return undefined;
  const value = lowering.expression(node);
  const plain: Expression =
    value.kind === 'call' && value.callee.kind === 'member'
      ? { ...value, callee: { ...value.callee, name: name.slice(0, -1) } }
      : value;
  const before = lowering.expression(receiver);
  if (before.kind === 'call') return undefined;
  const assigned = {
    kind: 'assign',
    target: targetOf(receiver, lowering),
    value: plain,
    ...spanOf(node),
  } as const;
  return [{ kind: 'expression', value: assigned, ...spanOf(node) }];
}

export const statements: Readonly<Record<string, Handler>> = {
  program: each,
  body_statement: tried,
  begin: tried,
  parenthesized_statements: each,
  if: branches,
  unless: branches,
  elsif: branches,
  if_modifier: modified,
  unless_modifier: modified,
  case: (node, lowering) => caseChain(node, lowering, (nodes) => lowering.statements(nodes)),
  while: loop,
  until: loop,
  while_modifier: loop,
  until_modifier: loop,
  for: (node, lowering) => [
    {
      kind: 'loop',
      target: targetOf(fieldOf(node, 'pattern'), lowering),
      over: lowering.expression(namedOf(fieldOf(node, 'value'))[0]),
      body: lowering.statements(bodyOf(fieldOf(node, 'body'))),
      ...spanOf(node),
    },
  ],
  assignment,
  binary,
  call,
  identifier: call,
  return: returned,
  break: (node) => [{ kind: 'break', ...spanOf(node) }],
  next: (node) => [{ kind: 'continue', ...spanOf(node) }],
  rescue_modifier: (node, lowering) => [
    {
      kind: 'try',
      body: lowering.statement(fieldOf(node, 'body')),
      handlers: [lowering.statement(fieldOf(node, 'handler'))],
      last: [],
      ...spanOf(node),
    },
  ],
  // Methods and classes are read with the class around them.
  method: nothing,
  singleton_method: nothing,
  singleton_class: nothing,
  class: nothing,
  module: nothing,
  begin_block: nothing,
  end_block: nothing,
  alias: nothing,
  undef: nothing,
  redo: nothing,
  retry: nothing,
  comment: nothing,
  empty_statement: nothing,
  heredoc_body: nothing,
  uninterpreted: nothing,
};
