import type { Expression, Statement } from '../../form/form.ts';
import { childOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { branchValue } from './blocks.ts';

/** Beyond this many the branches of a `when` are taken side by side and not one within the other. */
const deepest = 40;

interface Branch {
  /** Absent for `else`. */
  readonly test: Expression | undefined;
  readonly body: SyntaxNode | undefined;
}

/** `when (…) { … }` as a statement. */
export function whenStatement(node: SyntaxNode, lowering: Lowering): readonly Statement[] {
  const subject = subjectOf(node, lowering);
  const branches = branchesOf(node, subject.value, lowering);
  const bodies = branches.map(({ body }) => lowering.statement(body));
  const span = spanOf(node);
  if (branches.length > deepest)
    return [
      ...subject.before,
      ...branches.map(
        ({ test }, index): Statement => ({
          kind: 'if',
          test: test ?? nothing(node),
          yes: bodies[index] ?? [],
          no: [],
          ...span,
        }),
      ),
    ];
  const chain = branches.reduceRight<readonly Statement[]>((no, { test }, index) => {
    const yes = bodies[index] ?? [];
    return test === undefined ? yes : [{ kind: 'if', test, yes, no, ...span }];
  }, []);
  return [...subject.before, ...chain];
}

/** Its value. */
export function whenExpression(node: SyntaxNode, lowering: Lowering): Expression {
  const { value } = subjectOf(node, lowering);
  const branches = branchesOf(node, value, lowering);
  const values = branches.map(({ body }) => branchValue(body, lowering));
  if (branches.length > deepest) return { kind: 'other', parts: values, ...spanOf(node) };
  return branches.reduceRight<Expression>((no, { test }, index) => {
    const yes = values[index] ?? no;
    return test === undefined ? yes : { kind: 'choice', test, yes, no, ...spanOf(node) };
  }, nothing(node));
}

const nothing = (node: SyntaxNode): Expression => ({ kind: 'other', parts: [], ...spanOf(node) });

/** `when (val name = value)` names it. */
function subjectOf(
  node: SyntaxNode,
  lowering: Lowering,
): { readonly value: Expression | undefined; readonly before: readonly Statement[] } {
  const parts = namedOf(childOf(node, 'when_subject'));
  const named = parts.find(({ type }) => type === 'variable_declaration');
  const value = parts.at(-1);
  if (value === undefined) return { value: undefined, before: [] };
  if (named === undefined) return { value: lowering.expression(value), before: [] };
  const name = lowering.textOf(named);
  lowering.scope.declare(name);
  const span = spanOf(named);
  const target = { kind: 'name', name, ...span } as const;
  const assigned: Expression = { kind: 'assign', target, value: lowering.expression(value), ...span };
  return { value: target, before: [{ kind: 'expression', value: assigned, ...span }] };
}

function branchesOf(
  node: SyntaxNode,
  subject: Expression | undefined,
  lowering: Lowering,
): readonly Branch[] {
  return node.children
    .filter(({ type }) => type === 'when_entry')
    .map((entry) => {
      const tests = fieldsOf(entry, 'condition').map((one) => testOf(one, subject, lowering));
      const [first, ...others] = tests;
      const test =
        first === undefined
          ? undefined
          : others.reduce<Expression>(
              (left, right) => ({ kind: 'binary', operator: '||', left, right, ...spanOf(entry) }),
              first,
            );
      return { test, body: namedOf(entry).findLast(({ field }) => field !== 'condition') };
    });
}

function testOf(node: SyntaxNode, subject: Expression | undefined, lowering: Lowering): Expression {
  const span = spanOf(node);
  if (subject === undefined) return lowering.expression(node);
  if (node.type === 'type_test') return { kind: 'other', parts: [], ...span };
  if (node.type === 'range_test')
    return contains(subject, lowering.expression(namedOf(node)[0]), isNegated(node), node);
  return { kind: 'binary', operator: '==', left: subject, right: lowering.expression(node), ...span };
}

export const isNegated = (node: SyntaxNode) => node.children.some(({ type }) => type.startsWith('!'));

/** `item in group` */
export function contains(
  item: Expression,
  group: Expression,
  negated: boolean,
  node: SyntaxNode,
): Expression {
  const span = spanOf(node);
  const test: Expression = {
    kind: 'call',
    callee: { kind: 'member', object: group, name: 'contains', start: group.start, end: group.end },
    args: [{ value: item }],
    ...span,
  };
  return negated ? { kind: 'unary', operator: '!', operand: test, ...span } : test;
}
