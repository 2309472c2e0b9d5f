import type { Expression, Target } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { declared } from './targets.ts';

/** `from a in b where … select …`: loops around the element, each clause within those before it. */
export function query(node: SyntaxNode, lowering: Lowering): Expression {
  return clauses(namedOf(node), lowering, node);
}

function clauses(list: readonly SyntaxNode[], lowering: Lowering, whole: SyntaxNode): Expression {
  const [first, ...rest] = list;
  switch (first?.type) {
    case 'from_clause': {
      const over = lowering.expression(namedOf(first).at(-1));
      return each(declared(fieldOf(first, 'name'), undefined, lowering), over, rest, lowering, whole);
    }
    case 'join_clause': {
      const [name, over] = namedOf(first).filter(({ field }) => field !== 'type');
      return each(declared(name, undefined, lowering), lowering.expression(over), rest, lowering, whole);
    }
    case 'let_clause': {
      const [name, value] = namedOf(first);
      const list: Expression = {
        kind: 'list',
        items: [{ value: lowering.expression(value) }],
        ...spanOf(first),
      };
      return each(declared(name, undefined, lowering), list, rest, lowering, whole);
    }
    case 'select_clause':
    case 'group_clause':
      return lowering.expression(namedOf(first)[0]);
    case undefined:
      return { kind: 'other', parts: [], ...spanOf(whole) };
    default:
      return clauses(rest, lowering, whole);
  }
}

function each(
  target: Target,
  over: Expression,
  rest: readonly SyntaxNode[],
  lowering: Lowering,
  whole: SyntaxNode,
): Expression {
  const after = rest.findIndex(({ type }) => type !== 'where_clause');
  const tests = rest
    .slice(0, after === -1 ? rest.length : after)
    .map((one) => lowering.expression(namedOf(one)[0]));
  const element = clauses(after === -1 ? [] : rest.slice(after), lowering, whole);
  return { kind: 'each', target, over, tests, element, ...spanOf(whole) };
}
