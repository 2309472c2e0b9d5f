import type { Statement, SwitchCase } from '../../form/form.ts';
import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { zeroOf } from './built-in.ts';
import { specsOf } from './declarations.ts';
import { functionForm } from './functions.ts';
import { typed } from './parts.ts';
import { send } from './send.ts';
import { assigning, assignments, targetOf } from './targets.ts';
import { checksOf, noChecks, testOf } from './tests.ts';
import { typeOf } from './types.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => readonly Statement[];

const nothing: Handler = () => [];

/** One after the other; a test may be about what the statement before it found out. */
const each: Handler = (node, lowering) => {
  const all = namedOf(node);
  return all.flatMap((one, index) =>
    one.type === 'if_statement' ? conditional(one, lowering, all[index - 1]) : lowering.statement(one),
  );
};

function conditional(node: SyntaxNode, lowering: Lowering, before?: SyntaxNode): readonly Statement[] {
  const first = fieldOf(node, 'initializer');
  const checks = checksOf(first ?? before, lowering);
  return [
    ...lowering.statement(first),
    {
      kind: 'if',
      test: testOf(fieldOf(node, 'condition'), checks, lowering),
      yes: lowering.statement(fieldOf(node, 'consequence')),
      no: lowering.statement(fieldOf(node, 'alternative')),
      ...spanOf(node),
    },
  ];
}

const declare: Handler = (node, lowering) =>
  specsOf(node, node.type.startsWith('const') ? 'const_spec' : 'var_spec').flatMap((spec) => {
    const names = fieldsOf(spec, 'name');
    const type = fieldOf(spec, 'type');
    const values = namedOf(fieldOf(spec, 'value'));
    const declared = typeOf(type, lowering);
    if (values.length > 0)
      return assignments({ node: spec, names, values, declares: true, type: declared }, lowering);
    return names.map((name) =>
      assigning(targetOf(name, lowering, true), zeroOf(spec, type, lowering), spanOf(spec)),
    );
  });

const assign =
  (declares: boolean): Handler =>
  (node, lowering) => {
    const names = namedOf(fieldOf(node, 'left'));
    const values = namedOf(fieldOf(node, 'right'));
    const operator = fieldOf(node, 'operator')?.type.replace(/=$/, '') ?? '';
    if (operator === '' || operator === ':') return assignments({ node, names, values, declares }, lowering);
    const [left] = names;
    return [
      assigning(
        targetOf(left, lowering, false),
        {
          kind: 'binary',
          operator,
          left: lowering.expression(left),
          right: lowering.expression(values[0]),
          ...spanOf(node),
        },
        spanOf(node),
      ),
    ];
  };

const count: Handler = (node, lowering) => {
  const [operand] = namedOf(node);
  const span = spanOf(node);
  const right = { kind: 'constant', value: 1, ...span } as const;
  const operator = node.type === 'inc_statement' ? '+' : '-';
  const left = lowering.expression(operand);
  return [
    assigning(targetOf(operand, lowering, false), { kind: 'binary', operator, left, right, ...span }, span),
  ];
};

const loop: Handler = (node, lowering) => {
  const range = childOf(node, 'range_clause');
  const clause = childOf(node, 'for_clause');
  const body = fieldOf(node, 'body');
  const span = spanOf(node);
  if (range !== undefined) {
    const [key, value] = namedOf(fieldOf(range, 'left'));
    const declares = range.children.some(({ type }) => type === ':=');
    targetOf(key, lowering, declares);
    return [
      {
        kind: 'loop',
        target: targetOf(value ?? key, lowering, declares),
        over: lowering.expression(fieldOf(range, 'right')),
        keys: value === undefined,
        body: lowering.statement(body),
        ...span,
      },
    ];
  }
  const condition =
    clause === undefined ? namedOf(node).find((one) => one !== body) : fieldOf(clause, 'condition');
  return [
    ...lowering.statement(fieldOf(clause, 'initializer')),
    {
      kind: 'loop',
      test: condition && testOf(condition, noChecks, lowering),
      body: [...lowering.statement(body), ...lowering.statement(fieldOf(clause, 'update'))],
      ...span,
    },
  ];
};

const choose: Handler = (node, lowering) => {
  const subject = fieldOf(node, 'value');
  const cases = namedOf(node).filter(({ type }) => type === 'expression_case' || type === 'default_case');
  const first = lowering.statement(fieldOf(node, 'initializer'));
  if (subject === undefined) return [...first, ...oneOf(node, cases, lowering)];
  return [
    ...first,
    {
      kind: 'switch',
      subject: lowering.expression(subject),
      cases: cases
        .map((one) => ({
          tests: lowering.expressions(namedOf(fieldOf(one, 'value'))),
          body: each(childOf(one, 'statement_list') ?? one, lowering),
        }))
        .map(
          (one, index): SwitchCase => (cases[index]?.type === 'default_case' ? { ...one, tests: [] } : one),
        ),
      fallsThrough: false,
      ...spanOf(node),
    },
  ];
};

/** A switch without a subject: the first test that holds. It is one case, so that `break` leaves it. */
function oneOf(node: SyntaxNode, cases: readonly SyntaxNode[], lowering: Lowering): readonly Statement[] {
  const bodyOf = (one: SyntaxNode) => {
    const body = childOf(one, 'statement_list');
    return body === undefined ? [] : each(body, lowering);
  };
  const otherwise = cases.find(({ type }) => type === 'default_case');
  const body = cases
    .filter((one) => one !== otherwise)
    .reduceRight<readonly Statement[]>(
      (no, one) => {
        const [test, ...others] = namedOf(fieldOf(one, 'value')).map((value) =>
          testOf(value, noChecks, lowering),
        );
        if (test === undefined) return no;
        const any = others.reduce(
          (left, right) => ({
            kind: 'binary',
            operator: '||',
            left,
            right,
            start: left.start,
            end: right.end,
          }),
          test,
        );
        return [{ kind: 'if', test: any, yes: bodyOf(one), no, ...spanOf(one) }];
      },
      otherwise === undefined ? [] : bodyOf(otherwise),
    );
  return [
    {
      kind: 'switch',
      subject: { kind: 'other', parts: [], ...spanOf(node) },
      cases: [{ tests: [], body }],
      fallsThrough: false,
      ...spanOf(node),
    },
  ];
}

const chooseType: Handler = (node, lowering) => {
  const alias = namedOf(fieldOf(node, 'alias'))[0];
  const subject = fieldOf(node, 'value');
  const cases = namedOf(node).filter(({ type }) => type === 'type_case' || type === 'default_case');
  const other = { kind: 'other', parts: [], ...spanOf(node) } as const;
  return [
    ...lowering.statement(fieldOf(node, 'initializer')),
    {
      kind: 'switch',
      subject: other,
      cases: cases.map((one): SwitchCase => {
        const types = fieldsOf(one, 'type');
        const only = types.length === 1 ? typeOf(types[0], lowering) : undefined;
        const body = childOf(one, 'statement_list');
        const bound =
          alias === undefined
            ? []
            : [
                assigning(
                  targetOf(alias, lowering, true),
                  typed(one, lowering.expression(subject), only),
                  spanOf(alias),
                ),
              ];
        return {
          tests: one.type === 'default_case' ? [] : [other],
          body: [...bound, ...(body === undefined ? [] : each(body, lowering))],
        };
      }),
      fallsThrough: false,
      ...spanOf(node),
    },
  ];
};

const select: Handler = (node, lowering) => [
  {
    kind: 'switch',
    subject: { kind: 'other', parts: [], ...spanOf(node) },
    cases: namedOf(node).map((one): SwitchCase => {
      const body = childOf(one, 'statement_list');
      return {
        tests: one.type === 'default_case' ? [] : [{ kind: 'other', parts: [], ...spanOf(one) }],
        body: [
          ...lowering.statement(fieldOf(one, 'communication')),
          ...(body === undefined ? [] : each(body, lowering)),
        ],
      };
    }),
    fallsThrough: false,
    ...spanOf(node),
  },
];

const only: Handler = (node, lowering) => [
  { kind: 'expression', value: lowering.expression(namedOf(node)[0]), ...spanOf(node) },
];

export const statements: Readonly<Record<string, Handler>> = {
  function_declaration: (node, lowering) => {
    const name = fieldOf(node, 'name');
    const form = functionForm(node, lowering, name === undefined ? '' : lowering.textOf(name));
    lowering.scope.declare(form.name);
    return [{ kind: 'function', form, ...spanOf(node) }];
  },
  block: (node, lowering) => [{ kind: 'block', body: each(node, lowering), ...spanOf(node) }],
  statement_list: each,
  expression_statement: only,
  go_statement: only,
  defer_statement: only,
  send_statement: send,
  var_declaration: declare,
  const_declaration: declare,
  short_var_declaration: assign(true),
  assignment_statement: assign(false),
  receive_statement: (node, lowering) => {
    const left = fieldOf(node, 'left');
    return left === undefined
      ? lowering.statement(fieldOf(node, 'right'))
      : assign(node.children.some(({ type }) => type === ':='))(node, lowering);
  },
  inc_statement: count,
  dec_statement: count,
  if_statement: (node, lowering) => conditional(node, lowering),
  for_statement: loop,
  expression_switch_statement: choose,
  type_switch_statement: chooseType,
  select_statement: select,
  labeled_statement: (node, lowering) => lowering.statement(namedOf(node).at(-1)),
  return_statement: (node, lowering) => {
    const [value] = namedOf(node);
    return [{ kind: 'return', value: value && lowering.expression(value), ...spanOf(node) }];
  },
  break_statement: (node) => [{ kind: 'break', ...spanOf(node) }],
  continue_statement: (node) => [{ kind: 'continue', ...spanOf(node) }],
  goto_statement: nothing,
  fallthrough_statement: nothing,
  empty_statement: nothing,
  package_clause: nothing,
  type_declaration: nothing,
  comment: nothing,
};
