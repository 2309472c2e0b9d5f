import type { Statement, SwitchCase } from '../../form/form.ts';
import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { sharedStatements } from '../shared-statements.ts';
import { classTypes, declaredClass } from './declarations.ts';
import { targetOf } from './expressions.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => readonly Statement[];

const each: Handler = (node, lowering) => lowering.statements(namedOf(node));
const nothing: Handler = () => [];

const declareClass: Handler = (node, lowering) => {
  const form = declaredClass(node, lowering);
  lowering.scope.declare(form.name);
  return [{ kind: 'class', form, ...spanOf(node) }];
};

const declareVariables: Handler = (node, lowering) => {
  const type = fieldOf(node, 'type');
  return fieldsOf(node, 'declarator').map((declarator): Statement => {
    const value = fieldOf(declarator, 'value');
    const target = targetOf(fieldOf(declarator, 'name'), lowering);
    const given = value === undefined ? nullOf(declarator) : lowering.expression(value);
    const isVar = type === undefined || lowering.textOf(type) === 'var';
    return {
      kind: 'expression',
      value: {
        kind: 'assign',
        target,
        value: isVar
          ? given
          : { kind: 'typed', value: given, type: lowering.textOf(type), ...spanOf(declarator) },
        ...spanOf(declarator),
      },
      ...spanOf(declarator),
    };
  });
};

const nullOf = (node: SyntaxNode) => ({ kind: 'constant', value: null, ...spanOf(node) }) as const;

const choose: Handler = (node, lowering) => {
  const groups = namedOf(fieldOf(node, 'body'));
  const cases = groups.map((group): SwitchCase => {
    const labels = group.children.filter(({ type }) => type === 'switch_label');
    const body = namedOf(group).filter(({ type }) => type !== 'switch_label');
    return {
      tests: labels.flatMap((label) => lowering.expressions(namedOf(label))),
      body: lowering.statements(body),
    };
  });
  return [
    {
      kind: 'switch',
      subject: lowering.expression(fieldOf(node, 'condition')),
      cases: cases.map((one, index) => (isDefault(groups[index]) ? { ...one, tests: [] } : one)),
      fallsThrough: groups[0]?.type === 'switch_block_statement_group',
      ...spanOf(node),
    },
  ];
};

function isDefault(group: SyntaxNode | undefined): boolean {
  return (group?.children ?? []).some(
    (label) => label.type === 'switch_label' && childOf(label, 'default') !== undefined,
  );
}

const attempt: Handler = (node, lowering) => {
  const resources = namedOf(fieldOf(node, 'resources')).flatMap((resource): readonly Statement[] => {
    const name = fieldOf(resource, 'name');
    if (name === undefined) return [];
    const type = fieldOf(resource, 'type');
    const value = lowering.expression(fieldOf(resource, 'value'));
    const given =
      type === undefined
        ? value
        : ({ kind: 'typed', value, type: lowering.textOf(type), ...spanOf(resource) } as const);
    return [
      {
        kind: 'expression',
        value: { kind: 'assign', target: targetOf(name, lowering), value: given, ...spanOf(resource) },
        ...spanOf(resource),
      },
    ];
  });
  const handlers = node.children.filter(({ type }) => type === 'catch_clause');
  return [
    ...resources,
    {
      kind: 'try',
      body: lowering.statement(fieldOf(node, 'body')),
      handlers: handlers.map((handler) => lowering.statement(fieldOf(handler, 'body'))),
      last: lowering.statement(namedOf(childOf(node, 'finally_clause'))[0]),
      ...spanOf(node),
    },
  ];
};

export const statements: Readonly<Record<string, Handler>> = {
  ...sharedStatements,
  program: each,
  block: (node, lowering) => [{ kind: 'block', body: each(node, lowering), ...spanOf(node) }],
  constructor_body: each,
  ...Object.fromEntries([...classTypes].map((type) => [type, declareClass])),
  package_declaration: nothing,
  import_declaration: (node, lowering) => {
    const path = lowering.textOf(namedOf(node)[0] ?? node);
    const name = path.slice(path.lastIndexOf('.') + 1);
    // Classes go by their simple names; so only static members need to be bound.
    if (!node.children.some(({ type }) => type === 'static') || childOf(node, 'asterisk') !== undefined)
      return [];
    lowering.scope.declare(name);
    return [{ kind: 'import', name, path: path.split('.').slice(-2).join('.'), ...spanOf(node) }];
  },
  local_variable_declaration: declareVariables,
  for_statement: (node, lowering) => {
    const condition = fieldOf(node, 'condition');
    const updates = fieldsOf(node, 'update');
    return [
      ...fieldsOf(node, 'init').flatMap((start) => lowering.statement(start)),
      {
        kind: 'loop',
        test: condition && lowering.expression(condition),
        body: [...lowering.statement(fieldOf(node, 'body')), ...lowering.statements(updates)],
        ...spanOf(node),
      },
    ];
  },
  enhanced_for_statement: (node, lowering) => {
    const type = fieldOf(node, 'type');
    const name = targetOf(fieldOf(node, 'name'), lowering);
    const target =
      name.kind === 'name' && type !== undefined ? { ...name, type: lowering.textOf(type) } : name;
    return [
      {
        kind: 'loop',
        target,
        over: lowering.expression(fieldOf(node, 'value')),
        body: lowering.statement(fieldOf(node, 'body')),
        ...spanOf(node),
      },
    ];
  },
  switch_expression: choose,
  switch_statement: choose,
  try_statement: attempt,
  try_with_resources_statement: attempt,
  synchronized_statement: (node, lowering) => lowering.statement(fieldOf(node, 'body')),
  labeled_statement: (node, lowering) => lowering.statement(namedOf(node).at(-1)),
  yield_statement: (node, lowering) => [
    { kind: 'expression', value: lowering.expression(namedOf(node)[0]), ...spanOf(node) },
  ],
  line_comment: nothing,
  block_comment: nothing,
};
