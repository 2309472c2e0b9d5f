import type { Expression, Statement } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { branchesOf } from './blocks.ts';
import { partsOf } from './calls.ts';
import { whenStatement } from './choices.ts';
import { classForm, valueOfProperty } from './declarations.ts';
import { functionForm, variables } from './functions.ts';
import { targetOf } from './targets.ts';
import { typeOf } from './types.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => readonly Statement[];

const each: Handler = (node, lowering) => lowering.statements(namedOf(node));
const nothing: Handler = () => [];

const plain = (node: SyntaxNode, value: Expression): readonly Statement[] => [
  { kind: 'expression', value, ...spanOf(node) },
];

const declareClass: Handler = (node, lowering) => {
  const form = classForm(node, lowering);
  lowering.scope.declare(form.name);
  return [{ kind: 'class', form, ...spanOf(node) }];
};

const loop: Handler = (node, lowering) => {
  const test = fieldOf(node, 'condition');
  const body = namedOf(node).findLast((one) => one !== test && one.type !== 'label');
  return [
    {
      kind: 'loop',
      test: test && lowering.expression(test),
      body: lowering.statement(body),
      ...(node.type === 'do_while_statement' && { atLeastOnce: true }),
      ...spanOf(node),
    },
  ];
};

/** `break` and `continue` are names to the grammar. */
const jump: Handler = (node, lowering) => {
  const [word] = /^(?:break|continue)\b/.exec(lowering.textOf(node)) ?? [];
  if (word === 'break' || word === 'continue') return [{ kind: word, ...spanOf(node) }];
  return node.type === 'identifier'
    ? plain(node, lowering.expression(node))
    : lowering.statement(namedOf(node).at(-1));
};

const demands = new Set(['require', 'check', 'requireNotNull', 'checkNotNull']);

export const statements: Readonly<Record<string, Handler>> = {
  source_file: each,
  ERROR: each,
  block: (node, lowering) => [{ kind: 'block', body: each(node, lowering), ...spanOf(node) }],
  package_header: nothing,
  type_alias: nothing,
  file_annotation: nothing,
  import: (node, lowering) => {
    const path = childOf(node, 'qualified_identifier');
    if (path === undefined || node.children.some(({ type }) => type === '*')) return [];
    const names = namedOf(path);
    const last = names.at(-1);
    const own = node.children.findLast(({ type }) => type === 'identifier') ?? last;
    if (own === undefined || last === undefined) return [];
    const [name, of] = [lowering.textOf(own), lowering.textOf(last)];
    // Classes go by their simple names.
    if (/^[A-Z]/.test(of) && name === of) return [];
    lowering.scope.declare(name);
    return [{ kind: 'import', name, path: of, ...spanOf(node) }];
  },
  function_declaration: (node, lowering) => {
    const form = functionForm(node, lowering);
    lowering.scope.declare(form.name);
    return [{ kind: 'function', form, ...spanOf(node) }];
  },
  class_declaration: declareClass,
  object_declaration: declareClass,
  property_declaration: (node, lowering) => {
    const value = valueOfProperty(node);
    const declared = childOf(node, 'variable_declaration', 'multi_variable_declaration');
    const given: Expression =
      value === undefined ? { kind: 'constant', value: null, ...spanOf(node) } : lowering.expression(value);
    const type = typeOf(declared, lowering);
    const target = variables(declared, lowering);
    const typed: Expression =
      type === undefined ? given : { kind: 'typed', value: given, type, ...spanOf(node) };
    return plain(node, { kind: 'assign', target, value: typed, ...spanOf(node) });
  },
  assignment: (node, lowering) => {
    const left = fieldOf(node, 'left');
    const operator = fieldOf(node, 'operator')?.type.replace(/=$/, '') ?? '';
    const right = lowering.expression(fieldOf(node, 'right'));
    const value: Expression =
      operator === ''
        ? right
        : { kind: 'binary', operator, left: lowering.expression(left), right, ...spanOf(node) };
    return plain(node, { kind: 'assign', target: targetOf(left, lowering), value, ...spanOf(node) });
  },
  if_expression: (node, lowering) => {
    const { yes, no } = branchesOf(node);
    return [
      {
        kind: 'if',
        test: lowering.expression(fieldOf(node, 'condition')),
        yes: lowering.statement(yes),
        no: lowering.statement(no),
        ...spanOf(node),
      },
    ];
  },
  when_expression: whenStatement,
  for_statement: (node, lowering) => {
    const parts = namedOf(node).filter(({ type }) => type !== 'label');
    const [declared, over, body] = parts;
    const target = variables(declared, lowering);
    const [key, value] = target.kind === 'items' ? target.items : [];
    return [
      {
        kind: 'loop',
        // `for ((key, value) in map)`, or a place and what is there.
        ...(key !== undefined && value !== undefined ? { keyTarget: key, target: value } : { target }),
        over: lowering.expression(over),
        body: lowering.statement(body),
        ...spanOf(node),
      },
    ];
  },
  while_statement: loop,
  do_while_statement: loop,
  try_expression: (node, lowering) => {
    const handlers = node.children.filter(({ type }) => type === 'catch_block');
    return [
      {
        kind: 'try',
        body: lowering.statement(childOf(node, 'block')),
        handlers: handlers.map((handler) => {
          variables(childOf(handler, 'identifier'), lowering);
          return lowering.statement(childOf(handler, 'block'));
        }),
        last: lowering.statement(childOf(childOf(node, 'finally_block'), 'block')),
        ...spanOf(node),
      },
    ];
  },
  return_expression: (node, lowering) => {
    const value = namedOf(node).find(({ field }) => field !== 'label');
    return [{ kind: 'return', value: value && lowering.expression(value), ...spanOf(node) }];
  },
  throw_expression: (node, lowering) => [
    { kind: 'throw', value: lowering.expression(namedOf(node)[0]), ...spanOf(node) },
  ],
  identifier: jump,
  labeled_expression: jump,
  annotated_expression: (node, lowering) => lowering.statement(namedOf(node).at(-1)),
  call_expression: (node, lowering) => {
    const { callee, values } = partsOf(node);
    const [first] = values;
    const isDemand =
      callee?.type === 'identifier' && demands.has(lowering.textOf(callee)) && first !== undefined;
    // `require(test)` throws where the test fails.
    if (!isDemand) return plain(node, lowering.expression(node));
    const thrown: Statement = { kind: 'throw', ...spanOf(node) };
    return [
      { kind: 'if', test: lowering.expression(namedOf(first)[0]), yes: [], no: [thrown], ...spanOf(node) },
    ];
  },
};
