import type { Expression } from '../../form/form.ts';
import { fieldOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';

const calls = /^(?:function|member|nullsafe_member|scoped)_call_expression$/;

/** Compared so with such a value, a call says yes; with the other operators it says no. */
const yes: Readonly<Record<string, RegExp>> = {
  '==': /^(?:true|1)$/i,
  '===': /^(?:true|1)$/i,
  '!=': /^(?:false|0)$/i,
  '!==': /^(?:false|0)$/i,
  '>': /^0$/,
  '>=': /^1$/,
};
const no: Readonly<Record<string, RegExp>> = {
  '==': /^(?:false|0)$/i,
  '===': /^(?:false|0)$/i,
  '!=': /^(?:true|1)$/i,
  '!==': /^(?:true|1)$/i,
  '<': /^1$/,
};

/** `preg_match(…) === 1`, `in_array(…) == false`: the call itself, or that it says no. Undefined for all others. */
export function answered(
  operator: string,
  [left, right]: readonly (SyntaxNode | undefined)[],
  lowering: Lowering,
): Expression | undefined {
  const [call, other] = right !== undefined && calls.test(right.type) ? [right, left] : [left, right];
  if (call === undefined || other === undefined || !calls.test(call.type)) return undefined;
  const compared = lowering.textOf(other);
  const isNumber = /^\d$/.test(compared);
  // Of other functions a number says how many, or where.
  const name = fieldOf(call, 'function');
  if (isNumber && (name === undefined || !/^\\?preg_match/i.test(lowering.textOf(name)))) return undefined;
  // Turned round, the larger stands on the other side.
  if (call === right && /[<>]/.test(operator)) return undefined;
  if (yes[operator]?.test(compared)) return lowering.expression(call);
  if (!no[operator]?.test(compared)) return undefined;
  return { kind: 'unary', operator: '!', operand: lowering.expression(call), ...spanOf(call) };
}
