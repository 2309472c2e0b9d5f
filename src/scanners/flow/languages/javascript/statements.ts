import type { Statement, SwitchCase } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { sharedStatements } from '../shared-statements.ts';
import { classForm, functionForm, namedValue } from './declarations.ts';
import { exportsOf, importsOf } from './modules.ts';
import { targetOf } from './targets.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => readonly Statement[];

const nothing: Handler = () => [];
const each: Handler = (node, lowering) => lowering.statements(namedOf(node));

const declareFunction: Handler = (node, lowering) => {
  const named = fieldOf(node, 'name');
  const name = named === undefined ? 'default' : lowering.textOf(named);
  lowering.scope.declare(name);
  return [{ kind: 'function', form: functionForm(node, lowering, name), ...spanOf(node) }];
};

const declareClass: Handler = (node, lowering) => {
  const form = classForm(node, lowering);
  lowering.scope.declare(form.name);
  return [{ kind: 'class', form, ...spanOf(node) }];
};

const declareVariables: Handler = (node, lowering) =>
  namedOf(node).flatMap((declarator): readonly Statement[] => {
    const value = fieldOf(declarator, 'value');
    const type = fieldOf(declarator, 'type');
    const target = targetOf(fieldOf(declarator, 'name'), lowering, true);
    if (value === undefined) return [];
    const given = namedValue(value, target.kind === 'name' ? target.name : '', lowering);
    const typed =
      type === undefined
        ? given
        : ({
            kind: 'typed',
            value: given,
            type: lowering.textOf(type).replace(/^:\s*/, ''),
            ...spanOf(value),
          } as const);
    return [
      {
        kind: 'expression',
        value: { kind: 'assign', target, value: typed, ...spanOf(declarator) },
        ...spanOf(declarator),
      },
    ];
  });

export const statements: Readonly<Record<string, Handler>> = {
  ...sharedStatements,
  // Functions are there before the code around them runs.
  program: (node, lowering) => hoisted(each(node, lowering)),
  statement_block: (node, lowering) => [
    { kind: 'block', body: hoisted(each(node, lowering)), ...spanOf(node) },
  ],
  lexical_declaration: declareVariables,
  variable_declaration: declareVariables,
  function_declaration: declareFunction,
  generator_function_declaration: declareFunction,
  class_declaration: declareClass,
  abstract_class_declaration: declareClass,
  import_statement: importsOf,
  export_statement: exportsOf,
  if_statement: (node, lowering) => {
    const alternative = fieldOf(node, 'alternative');
    return [
      {
        kind: 'if',
        test: lowering.expression(fieldOf(node, 'condition')),
        yes: lowering.statement(fieldOf(node, 'consequence')),
        no: lowering.statements(namedOf(alternative)),
        ...spanOf(node),
      },
    ];
  },
  for_statement: (node, lowering) => {
    const increment = fieldOf(node, 'increment');
    const condition = fieldOf(node, 'condition');
    const test = condition?.type === 'expression_statement' ? namedOf(condition)[0] : condition;
    return [
      ...lowering.statement(fieldOf(node, 'initializer')),
      {
        kind: 'loop',
        test: test?.named ? lowering.expression(test) : undefined,
        body: [...lowering.statement(fieldOf(node, 'body')), ...lowering.statement(increment)],
        ...spanOf(node),
      },
    ];
  },
  for_in_statement: (node, lowering) => [
    {
      kind: 'loop',
      target: targetOf(fieldOf(node, 'left'), lowering, true),
      over: lowering.expression(fieldOf(node, 'right')),
      keys: fieldOf(node, 'operator')?.type === 'in',
      body: lowering.statement(fieldOf(node, 'body')),
      ...spanOf(node),
    },
  ],
  switch_statement: (node, lowering) => [
    {
      kind: 'switch',
      subject: lowering.expression(fieldOf(node, 'value')),
      cases: namedOf(fieldOf(node, 'body')).map((one): SwitchCase => {
        const test = fieldOf(one, 'value');
        return {
          tests: test === undefined ? [] : [lowering.expression(test)],
          body: lowering.statements(namedOf(one).filter(({ field }) => field === 'body')),
        };
      }),
      fallsThrough: true,
      ...spanOf(node),
    },
  ],
  try_statement: (node, lowering) => {
    const handler = fieldOf(node, 'handler');
    const error = fieldOf(handler, 'parameter');
    if (error !== undefined) targetOf(error, lowering, true);
    return [
      {
        kind: 'try',
        body: lowering.statement(fieldOf(node, 'body')),
        handlers: handler === undefined ? [] : [lowering.statement(fieldOf(handler, 'body'))],
        last: lowering.statement(fieldOf(fieldOf(node, 'finalizer'), 'body')),
        ...spanOf(node),
      },
    ];
  },
  labeled_statement: (node, lowering) => lowering.statement(fieldOf(node, 'body')),
  empty_statement: nothing,
  interface_declaration: nothing,
  type_alias_declaration: nothing,
  ambient_declaration: nothing,
  comment: nothing,
  hash_bang_line: nothing,
};

function hoisted(body: readonly Statement[]): readonly Statement[] {
  const functions = body.filter(({ kind }) => kind === 'function');
  return functions.length === 0 ? body : [...functions, ...body.filter(({ kind }) => kind !== 'function')];
}
