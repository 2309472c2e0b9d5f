import type { Statement, SwitchCase } from '../../form/form.ts';
import { fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { sharedStatements } from '../shared-statements.ts';
import { named } from './calls.ts';
import { classForm, functionForm } from './declarations.ts';
import { elementsReplaced } from './elements-replaced.ts';
import { simpleName } from './names.ts';
import { targetOf } from './targets.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => readonly Statement[];

const nothing: Handler = () => [];

/** Code between pieces of text; what stands in `<?= … ?>` is put out. */
const each: Handler = (node, lowering) => sequence(namedOf(node), lowering);

function sequence(nodes: readonly SyntaxNode[], lowering: Lowering): readonly Statement[] {
  let isOutput = false;
  return nodes.flatMap((one) => {
    const statements =
      isOutput && one.type === 'expression_statement' ? echo(one, lowering) : lowering.statement(one);
    isOutput = opensOutput(one, lowering);
    return statements;
  });
}

function opensOutput(node: SyntaxNode, lowering: Lowering): boolean {
  const tag = node.type === 'php_tag' ? node : node.children.findLast(({ type }) => type === 'php_tag');
  return tag !== undefined && lowering.textOf(tag) === '<?=';
}

function echo(node: SyntaxNode, lowering: Lowering): readonly Statement[] {
  const parts = namedOf(node).flatMap((part) =>
    part.type === 'sequence_expression' ? namedOf(part) : [part],
  );
  return parts.map((part) => ({
    kind: 'expression',
    value: named('echo', [{ value: lowering.expression(part) }], part),
    ...spanOf(part),
  }));
}

const block: Handler = (node, lowering) => [{ kind: 'block', body: each(node, lowering), ...spanOf(node) }];

const conditional: Handler = (node, lowering) => {
  const test = lowering.expression(fieldOf(node, 'condition'));
  const yes = fieldsOf(node, 'body').flatMap((body) => lowering.statement(body));
  const no = fieldsOf(node, 'alternative').reduceRight<readonly Statement[]>((rest, clause) => {
    const body = fieldsOf(clause, 'body').flatMap((one) => lowering.statement(one));
    if (clause.type === 'else_clause') return body;
    const condition = lowering.expression(fieldOf(clause, 'condition'));
    return [{ kind: 'if', test: condition, yes: body, no: rest, ...spanOf(clause) }];
  }, []);
  return [{ kind: 'if', test, yes, no, ...spanOf(node) }];
};

const forEach: Handler = (node, lowering) => {
  const body = fieldOf(node, 'body');
  const [over, item] = namedOf(node).filter((part) => part !== body);
  const source = lowering.expression(over);
  const [key, value] = item?.type === 'pair' ? namedOf(item) : [undefined, item];
  const target = targetOf(value, lowering);
  const keyTarget = key && targetOf(key, lowering);
  const own = lowering.statement(body);
  const isReference = value?.type === 'by_ref';
  const replaced = elementsReplaced({ over: source, key: keyTarget, value: target, isReference, body: own });
  if (replaced?.declares !== undefined) lowering.scope.declare(replaced.declares);
  return [
    {
      kind: 'loop',
      over: source,
      target,
      ...(keyTarget !== undefined && { keyTarget }),
      body: replaced?.body ?? own,
      ...spanOf(node),
    },
    ...(replaced?.after ?? []),
  ];
};

const forLoop: Handler = (node, lowering) => {
  const [initialize, condition, update] = ['initialize', 'condition', 'update'].map((field) =>
    fieldOf(node, field),
  );
  const updated: readonly Statement[] =
    update === undefined
      ? []
      : [{ kind: 'expression', value: lowering.expression(update), ...spanOf(update) }];
  return [
    ...(initialize === undefined
      ? []
      : ([{ kind: 'expression', value: lowering.expression(initialize), ...spanOf(initialize) }] as const)),
    {
      kind: 'loop',
      test: condition && lowering.expression(condition),
      body: [...fieldsOf(node, 'body').flatMap((body) => lowering.statement(body)), ...updated],
      ...spanOf(node),
    },
  ];
};

const choose: Handler = (node, lowering) => {
  const cases = namedOf(fieldOf(node, 'body')).flatMap((one): SwitchCase[] => {
    if (!/^(?:case|default)_statement$/.test(one.type)) return [];
    const value = fieldOf(one, 'value');
    const body = namedOf(one).filter((part) => part !== value);
    return [
      { tests: value === undefined ? [] : [lowering.expression(value)], body: sequence(body, lowering) },
    ];
  });
  const subject = lowering.expression(fieldOf(node, 'condition'));
  return [{ kind: 'switch', subject, cases, fallsThrough: true, ...spanOf(node) }];
};

const attempt: Handler = (node, lowering) => {
  const clauses = (type: string) => namedOf(node).filter((one) => one.type === type);
  return [
    {
      kind: 'try',
      body: lowering.statement(fieldOf(node, 'body')),
      handlers: clauses('catch_clause').map((one) => lowering.statement(fieldOf(one, 'body'))),
      last: clauses('finally_clause').flatMap((one) => lowering.statement(fieldOf(one, 'body'))),
      ...spanOf(node),
    },
  ];
};

const throws: Handler = (node, lowering) => [
  { kind: 'throw', value: lowering.expression(namedOf(node)[0]), ...spanOf(node) },
];

const importClass: Handler = (node, lowering) =>
  namedOf(node).flatMap((part): readonly Statement[] => {
    if (part.type === 'namespace_use_group') return importClass(part, lowering);
    const alias = fieldOf(part, 'alias');
    if (part.type !== 'namespace_use_clause' || alias === undefined) return [];
    // Classes go by their simple names; so only other names need to be bound.
    const name = lowering.textOf(alias);
    lowering.scope.declare(name);
    return [{ kind: 'import', name, path: simpleName(namedOf(part)[0], lowering), ...spanOf(part) }];
  });

const assignNull = (target: ReturnType<typeof targetOf>, node: SyntaxNode): Statement => ({
  kind: 'expression',
  value: {
    kind: 'assign',
    target,
    value: { kind: 'constant', value: null, ...spanOf(node) },
    ...spanOf(node),
  },
  ...spanOf(node),
});

const declareClass: Handler = (node, lowering) => {
  const form = classForm(node, lowering);
  lowering.scope.declare(form.name);
  return [{ kind: 'class', form, ...spanOf(node) }];
};

const constants: Handler = (node, lowering) =>
  namedOf(node).flatMap((one): readonly Statement[] => {
    const [name, value] = namedOf(one);
    if (one.type !== 'const_element' || name === undefined) return [];
    const text = lowering.textOf(name);
    lowering.scope.declare(text);
    const target = { kind: 'name', name: text, ...spanOf(name) } as const;
    return [
      {
        kind: 'expression',
        value: { kind: 'assign', target, value: lowering.expression(value), ...spanOf(one) },
        ...spanOf(one),
      },
    ];
  });

export const statements: Readonly<Record<string, Handler>> = {
  ...sharedStatements,
  program: each,
  compound_statement: block,
  colon_block: block,
  declaration_list: each,
  namespace_definition: (node, lowering) => lowering.statement(fieldOf(node, 'body')),
  expression_statement: (node, lowering) => {
    const [value] = namedOf(node);
    if (value?.type === 'throw_expression') return throws(value, lowering);
    return value === undefined
      ? []
      : [{ kind: 'expression', value: lowering.expression(value), ...spanOf(node) }];
  },
  echo_statement: echo,
  exit_statement: (node, lowering) => {
    const value = namedOf(node)[0];
    const args = value === undefined ? [] : [{ value: lowering.expression(value) }];
    return [{ kind: 'expression', value: named('exit', args, node), ...spanOf(node) }];
  },
  if_statement: conditional,
  foreach_statement: forEach,
  for_statement: forLoop,
  switch_statement: choose,
  try_statement: attempt,
  unset_statement: (node, lowering) => namedOf(node).map((one) => assignNull(targetOf(one, lowering), one)),
  global_declaration: nothing,
  function_static_declaration: (node, lowering) =>
    namedOf(node).flatMap((one): readonly Statement[] => {
      const target = targetOf(fieldOf(one, 'name'), lowering);
      const value = fieldOf(one, 'value');
      if (value === undefined) return [];
      const assigned = { kind: 'assign', target, value: lowering.expression(value), ...spanOf(one) } as const;
      return [{ kind: 'expression', value: assigned, ...spanOf(one) }];
    }),
  function_definition: (node, lowering) => {
    const form = functionForm(node, lowering);
    lowering.scope.declare(form.name);
    return [{ kind: 'function', form, ...spanOf(node) }];
  },
  class_declaration: declareClass,
  interface_declaration: declareClass,
  trait_declaration: declareClass,
  enum_declaration: declareClass,
  const_declaration: constants,
  namespace_use_declaration: importClass,
  declare_statement: nothing,
  text_interpolation: nothing,
  text: nothing,
  php_tag: nothing,
  php_end_tag: nothing,
  named_label_statement: nothing,
  goto_statement: nothing,
  comment: nothing,
};
