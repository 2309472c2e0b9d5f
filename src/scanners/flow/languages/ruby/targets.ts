import type { Expression, Target } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { selfOf } from './self.ts';

/** What is assigned to. */
export function targetOf(node: SyntaxNode | undefined, lowering: Lowering): Target {
  if (node === undefined) return { kind: 'nothing', start: 0, end: 0 };
  const span = spanOf(node);
  switch (node.type) {
    case 'identifier':
    case 'constant':
    case 'global_variable':
      return nameTarget(lowering.textOf(node), node, lowering);
    case 'instance_variable':
    case 'class_variable':
      return { kind: 'member', object: selfOf(node, lowering), name: lowering.textOf(node), ...span };
    case 'call': {
      // `user.name = x` sets what `attr_accessor` reads.
      const receiver = fieldOf(node, 'receiver');
      const name = `@${lowering.textOf(fieldOf(node, 'method') ?? node)}`;
      return { kind: 'member', object: lowering.expression(receiver), name, ...span };
    }
    case 'element_reference': {
      const [, key] = namedOf(node);
      const object = lowering.expression(fieldOf(node, 'object'));
      const known: Expression = key ? lowering.expression(key) : { kind: 'other', parts: [], ...span };
      return { kind: 'element', object, key: known, creates: true, ...span };
    }
    case 'left_assignment_list':
    case 'destructured_left_assignment':
    case 'destructured_parameter':
      return { kind: 'items', items: namedOf(node).map((item) => targetOf(item, lowering)), ...span };
    case 'rest_assignment':
    case 'splat_parameter':
      return targetOf(namedOf(node)[0], lowering);
    default:
      return { kind: 'nothing', ...span };
  }
}

export function nameTarget(name: string, node: SyntaxNode, { scope }: Lowering): Target {
  // A block sees the variables around it, and has its own beside them.
  if (!scope.has(name)) scope.declare(name);
  return { kind: 'name', name, ...spanOf(node) };
}
