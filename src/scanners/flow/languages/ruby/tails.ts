import type { Expression, Statement } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { namelessFunction } from '../nameless-function.ts';
import { caseChain } from './cases.ts';

/** What is done with the value of the last expression of some code. */
export type Finish = (value: Expression, node: SyntaxNode) => readonly Statement[];

/** The parts of a body, an `else`, a `then`. */
export function bodyOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  if (node === undefined) return [];
  return /^(?:body_statement|block_body|then|else|do|begin|ensure|program)$/.test(node.type) &&
    !isAttempt(node)
    ? namedOf(node)
    : [node];
}

const isAttempt = (node: SyntaxNode) => childOf(node, 'rescue', 'ensure') !== undefined;

/** A function's body: its last value is what it gives back. */
export function returning(
  nodes: readonly SyntaxNode[],
  lowering: Lowering,
  before: readonly Statement[] = [],
): readonly Statement[] {
  if (nodes.every(({ type }) => type === 'empty_statement')) return before;
  return finished(nodes, lowering, (value, { start, end }) => {
    if (before.length === 0) return [{ kind: 'return', value, start, end }];
    const held = ' result';
    lowering.scope.declare(held);
    const target = { kind: 'name', name: held, start, end } as const;
    return [
      { kind: 'expression', value: { kind: 'assign', target, value, start, end }, start, end },
      ...before,
      { kind: 'return', value: { kind: 'name', name: held, start, end }, start, end },
    ];
  });
}

/** Some code, of which the last value goes on. */
export function finished(
  nodes: readonly SyntaxNode[],
  lowering: Lowering,
  finish: Finish,
): readonly Statement[] {
  const code = nodes.filter(({ type }) => type !== 'empty_statement');
  return code.flatMap((node, index) =>
    index === code.length - 1 ? finishedBy(node, lowering, finish) : lowering.statement(node),
  );
}

const goesNowhere =
  /^(?:return|next|break|redo|retry|while|until|for|while_modifier|until_modifier|method|singleton_method|class|module|singleton_class|alias|undef)$/;

function finishedBy(node: SyntaxNode, lowering: Lowering, finish: Finish): readonly Statement[] {
  const inner = (nodes: readonly SyntaxNode[]) => finished(nodes, lowering, finish);
  switch (node.type) {
    case 'if':
    case 'unless':
    case 'elsif':
      return conditional(node, lowering, inner);
    case 'if_modifier':
    case 'unless_modifier': {
      const body = fieldOf(node, 'body');
      return [guarded(node, lowering, body === undefined ? [] : inner([body]))];
    }
    case 'case':
      return caseChain(node, lowering, inner);
    case 'begin':
    case 'body_statement':
      return isAttempt(node) ? attempt(node, lowering, inner) : inner(namedOf(node));
    case 'parenthesized_statements':
      return inner(namedOf(node));
    default: {
      const isPlain = goesNowhere.test(node.type) || endsHere(node, lowering);
      return isPlain ? lowering.statement(node) : finish(lowering.expression(node), node);
    }
  }
}

/** `raise`, and `x or return`. */
export function endsHere(node: SyntaxNode, lowering: Lowering): boolean {
  if (node.type === 'binary') {
    const operator = fieldOf(node, 'operator')?.type ?? '';
    const right = fieldOf(node, 'right');
    return (
      /^(?:and|or|&&|\|\|)$/.test(operator) &&
      right !== undefined &&
      (goesNowhere.test(right.type) || isRaise(right, lowering))
    );
  }
  return isRaise(node, lowering);
}

export function isRaise(node: SyntaxNode, lowering: Lowering): boolean {
  const called = node.type === 'call' ? fieldOf(node, 'method') : node;
  if (called?.type !== 'identifier' || fieldOf(node, 'receiver') !== undefined) return false;
  return /^(?:raise|fail|abort|exit!?|halt|throw)$/.test(lowering.textOf(called));
}

type Inner = (nodes: readonly SyntaxNode[]) => readonly Statement[];

export function conditional(node: SyntaxNode, lowering: Lowering, inner: Inner): readonly Statement[] {
  const alternative = fieldOf(node, 'alternative');
  const test = testOf(node, lowering);
  const yes = inner(bodyOf(fieldOf(node, 'consequence')));
  const no =
    alternative?.type === 'elsif' ? conditional(alternative, lowering, inner) : inner(bodyOf(alternative));
  return [{ kind: 'if', test, yes, no, ...spanOf(node) }];
}

export function guarded(node: SyntaxNode, lowering: Lowering, yes: readonly Statement[]): Statement {
  return { kind: 'if', test: testOf(node, lowering), yes, no: [], ...spanOf(node) };
}

export function testOf(node: SyntaxNode, lowering: Lowering): Expression {
  const test = lowering.expression(fieldOf(node, 'condition'));
  return /^(?:unless|until)/.test(node.type)
    ? { kind: 'unary', operator: '!', operand: test, start: test.start, end: test.end }
    : test;
}

/** `begin … rescue … ensure … end`, and the same without `begin`. */
export function attempt(node: SyntaxNode, lowering: Lowering, inner: Inner): readonly Statement[] {
  const parts = namedOf(node);
  const isClause = ({ type }: SyntaxNode) => /^(?:rescue|else|ensure)$/.test(type);
  const otherwise = childOf(node, 'else');
  const body = parts.filter((one) => !isClause(one));
  return [
    {
      kind: 'try',
      body:
        otherwise === undefined ? inner(body) : [...lowering.statements(body), ...inner(bodyOf(otherwise))],
      handlers: parts
        .filter(({ type }) => type === 'rescue')
        .map((one) => inner(bodyOf(fieldOf(one, 'body')))),
      last: lowering.statements(namedOf(childOf(node, 'ensure'))),
      ...spanOf(node),
    },
  ];
}

/** A body as one value: of several statements a function that is called at once. */
export function asOneValue(nodes: readonly SyntaxNode[], node: SyntaxNode, lowering: Lowering): Expression {
  const [only] = nodes;
  const span = spanOf(node);
  if (only === undefined) return { kind: 'constant', value: null, ...span };
  if (nodes.length === 1 && !needsStatements(only)) return lowering.expression(only);
  const { result: body, locals } = lowering.scope.within(() => returning(nodes, lowering));
  const form = { ...namelessFunction, body, locals, ...span };
  return { kind: 'call', callee: { kind: 'function', form, ...span }, args: [], ...span };
}

export const needsStatements = ({ type }: SyntaxNode) =>
  /^(?:if|unless|case|begin|body_statement|while|until|for|if_modifier|unless_modifier|while_modifier|until_modifier|return|next|break)$/.test(
    type,
  );
