import type { Expression, Statement, Target } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { typed } from './parts.ts';

export function targetOf(node: SyntaxNode | undefined, lowering: Lowering, declares: boolean): Target {
  if (node === undefined) return { kind: 'nothing', start: 0, end: 0 };
  const span = spanOf(node);
  switch (node.type) {
    case 'identifier': {
      const name = lowering.textOf(node);
      if (name === '_') return { kind: 'nothing', ...span };
      if (declares) lowering.scope.declare(name);
      return { kind: 'name', name, ...span };
    }
    case 'parenthesized_expression':
      return targetOf(namedOf(node)[0], lowering, declares);
    case 'unary_expression':
      return targetOf(fieldOf(node, 'operand'), lowering, false);
    case 'selector_expression': {
      const field = fieldOf(node, 'field');
      const object = lowering.expression(fieldOf(node, 'operand'));
      return { kind: 'member', object, name: field === undefined ? '' : lowering.textOf(field), ...span };
    }
    case 'index_expression':
      return {
        kind: 'element',
        object: lowering.expression(fieldOf(node, 'operand')),
        key: lowering.expression(fieldOf(node, 'index')),
        ...span,
      };
    default:
      return { kind: 'nothing', ...span };
  }
}

interface Assigned {
  readonly node: SyntaxNode;
  readonly names: readonly SyntaxNode[];
  readonly values: readonly SyntaxNode[];
  readonly declares: boolean;
  /** The type that is declared for all of them. */
  readonly type?: string | undefined;
}

/** `a, b = b, a` gives all values first; `a, err := f()` takes apart what one call gives. */
export function assignments(
  { node, names, values, declares, type }: Assigned,
  lowering: Lowering,
): readonly Statement[] {
  const span = spanOf(node);
  const lowered = values.map((value) => typed(value, lowering.expression(value), type));
  const targets = names.map((one) => targetOf(one, lowering, declares));
  const [target, second] = targets;
  const [value] = lowered;
  if (target === undefined || value === undefined) return [];
  if (second === undefined) return [assigning(target, value, span)];
  if (lowered.length === 1) {
    // `v, ok := m[k]`, `v, ok := x.(T)`, `v, ok := <-c`: only the first is of interest.
    if (value.kind !== 'call') return [assigning(target, value, span)];
    return [assigning({ kind: 'items', items: targets, results: true, ...span }, value, span)];
  }
  const items = lowered.map((one) => ({ value: one }));
  return [assigning({ kind: 'items', items: targets, ...span }, { kind: 'list', items, ...span }, span)];
}

export function assigning(
  target: Target,
  value: Expression,
  span: { readonly start: number; readonly end: number },
): Statement {
  return { kind: 'expression', value: { kind: 'assign', target, value, ...span }, ...span };
}
