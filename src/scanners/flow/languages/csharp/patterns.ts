import type { Expression } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { declared } from './targets.ts';
import { typeText } from './types.ts';

/** Whether a value is as a pattern has it, as the test that says the same. What it binds gets its value. */
export function patternTest(
  pattern: SyntaxNode | undefined,
  value: Expression,
  lowering: Lowering,
): Expression {
  const span = pattern === undefined ? { start: value.start, end: value.end } : spanOf(pattern);
  switch (pattern?.type) {
    case 'constant_pattern':
      return equal(value, lowering.expression(namedOf(pattern)[0]), span);
    case 'negated_pattern':
      return {
        kind: 'unary',
        operator: '!',
        operand: patternTest(namedOf(pattern)[0], value, lowering),
        ...span,
      };
    case 'and_pattern':
    case 'or_pattern':
      return {
        kind: 'binary',
        operator: pattern.type === 'or_pattern' ? '||' : '&&',
        left: patternTest(fieldOf(pattern, 'left'), value, lowering),
        right: patternTest(fieldOf(pattern, 'right'), value, lowering),
        ...span,
      };
    case 'parenthesized_pattern':
      return patternTest(namedOf(pattern)[0], value, lowering);
    case 'declaration_pattern':
    case 'recursive_pattern':
    case 'var_pattern':
      return bound(pattern, value, lowering);
    default:
      return { kind: 'other', parts: [], ...span };
  }
}

const equal = (left: Expression, right: Expression, span: { start: number; end: number }): Expression => ({
  kind: 'binary',
  operator: '==',
  left,
  right,
  ...span,
});

/** `text is string name`. Not as an assignment that is asked for its truth: that it is no such says nothing of it. */
function bound(pattern: SyntaxNode, value: Expression, lowering: Lowering): Expression {
  const type = fieldOf(pattern, 'type');
  const name = fieldOf(pattern, 'name') ?? (pattern.type === 'var_pattern' ? namedOf(pattern)[0] : undefined);
  const written = typeText(type, lowering);
  const given: Expression =
    written === undefined ? value : { kind: 'typed', value, type: written, ...spanOf(pattern) };
  if (name === undefined)
    return { kind: 'other', parts: partsOf(pattern, value, lowering), ...spanOf(pattern) };
  const assigned: Expression = {
    kind: 'assign',
    target: declared(name, undefined, lowering),
    value: given,
    ...spanOf(pattern),
  };
  return { kind: 'other', parts: [assigned, ...partsOf(pattern, value, lowering)], ...spanOf(pattern) };
}

/** `{ Name: var name }` binds members. */
function partsOf(pattern: SyntaxNode, object: Expression, lowering: Lowering): readonly Expression[] {
  const clause = childOf(pattern, 'property_pattern_clause');
  return namedOf(clause).flatMap((part) => {
    const [name, inner] = namedOf(part);
    if (name?.type !== 'identifier' || inner === undefined) return [];
    const member: Expression = { kind: 'member', object, name: lowering.textOf(name), ...spanOf(name) };
    return [patternTest(inner, member, lowering)];
  });
}

const mostArms = 40;

/** `value switch { pattern => …, _ => … }`. */
export function switchExpression(node: SyntaxNode, lowering: Lowering): Expression {
  const [subject, ...arms] = namedOf(node).filter(
    ({ type }, index) => index === 0 || type === 'switch_expression_arm',
  );
  const value = lowering.expression(subject);
  const taken = arms.map((arm) => {
    const [pattern, ...rest] = namedOf(arm);
    return { test: patternTest(pattern, value, lowering), result: lowering.expression(rest.at(-1)) };
  });
  const isSimple = (value.kind === 'name' || value.kind === 'member') && taken.length <= mostArms;
  if (!isSimple) return { kind: 'other', parts: taken.map(({ result }) => result), ...spanOf(node) };
  const last: Expression = { kind: 'other', parts: [], ...spanOf(node) };
  return taken.reduceRight<Expression>(
    (no, { test, result }, index) =>
      index === taken.length - 1 ? result : { kind: 'choice', test, yes: result, no, ...spanOf(node) },
    last,
  );
}
