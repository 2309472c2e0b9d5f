import type { Expression, Statement, SwitchCase } from '../../form/form.ts';
import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { sharedStatements } from '../shared-statements.ts';
import { classForm, classTypes, functionForm, initialValue } from './declarations.ts';
import { patternTest } from './patterns.ts';
import { declared } from './targets.ts';
import { typeText } from './types.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => readonly Statement[];

const nothing: Handler = () => [];

/** Local functions may be called before they stand there. */
const each: Handler = (node, lowering) => {
  const parts = namedOf(node);
  const local = parts.filter(({ type }) => type === 'local_function_statement');
  for (const one of local) {
    const named = fieldOf(one, 'name');
    if (named !== undefined) lowering.scope.declare(lowering.textOf(named));
  }
  const others = parts.filter((one) => !local.includes(one));
  return lowering.statements([...local, ...others]);
};

const declareClass: Handler = (node, lowering) => {
  const form = classForm(node, lowering);
  lowering.scope.declare(form.name);
  return [{ kind: 'class', form, ...spanOf(node) }];
};

const declareVariables: Handler = (node, lowering) => {
  const typeNode = fieldOf(node, 'type');
  const type = typeText(typeNode, lowering);
  return namedOf(node)
    .filter((one) => one.type === 'variable_declarator')
    .map((declarator): Statement => {
      const [name, written] = namedOf(declarator);
      const given = initialValue(written, type, lowering) ?? nullOf(declarator);
      const value: Expression =
        type === undefined ? given : { kind: 'typed', value: given, type, ...spanOf(declarator) };
      const target = declared(name, undefined, lowering);
      return {
        kind: 'expression',
        value: { kind: 'assign', target, value, ...spanOf(declarator) },
        ...spanOf(declarator),
      };
    });
};

const nullOf = (node: SyntaxNode) => ({ kind: 'constant', value: null, ...spanOf(node) }) as const;

/** What stands in it, then its body: `using`, `fixed`, `lock`, `checked`. */
const around: Handler = (node, lowering) => lowering.statements(namedOf(node));

const choose: Handler = (node, lowering) => {
  const subject = lowering.expression(fieldOf(node, 'value'));
  const sections = namedOf(fieldOf(node, 'body'));
  const cases = sections.map((section): SwitchCase => {
    const parts = namedOf(section);
    const patterns = parts.filter(({ type }) => type.endsWith('_pattern') || type === 'discard');
    const body = parts.filter((one) => !patterns.includes(one) && one.type !== 'when_clause');
    const isDefault = childOf(section, 'default') !== undefined;
    return {
      tests: isDefault ? [] : patterns.map((one) => labelOf(one, lowering)),
      body: [...patterns.flatMap((one) => bindingsOf(one, subject, lowering)), ...lowering.statements(body)],
    };
  });
  return [{ kind: 'switch', subject, cases, fallsThrough: false, ...spanOf(node) }];
};

const labelOf = (pattern: SyntaxNode, lowering: Lowering): Expression =>
  pattern.type === 'constant_pattern'
    ? lowering.expression(namedOf(pattern)[0])
    : { kind: 'other', parts: [], ...spanOf(pattern) };

function bindingsOf(pattern: SyntaxNode, subject: Expression, lowering: Lowering): readonly Statement[] {
  if (pattern.type === 'constant_pattern' || pattern.type === 'discard') return [];
  return [{ kind: 'expression', value: patternTest(pattern, subject, lowering), ...spanOf(pattern) }];
}

const attempt: Handler = (node, lowering) => {
  const handlers = node.children.filter(({ type }) => type === 'catch_clause');
  return [
    {
      kind: 'try',
      body: lowering.statement(fieldOf(node, 'body')),
      handlers: handlers.map((handler) => {
        const name = fieldOf(childOf(handler, 'catch_declaration'), 'name');
        if (name !== undefined) lowering.scope.declare(lowering.textOf(name));
        return lowering.statement(fieldOf(handler, 'body'));
      }),
      last: lowering.statement(namedOf(childOf(node, 'finally_clause'))[0]),
      ...spanOf(node),
    },
  ];
};

/** Each value that is handed out is one that the function may end with. */
const handOut: Handler = (node, lowering) => {
  const value = namedOf(node)[0];
  if (value === undefined) return [{ kind: 'return', ...spanOf(node) }];
  const returned: Statement = { kind: 'return', value: lowering.expression(value), ...spanOf(node) };
  return [
    {
      kind: 'if',
      test: { kind: 'other', parts: [], ...spanOf(node) },
      yes: [returned],
      no: [],
      ...spanOf(node),
    },
  ];
};

export const statements: Readonly<Record<string, Handler>> = {
  ...sharedStatements,
  compilation_unit: each,
  namespace_declaration: (node, lowering) => lowering.statement(fieldOf(node, 'body')),
  file_scoped_namespace_declaration: (node, lowering) =>
    lowering.statements(namedOf(node).filter(({ field }) => field !== 'name')),
  declaration_list: each,
  global_statement: each,
  preproc_if: each,
  preproc_elif: each,
  preproc_else: each,
  block: (node, lowering) => [{ kind: 'block', body: each(node, lowering), ...spanOf(node) }],
  ...Object.fromEntries([...classTypes].map((type) => [type, declareClass])),
  using_directive: nothing,
  extern_alias_directive: nothing,
  delegate_declaration: nothing,
  empty_statement: nothing,
  comment: nothing,
  local_declaration_statement: around,
  variable_declaration: declareVariables,
  modifier: nothing,
  using_statement: around,
  fixed_statement: around,
  lock_statement: around,
  checked_statement: around,
  unsafe_statement: around,
  local_function_statement: (node, lowering) => {
    const named = fieldOf(node, 'name');
    const name = named === undefined ? '' : lowering.textOf(named);
    lowering.scope.declare(name);
    const form = functionForm(node, lowering, {
      name,
      parameters: fieldOf(node, 'parameters')?.children ?? [],
    });
    return [{ kind: 'function', form, ...spanOf(node) }];
  },
  for_statement: (node, lowering) => {
    const condition = fieldOf(node, 'condition');
    return [
      ...lowering.statements(fieldsOf(node, 'initializer')),
      {
        kind: 'loop',
        test: condition && lowering.expression(condition),
        body: [
          ...lowering.statement(fieldOf(node, 'body')),
          ...lowering.statements(fieldsOf(node, 'update')),
        ],
        ...spanOf(node),
      },
    ];
  },
  foreach_statement: (node, lowering) => [
    {
      kind: 'loop',
      target: declared(fieldOf(node, 'left'), fieldOf(node, 'type'), lowering),
      over: lowering.expression(fieldOf(node, 'right')),
      body: lowering.statement(fieldOf(node, 'body')),
      ...spanOf(node),
    },
  ],
  switch_statement: choose,
  try_statement: attempt,
  labeled_statement: (node, lowering) => lowering.statement(namedOf(node).at(-1)),
  yield_statement: handOut,
  goto_statement: nothing,
};
