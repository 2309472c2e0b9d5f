import type { Expression } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';

/** What a name that was set just before a test stands for in it: `_, ok := allowed[x]`, `err := validate(x)`. */
export type Checks = ReadonlyMap<string, Expression>;

export const noChecks: Checks = new Map();

const checkNames =
  /(?:valid|saniti[sz]e|safe|allow|permit|trust)|^(?:check|verify|ensure|assert)\w*(?:path|name|url|uri|host|ref)/i;
const badNames = /(?:un|in|not_?|non_?|dis)(?:valid|safe|allowed?|trusted)/i;

export function checksOf(node: SyntaxNode | undefined, lowering: Lowering): Checks {
  if (node?.type !== 'short_var_declaration' && node?.type !== 'assignment_statement') return noChecks;
  const names = namedOf(fieldOf(node, 'left'));
  const [value, another] = namedOf(fieldOf(node, 'right'));
  const last = names.at(-1);
  if (value === undefined || another !== undefined || last?.type !== 'identifier') return noChecks;
  const name = lowering.textOf(last);
  if (names.length === 2 && value.type === 'index_expression')
    return new Map([[name, holds(value, lowering)]]);
  const check = value.type === 'call_expression' ? checkOf(value, lowering) : undefined;
  return check === undefined ? noChecks : new Map([[name, check]]);
}

/** `m[key]` as a test: whether the key is in the map. */
function holds(node: SyntaxNode, lowering: Lowering): Expression {
  const span = spanOf(node);
  const object = lowering.expression(fieldOf(node, 'operand'));
  return {
    kind: 'call',
    callee: { kind: 'member', object, name: 'has', ...span },
    args: [{ value: lowering.expression(fieldOf(node, 'index')) }],
    ...span,
  };
}

/** A function that says by an error that it refuses its argument. */
function checkOf(node: SyntaxNode, lowering: Lowering): Expression | undefined {
  const callee = fieldOf(node, 'function');
  const name = callee === undefined ? '' : lowering.textOf(fieldOf(callee, 'field') ?? callee);
  if (!checkNames.test(name) || badNames.test(name)) return undefined;
  const args = namedOf(fieldOf(node, 'arguments')).map((one) => ({ value: lowering.expression(one) }));
  return { kind: 'call', callee: { kind: 'name', name: ' valid', ...spanOf(node) }, args, ...spanOf(node) };
}

export function testOf(node: SyntaxNode | undefined, checks: Checks, lowering: Lowering): Expression {
  const again = (one: SyntaxNode | undefined) => testOf(one, checks, lowering);
  switch (node?.type) {
    case 'parenthesized_expression':
      return again(namedOf(node)[0]);
    case 'index_expression':
      return holds(node, lowering);
    case 'identifier':
      return checks.get(lowering.textOf(node)) ?? lowering.expression(node);
    case 'unary_expression': {
      const operator = fieldOf(node, 'operator')?.type ?? '';
      const operand = fieldOf(node, 'operand');
      return operator === '!'
        ? { kind: 'unary', operator, operand: again(operand), ...spanOf(node) }
        : lowering.expression(node);
    }
    case 'binary_expression':
      return comparison(node, checks, lowering);
    default:
      return lowering.expression(node);
  }
}

/** `err != nil` of a check is that the check does not hold. */
function comparison(node: SyntaxNode, checks: Checks, lowering: Lowering): Expression {
  const operator = fieldOf(node, 'operator')?.type ?? '';
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  if (operator === '&&' || operator === '||') {
    const [first, second] = [left, right].map((side) => testOf(side, checks, lowering));
    if (first !== undefined && second !== undefined)
      return { kind: 'binary', operator, left: first, right: second, ...spanOf(node) };
  }
  const isError = right?.type === 'nil' && left?.type === 'identifier';
  const check = isError ? checks.get(lowering.textOf(left)) : undefined;
  if (check === undefined || (operator !== '==' && operator !== '!=')) return lowering.expression(node);
  return operator === '==' ? check : { kind: 'unary', operator: '!', operand: check, ...spanOf(node) };
}
