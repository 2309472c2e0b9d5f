import type { Statement } from '../../form/form.ts';
import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { targetOf } from './expressions.ts';
import { classForm, decoratorsOf, functionForm, noDecorators } from './functions.ts';
import { importsOf } from './imports.ts';
import { plainText } from './text.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => readonly Statement[];

const nothing: Handler = () => [];

const each: Handler = (node, lowering) => lowering.statements(namedOf(node));

const conditional: Handler = (node, lowering) => {
  const alternatives = fieldsOf(node, 'alternative');
  const test = lowering.expression(fieldOf(node, 'condition'));
  const yes = lowering.statements(namedOf(fieldOf(node, 'consequence')));
  const no = alternatives.reduceRight<readonly Statement[]>((rest, clause) => {
    if (clause.type === 'else_clause') return lowering.statements(namedOf(fieldOf(clause, 'body')));
    return [
      {
        kind: 'if',
        test: lowering.expression(fieldOf(clause, 'condition')),
        yes: lowering.statements(namedOf(fieldOf(clause, 'consequence'))),
        no: rest,
        ...spanOf(clause),
      },
    ];
  }, []);
  return [{ kind: 'if', test, yes, no, ...spanOf(node) }];
};

const definition =
  (owned: boolean): Handler =>
  (node, lowering) => {
    const inner = node.type === 'decorated_definition' ? fieldOf(node, 'definition') : node;
    const decorators = node.type === 'decorated_definition' ? decoratorsOf(node, lowering) : noDecorators;
    if (inner === undefined) return [];
    lowering.scope.declare(plainText(fieldOf(inner, 'name'), lowering));
    return inner.type === 'class_definition'
      ? [{ kind: 'class', form: classForm(inner, lowering, decorators.names), ...spanOf(node) }]
      : [{ kind: 'function', form: functionForm(inner, lowering, { decorators, owned }), ...spanOf(node) }];
  };

const withStatement: Handler = (node, lowering) => {
  const items = namedOf(childOf(node, 'with_clause'));
  const opened = items.map((item): Statement => {
    const value = fieldOf(item, 'value');
    if (value?.type !== 'as_pattern')
      return { kind: 'expression', value: lowering.expression(value), ...spanOf(item) };
    const alias = namedOf(fieldOf(value, 'alias'))[0] ?? fieldOf(value, 'alias');
    return {
      kind: 'expression',
      value: {
        kind: 'assign',
        target: targetOf(alias, lowering),
        value: lowering.expression(namedOf(value)[0]),
        ...spanOf(value),
      },
      ...spanOf(item),
    };
  });
  return [...opened, ...lowering.statements(namedOf(fieldOf(node, 'body')))];
};

/** Each value that is handed out is one that the function may end with. */
function handOut(node: SyntaxNode, lowering: Lowering): Statement {
  const span = spanOf(node);
  const returned: Statement = { kind: 'return', value: lowering.expression(node), ...span };
  return { kind: 'if', test: { kind: 'other', parts: [], ...span }, yes: [returned], no: [], ...span };
}

export const statements: Readonly<Record<string, Handler>> = {
  module: each,
  block: each,
  expression_statement: (node, lowering) =>
    namedOf(node).map((value) =>
      value.type === 'yield'
        ? handOut(value, lowering)
        : { kind: 'expression', value: lowering.expression(value), ...spanOf(node) },
    ),
  if_statement: conditional,
  for_statement: (node, lowering) => [
    {
      kind: 'loop',
      target: targetOf(fieldOf(node, 'left'), lowering),
      over: lowering.expression(fieldOf(node, 'right')),
      body: lowering.statements(namedOf(fieldOf(node, 'body'))),
      ...spanOf(node),
    },
    ...lowering.statements(namedOf(fieldOf(fieldOf(node, 'alternative'), 'body'))),
  ],
  while_statement: (node, lowering) => [
    {
      kind: 'loop',
      test: lowering.expression(fieldOf(node, 'condition')),
      body: lowering.statements(namedOf(fieldOf(node, 'body'))),
      ...spanOf(node),
    },
  ],
  try_statement: (node, lowering) => {
    const clauses = namedOf(node);
    const handlers = clauses.filter(({ type }) => type.startsWith('except'));
    const otherwise = childOf(node, 'else_clause');
    const last = childOf(node, 'finally_clause');
    return [
      {
        kind: 'try',
        body: [
          ...lowering.statements(namedOf(fieldOf(node, 'body'))),
          ...lowering.statements(namedOf(fieldOf(otherwise, 'body'))),
        ],
        handlers: handlers.map((handler) => lowering.statements(namedOf(childOf(handler, 'block')))),
        last: lowering.statements(namedOf(childOf(last, 'block'))),
        ...spanOf(node),
      },
    ];
  },
  with_statement: withStatement,
  return_statement: (node, lowering) => [
    {
      kind: 'return',
      value: namedOf(node)[0] && lowering.expression(namedOf(node)[0]),
      ...spanOf(node),
    },
  ],
  raise_statement: (node, lowering) => [
    { kind: 'throw', value: namedOf(node)[0] && lowering.expression(namedOf(node)[0]), ...spanOf(node) },
  ],
  match_statement: (node, lowering) => [
    {
      kind: 'switch',
      subject: lowering.expression(fieldOf(node, 'subject')),
      cases: namedOf(fieldOf(node, 'body'))
        .filter(({ type }) => type === 'case_clause')
        .map((clause) => {
          const patterns = namedOf(clause).filter(({ type }) => type === 'case_pattern');
          const isDefault = patterns.some((pattern) => lowering.textOf(pattern) === '_');
          return {
            tests: isDefault ? [] : patterns.flatMap((one) => lowering.expressions(alternatives(one))),
            body: lowering.statements(namedOf(fieldOf(clause, 'consequence'))),
          };
        }),
      fallsThrough: false,
      ...spanOf(node),
    },
  ],
  break_statement: (node) => [{ kind: 'break', ...spanOf(node) }],
  continue_statement: (node) => [{ kind: 'continue', ...spanOf(node) }],
  function_definition: definition(false),
  class_definition: definition(false),
  decorated_definition: definition(false),
  import_statement: importsOf,
  import_from_statement: importsOf,
  global_statement: giveAway,
  nonlocal_statement: giveAway,
  pass_statement: nothing,
  comment: nothing,
  future_import_statement: nothing,
};

function giveAway(node: SyntaxNode, lowering: Lowering): readonly Statement[] {
  for (const name of namedOf(node)) lowering.scope.giveAway(lowering.textOf(name));
  return [];
}

/** `case 'a' | 'b'`. */
function alternatives(pattern: SyntaxNode): readonly SyntaxNode[] {
  const inner = namedOf(pattern)[0];
  return inner?.type === 'union_pattern' ? namedOf(inner) : inner === undefined ? [pattern] : [inner];
}
