import type { Expression, Statement } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { found } from './matches.ts';

type Inner = (nodes: readonly SyntaxNode[]) => readonly Statement[];

/** `case … when … else … end` as tests one after the other. */
export function caseChain(node: SyntaxNode, lowering: Lowering, inner: Inner): readonly Statement[] {
  const value = fieldOf(node, 'value');
  const otherwise = inner(namedOf(childOf(node, 'else')));
  return namedOf(node)
    .filter(({ type }) => type === 'when')
    .reduceRight<readonly Statement[]>((no, clause) => {
      const test = clauseTest(clause, value, lowering);
      return [{ kind: 'if', test, yes: inner(namedOf(fieldOf(clause, 'body'))), no, ...spanOf(clause) }];
    }, otherwise);
}

function clauseTest(clause: SyntaxNode, value: SyntaxNode | undefined, lowering: Lowering): Expression {
  const span = spanOf(clause);
  const tests = namedOf(clause)
    .filter(({ type }) => type === 'pattern')
    .map((pattern) => patternTest(namedOf(pattern)[0] ?? pattern, value, lowering));
  const [first, ...others] = tests;
  if (first === undefined) return { kind: 'other', parts: [], ...span };
  return others.reduce((left, right) => ({ kind: 'binary', operator: '||', left, right, ...span }), first);
}

function patternTest(pattern: SyntaxNode, value: SyntaxNode | undefined, lowering: Lowering): Expression {
  const span = spanOf(pattern);
  if (value === undefined) return lowering.expression(pattern);
  const subject = lowering.expression(value);
  if (pattern.type === 'splat_argument')
    return {
      kind: 'binary',
      operator: 'in',
      left: subject,
      right: lowering.expression(namedOf(pattern)[0]),
      ...span,
    };
  const right = lowering.expression(pattern);
  if (pattern.type === 'regex') return found(subject, right, span, lowering);
  // A class, a range, a lambda: what is one of them may be anything.
  const isValue = /^(?:string|simple_symbol|integer|float|true|false|nil|delimited_symbol)$/.test(
    pattern.type,
  );
  const isOwn = pattern.type === 'constant' && /^[A-Z\d_]+$/.test(lowering.textOf(pattern));
  return isValue || isOwn
    ? { kind: 'binary', operator: '==', left: subject, right, ...span }
    : { kind: 'binary', operator: 'is', left: subject, right, ...span };
}
