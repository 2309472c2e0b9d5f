import type { Argument, Expression, Target } from '../../form/form.ts';
import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { standsHere } from '../../templates/jsp-code.ts';
import { unescapeText } from '../escapes.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { constant, name, sharedExpressions } from '../shared-expressions.ts';
import { classForm, functionForm } from './declarations.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

const inner: Handler = (node, lowering) => lowering.expression(namedOf(node)[0]);

const number: Handler = (node, lowering) => {
  const value = Number(
    lowering
      .textOf(node)
      .replaceAll('_', '')
      .replace(/[lLfFdD]$/, ''),
  );
  return Number.isNaN(value)
    ? { kind: 'other', parts: [], ...spanOf(node) }
    : { kind: 'constant', value, ...spanOf(node) };
};

const text: Handler = (node, lowering) => {
  const whole = lowering.textOf(node);
  const marks = whole.startsWith('"""') ? 3 : 1;
  return { kind: 'constant', value: unescapeText(whole.slice(marks, -marks)), ...spanOf(node) };
};

const choose: Handler = (node, lowering) => {
  // The value of a switch: any of its branches.
  const groups = namedOf(fieldOf(node, 'body'));
  const values = groups.flatMap((group) =>
    namedOf(group).filter(({ type }) => type !== 'switch_label' && type !== 'throw_statement'),
  );
  return { kind: 'other', parts: lowering.expressions(values), ...spanOf(node) };
};

const lambda: Handler = (node, lowering) => {
  const parameters = fieldOf(node, 'parameters');
  const form = functionForm(node, lowering, {
    name: '',
    parameters: parameters?.type === 'identifier' ? [parameters] : namedOf(parameters),
  });
  return { kind: 'function', form, ...spanOf(node) };
};

export const expressions: Readonly<Record<string, Handler>> = {
  ...sharedExpressions,
  identifier: name,
  type_identifier: name,
  null_literal: constant(null),
  decimal_integer_literal: number,
  hex_integer_literal: number,
  octal_integer_literal: number,
  decimal_floating_point_literal: number,
  string_literal: text,
  character_literal: text,
  parenthesized_expression: inner,
  cast_expression: (node, lowering) => typed(node, fieldOf(node, 'value'), lowering),
  field_access: (node, lowering) => {
    const object = fieldOf(node, 'object');
    const field = fieldOf(node, 'field');
    // `java.util.List.of()`: classes go by their simple names.
    if (object !== undefined && isPackage(lowering.textOf(object)) && isClassName(field, lowering))
      return { kind: 'name', name: field === undefined ? '' : lowering.textOf(field), ...spanOf(node) };
    return {
      kind: 'member',
      object: lowering.expression(object),
      name: field === undefined ? '' : lowering.textOf(field),
      ...spanOf(node),
    };
  },
  array_access: (node, lowering) => ({
    kind: 'element',
    object: lowering.expression(fieldOf(node, 'array')),
    key: lowering.expression(fieldOf(node, 'index')),
    ...spanOf(node),
  }),
  method_invocation: (node, lowering) => {
    const object = fieldOf(node, 'object');
    const named = fieldOf(node, 'name');
    const method = named === undefined ? '' : lowering.textOf(named);
    const callee: Expression =
      object === undefined
        ? {
            kind: 'member',
            object: { kind: 'self', ...spanOf(node) },
            name: method,
            ...spanOf(named ?? node),
          }
        : {
            kind: 'member',
            object: lowering.expression(object),
            name: method,
            start: object.start,
            end: named?.end ?? node.end,
          };
    const args = argumentsOf(fieldOf(node, 'arguments'), lowering);
    const made: Expression = { kind: 'call', callee, args, ...spanOf(node) };
    const [first] = args;
    return method === standsHere && first !== undefined
      ? { kind: 'include', call: first.value, path: first.value, ...spanOf(node) }
      : made;
  },
  object_creation_expression: (node, lowering) => {
    const body = childOf(node, 'class_body');
    const type = fieldOf(node, 'type');
    const callee: Expression =
      body === undefined
        ? { kind: 'name', name: simpleName(type, lowering), ...spanOf(type ?? node) }
        : {
            kind: 'class',
            form: classForm(node, lowering, { name: '', bases: [simpleName(type, lowering)], body }),
            ...spanOf(node),
          };
    return {
      kind: 'call',
      callee,
      args: argumentsOf(fieldOf(node, 'arguments'), lowering),
      creates: true,
      ...spanOf(node),
    };
  },
  array_creation_expression: (node, lowering) => {
    const value = fieldOf(node, 'value');
    return value === undefined ? { kind: 'list', items: [], ...spanOf(node) } : lowering.expression(value);
  },
  array_initializer: (node, lowering) => ({
    kind: 'list',
    items: lowering.arguments(namedOf(node)),
    ...spanOf(node),
  }),
  unary_expression: (node, lowering) => ({
    kind: 'unary',
    operator: fieldOf(node, 'operator')?.type ?? '',
    operand: lowering.expression(fieldOf(node, 'operand')),
    ...spanOf(node),
  }),
  instanceof_expression: (node, lowering) => {
    const bound = fieldOf(node, 'name');
    const value = lowering.expression(fieldOf(node, 'left'));
    return bound === undefined
      ? { kind: 'other', parts: [], ...spanOf(node) }
      : { kind: 'assign', target: targetOf(bound, lowering), value, ...spanOf(node) };
  },
  update_expression: (node, lowering) => {
    const operand = namedOf(node)[0];
    return {
      kind: 'assign',
      target: targetOf(operand, lowering, false),
      value: {
        kind: 'binary',
        operator: lowering.textOf(node).includes('--') ? '-' : '+',
        left: lowering.expression(operand),
        right: { kind: 'constant', value: 1, ...spanOf(node) },
        ...spanOf(node),
      },
      ...spanOf(node),
    };
  },
  assignment_expression: (node, lowering) => {
    const left = fieldOf(node, 'left');
    const operator = fieldOf(node, 'operator')?.type.replace(/=$/, '') ?? '';
    const given = lowering.expression(fieldOf(node, 'right'));
    const value: Expression =
      operator === ''
        ? given
        : { kind: 'binary', operator, left: lowering.expression(left), right: given, ...spanOf(node) };
    return { kind: 'assign', target: targetOf(left, lowering, false), value, ...spanOf(node) };
  },
  switch_expression: choose,
  lambda_expression: lambda,
  method_reference: (node, lowering) => {
    const [object, method] = node.children.filter(({ named }) => named);
    return {
      kind: 'member',
      object: lowering.expression(object),
      name: method === undefined ? 'new' : lowering.textOf(method),
      ...spanOf(node),
    };
  },
};

export function argumentsOf(node: SyntaxNode | undefined, lowering: Lowering): readonly Argument[] {
  return lowering.arguments(namedOf(node));
}

/** Primitive types matter: what is cast to one can carry nothing. */
export function typed(node: SyntaxNode, value: SyntaxNode | undefined, lowering: Lowering): Expression {
  const type = fieldsOf(node, 'type')[0];
  const given = lowering.expression(value);
  return type === undefined
    ? given
    : { kind: 'typed', value: given, type: lowering.textOf(type), ...spanOf(node) };
}

export function simpleName(node: SyntaxNode | undefined, lowering: Lowering): string {
  const text = node === undefined ? '' : lowering.textOf(node).replace(/<.*$/s, '');
  return text.slice(text.lastIndexOf('.') + 1).trim();
}

const isPackage = (text: string) => /^[a-z_$][\w$]*(?:\.[a-z_$][\w$]*)*$/.test(text);

/** A package is written small, a class with a capital; `this.Name` is neither. */
const isClassName = (node: SyntaxNode | undefined, lowering: Lowering) =>
  node !== undefined && /^[A-Z]\w*[a-z]/.test(lowering.textOf(node));

export function targetOf(node: SyntaxNode | undefined, lowering: Lowering, declares = true): Target {
  if (node === undefined) return { kind: 'nothing', start: 0, end: 0 };
  const span = spanOf(node);
  switch (node.type) {
    case 'identifier': {
      const text = lowering.textOf(node);
      if (declares) lowering.scope.declare(text);
      return { kind: 'name', name: text, ...span };
    }
    case 'field_access': {
      const field = fieldOf(node, 'field');
      const object = lowering.expression(fieldOf(node, 'object'));
      return { kind: 'member', object, name: field === undefined ? '' : lowering.textOf(field), ...span };
    }
    case 'array_access':
      return {
        kind: 'element',
        object: lowering.expression(fieldOf(node, 'array')),
        key: lowering.expression(fieldOf(node, 'index')),
        creates: true,
        ...span,
      };
    default:
      return { kind: 'nothing', ...span };
  }
}
