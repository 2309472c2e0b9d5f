import type { FunctionForm } from '../../form/form.ts';
import type { SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { namelessFunction } from '../nameless-function.ts';

/** The readers that `attr_reader` and `attr_accessor` make; what writes is an assignment to the variable itself. */
export function accessors(
  name: string,
  args: readonly SyntaxNode[],
  lowering: Lowering,
): readonly FunctionForm[] {
  if (name.endsWith('_writer')) return [];
  return args
    .filter(({ type }) => type === 'simple_symbol')
    .map((node) => {
      const span = spanOf(node);
      const attribute = lowering.textOf(node).slice(1);
      const value = {
        kind: 'member',
        object: { kind: 'self', ...span },
        name: `@${attribute}`,
        ...span,
      } as const;
      return {
        ...namelessFunction,
        name: attribute,
        body: [{ kind: 'return', value, ...span }],
        locals: new Set(),
        ...span,
      };
    });
}
