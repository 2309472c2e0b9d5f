import type { Expression, Span, Statement } from '../../form/form.ts';
import { fieldOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { hasModifier } from './attributes.ts';
import { typeText } from './types.ts';

/** Names of the parameters that a method gives values out with; what holds only numbers carries nothing. */
export function outsOf(parameters: readonly SyntaxNode[], lowering: Lowering): readonly string[] {
  return parameters.flatMap((node) => {
    const name = fieldOf(node, 'name');
    if (name === undefined || !hasModifier(node, 'out', lowering)) return [];
    return /^(?:int|bool)$/.test(typeText(fieldOf(node, 'type'), lowering) ?? '')
      ? []
      : [lowering.textOf(name)];
  });
}

/** A call gives its result to what stands behind `out`: so a method may end with each value that it gives out. */
export function withOuts(
  body: readonly Statement[],
  outs: readonly string[],
  node: SyntaxNode,
): readonly Statement[] {
  return outs.length === 0 ? body : [...ending(body, outs), ...given(outs, spanOf(node))];
}

function ending(body: readonly Statement[], outs: readonly string[]): readonly Statement[] {
  return body.flatMap((one): readonly Statement[] => {
    switch (one.kind) {
      case 'return':
        return isRefusal(one.value) ? [one] : [...given(outs, one), one];
      case 'if':
        return [{ ...one, yes: ending(one.yes, outs), no: ending(one.no, outs) }];
      case 'block':
      case 'loop':
        return [{ ...one, body: ending(one.body, outs) }];
      case 'switch':
        return [{ ...one, cases: one.cases.map((each) => ({ ...each, body: ending(each.body, outs) })) }];
      case 'try':
        return [
          { ...one, body: ending(one.body, outs), handlers: one.handlers.map((each) => ending(each, outs)) },
        ];
      default:
        return [one];
    }
  });
}

/** `return false;`: what was given out is not to be used. */
const isRefusal = (value: Expression | undefined) => value?.kind === 'constant' && value.value === false;

const given = (outs: readonly string[], { start, end }: Span): readonly Statement[] =>
  outs.map((name) => ({
    kind: 'if',
    test: { kind: 'other', parts: [], start, end },
    yes: [{ kind: 'return', value: { kind: 'name', name, start, end }, start, end }],
    no: [],
    start,
    end,
  }));
