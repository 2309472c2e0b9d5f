import type { Argument, Expression, MapEntry } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { unescapeText } from '../escapes.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { constant, name, sharedExpressions } from '../shared-expressions.ts';
import { classForm, functionForm, methodName, namedValue } from './declarations.ts';
import { element } from './jsx.ts';
import { knownCall } from './known-calls.ts';
import { modulePath } from './modules.ts';
import { targetOf } from './targets.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

const inner: Handler = (node, lowering) =>
  lowering.expression(namedOf(node).find(({ type }) => type !== 'type_arguments'));

const makeFunction: Handler = (node, lowering) => ({
  kind: 'function',
  form: functionForm(node, lowering, ''),
  ...spanOf(node),
});

const assignment: Handler = (node, lowering) => {
  const left = fieldOf(node, 'left');
  const operator = fieldOf(node, 'operator')?.type.replace(/=$/, '');
  const name = fieldOf(left, 'property') ?? left;
  const given = namedValue(fieldOf(node, 'right'), name === undefined ? '' : lowering.textOf(name), lowering);
  const value: Expression =
    operator === undefined || operator === ''
      ? given
      : { kind: 'binary', operator, left: lowering.expression(left), right: given, ...spanOf(node) };
  return { kind: 'assign', target: targetOf(left, lowering, false), value, ...spanOf(node) };
};

export const expressions: Readonly<Record<string, Handler>> = {
  ...sharedExpressions,
  identifier: name,
  shorthand_property_identifier: name,
  property_identifier: (node, lowering) => ({
    kind: 'constant',
    value: lowering.textOf(node),
    ...spanOf(node),
  }),
  null: constant(null),
  undefined: constant(null),
  number: (node, lowering) => {
    const value = Number(lowering.textOf(node).replaceAll('_', ''));
    return Number.isNaN(value)
      ? { kind: 'other', parts: [], ...spanOf(node) }
      : { kind: 'constant', value, ...spanOf(node) };
  },
  string: (node, lowering) => ({
    kind: 'constant',
    value: unescapeText(lowering.text.slice(node.start + 1, node.end - 1)),
    ...spanOf(node),
  }),
  template_string: (node, lowering) => ({
    kind: 'text',
    parts: templateParts(node, lowering),
    ...spanOf(node),
  }),
  // Its source stands for it: what it looks for is what matters.
  regex: (node, lowering) => {
    const pattern = fieldOf(node, 'pattern');
    return {
      kind: 'constant',
      value: pattern === undefined ? '' : lowering.textOf(pattern),
      ...spanOf(node),
    };
  },
  parenthesized_expression: inner,
  await_expression: inner,
  yield_expression: inner,
  non_null_expression: inner,
  satisfies_expression: inner,
  type_assertion: (node, lowering) => lowering.expression(namedOf(node).at(-1)),
  as_expression: (node, lowering) => {
    const [value, type] = namedOf(node);
    const given = lowering.expression(value);
    return type === undefined
      ? given
      : { kind: 'typed', value: given, type: lowering.textOf(type), ...spanOf(node) };
  },
  sequence_expression: (node, lowering) => lowering.expression(namedOf(node).at(-1)),
  member_expression: (node, lowering) => {
    const property = fieldOf(node, 'property');
    return {
      kind: 'member',
      object: lowering.expression(fieldOf(node, 'object')),
      name: property === undefined ? '' : lowering.textOf(property),
      ...spanOf(node),
    };
  },
  subscript_expression: (node, lowering) => ({
    kind: 'element',
    object: lowering.expression(fieldOf(node, 'object')),
    key: lowering.expression(fieldOf(node, 'index')),
    ...spanOf(node),
  }),
  call_expression: (node, lowering) => {
    const callee = fieldOf(node, 'function');
    const given = fieldOf(node, 'arguments');
    const first = namedOf(given)[0];
    const isLoad =
      callee?.type === 'import' || (callee !== undefined && lowering.textOf(callee) === 'require');
    if (isLoad && first?.type === 'string') return module(first, node, lowering);
    const made = {
      kind: 'call',
      callee: lowering.expression(callee),
      args:
        given?.type === 'template_string'
          ? [{ value: { kind: 'list', items: [], ...spanOf(given) } } as const]
          : argumentsOf(namedOf(given), lowering),
      ...spanOf(node),
    } as const;
    return callee === undefined ? made : knownCall(made, lowering.textOf(callee));
  },
  new_expression: (node, lowering) => {
    const made = fieldOf(node, 'constructor');
    const given = namedOf(fieldOf(node, 'arguments'));
    // The same as `/…/`, written as a text.
    if (given[0]?.type === 'string' && made !== undefined && lowering.textOf(made) === 'RegExp')
      return lowering.expression(given[0]);
    return {
      kind: 'call',
      callee: lowering.expression(made),
      args: argumentsOf(given, lowering),
      creates: true,
      ...spanOf(node),
    };
  },
  assignment_expression: assignment,
  augmented_assignment_expression: assignment,
  unary_expression: (node, lowering) => ({
    kind: 'unary',
    operator: fieldOf(node, 'operator')?.type ?? '',
    operand: lowering.expression(fieldOf(node, 'argument')),
    ...spanOf(node),
  }),
  update_expression: (node, lowering) => ({
    kind: 'assign',
    target: targetOf(fieldOf(node, 'argument'), lowering, false),
    value: {
      kind: 'binary',
      operator: fieldOf(node, 'operator')?.type === '--' ? '-' : '+',
      left: lowering.expression(fieldOf(node, 'argument')),
      right: { kind: 'constant', value: 1, ...spanOf(node) },
      ...spanOf(node),
    },
    ...spanOf(node),
  }),
  array: (node, lowering) => ({
    kind: 'list',
    items: argumentsOf(namedOf(node), lowering),
    ...spanOf(node),
  }),
  object: (node, lowering) => ({
    kind: 'map',
    entries: namedOf(node).flatMap((entry) => entriesOf(entry, lowering)),
    ...spanOf(node),
  }),
  spread_element: inner,
  arrow_function: makeFunction,
  function_expression: makeFunction,
  function: makeFunction,
  generator_function: makeFunction,
  class: (node, lowering) => ({ kind: 'class', form: classForm(node, lowering), ...spanOf(node) }),
  jsx_element: element,
  jsx_self_closing_element: element,
  jsx_fragment: element,
  jsx_expression: inner,
};

function module(path: SyntaxNode, node: SyntaxNode, lowering: Lowering): Expression {
  const name = modulePath(unescapeText(lowering.text.slice(path.start + 1, path.end - 1)), lowering.file);
  return { kind: 'name', name: `require:${name}`, ...spanOf(node) };
}

function templateParts(node: SyntaxNode, lowering: Lowering): readonly Expression[] {
  const parts: Expression[] = [];
  let from = node.start + 1;
  const addText = (to: number) => {
    if (to > from)
      parts.push({
        kind: 'constant',
        value: unescapeText(lowering.text.slice(from, to)),
        start: from,
        end: to,
      });
  };
  for (const child of node.children) {
    if (child.type !== 'template_substitution') continue;
    addText(child.start);
    parts.push(lowering.expression(namedOf(child)[0]));
    from = child.end;
  }
  addText(node.end - 1);
  return parts;
}

function argumentsOf(nodes: readonly SyntaxNode[], lowering: Lowering): readonly Argument[] {
  return nodes.map((node) =>
    node.type === 'spread_element'
      ? { value: lowering.expression(namedOf(node)[0]), spread: true }
      : { value: lowering.expression(node) },
  );
}

function entriesOf(node: SyntaxNode, lowering: Lowering): readonly MapEntry[] {
  switch (node.type) {
    case 'pair': {
      const key = fieldOf(node, 'key');
      const value = namedValue(
        fieldOf(node, 'value'),
        key === undefined ? '' : lowering.textOf(key),
        lowering,
      );
      const computed = key?.type === 'computed_property_name' ? namedOf(key)[0] : key;
      return [{ key: lowering.expression(computed), value }];
    }
    case 'shorthand_property_identifier':
      return [
        {
          key: { kind: 'constant', value: lowering.textOf(node), ...spanOf(node) },
          value: { kind: 'name', name: lowering.textOf(node), ...spanOf(node) },
        },
      ];
    case 'method_definition': {
      const form = functionForm(node, lowering, methodName(node, lowering));
      return [
        {
          key: { kind: 'constant', value: form.name, ...spanOf(node) },
          value: { kind: 'function', form, ...spanOf(node) },
        },
      ];
    }
    case 'spread_element':
      return [
        {
          value: lowering.expression(
            childOf(node, ...node.children.map(({ type }) => type).filter((type) => type !== '...')),
          ),
        },
      ];
    default:
      return [];
  }
}
