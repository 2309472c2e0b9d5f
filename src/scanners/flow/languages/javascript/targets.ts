import type { Target } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';

type Handler = (node: SyntaxNode, lowering: Lowering, declares: boolean) => Target;

const variable: Handler = (node, lowering, declares) => {
  const name = lowering.textOf(node);
  // A page's own place, set as if it were a variable.
  if (name === 'location' && !declares && !lowering.scope.has(name))
    return {
      kind: 'member',
      object: { kind: 'name', name: 'window', ...spanOf(node) },
      name,
      ...spanOf(node),
    };
  if (declares) lowering.scope.declare(name);
  else lowering.scope.assigned.add(name);
  return { kind: 'name', name, ...spanOf(node) };
};

const items: Handler = (node, lowering, declares) => ({
  kind: 'items',
  items: namedOf(node).map((item) => targetOf(item, lowering, declares)),
  ...spanOf(node),
});

const fields: Handler = (node, lowering, declares) => ({
  kind: 'fields',
  fields: namedOf(node).map((field) => fieldTarget(field, lowering, declares)),
  ...spanOf(node),
});

const left: Handler = (node, lowering, declares) => targetOf(fieldOf(node, 'left'), lowering, declares);

const handlers: Readonly<Record<string, Handler>> = {
  identifier: variable,
  shorthand_property_identifier_pattern: variable,
  shorthand_property_identifier: variable,
  array_pattern: items,
  array: items,
  object_pattern: fields,
  object: fields,
  assignment_pattern: left,
  object_assignment_pattern: left,
  rest_pattern: (node, lowering, declares) => targetOf(namedOf(node)[0], lowering, declares),
  member_expression: (node, lowering) => {
    const property = fieldOf(node, 'property');
    const object = lowering.expression(fieldOf(node, 'object'));
    return {
      kind: 'member',
      object,
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
  non_null_expression: (node, lowering, declares) => targetOf(namedOf(node)[0], lowering, declares),
  parenthesized_expression: (node, lowering, declares) => targetOf(namedOf(node)[0], lowering, declares),
};

export function targetOf(node: SyntaxNode | undefined, lowering: Lowering, declares: boolean): Target {
  const handler = node === undefined ? undefined : handlers[node.type];
  if (node === undefined || handler === undefined)
    return { kind: 'nothing', start: node?.start ?? 0, end: node?.end ?? 0 };
  return handler(node, lowering, declares);
}

function fieldTarget(
  node: SyntaxNode,
  lowering: Lowering,
  declares: boolean,
): { readonly name?: string; readonly target: Target } {
  if (node.type === 'pair_pattern' || node.type === 'pair') {
    const key = fieldOf(node, 'key');
    const target = targetOf(fieldOf(node, 'value'), lowering, declares);
    return key === undefined ? { target } : { name: lowering.textOf(key).replaceAll(/['"]/g, ''), target };
  }
  const target = targetOf(node, lowering, declares);
  return target.kind === 'name' && node.type !== 'rest_pattern' ? { name: target.name, target } : { target };
}
