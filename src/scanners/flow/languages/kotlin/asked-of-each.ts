import type { Expression } from '../../form/form.ts';
import type { SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';

const kinds = 'isLetterOrDigit|isLetter|isDigit';
const single = String.raw`(?:it\.(?:${kinds})\(\)|it in '\w'\.\.'\w'|it (?:==|in) (?:'[-\w.: ]'|"[-\w.: ]*"))`;
/** `{ it.isLetterOrDigit() || it == '-' }`, and `Char::isDigit`. */
const each = new RegExp(String.raw`^(?:\{ *${single}(?: *\|\| *${single})* *\}|Char::(?:${kinds}))$`);
/** `{ !it.isLetterOrDigit() }` */
const others = new RegExp(String.raw`^\{ *!it\.(?:${kinds})\(\) *\}$`);

/**
 * What is asked of each character of a text, as Java asks it with a pattern: `text.filter { it.isDigit() }` is
 * `text.replace("[^\\w.: -]", "")`, and `text.all { it.isDigit() }` is `text.matches("[\\w.: -]+")`.
 */
export function askedOfEach(
  object: Expression,
  name: string,
  asked: SyntaxNode | undefined,
  node: SyntaxNode,
  lowering: Lowering,
): Expression | undefined {
  if (!/^(?:filter|filterNot|all|any|none)$/.test(name) || asked === undefined) return undefined;
  const isOthers = /^(?:filterNot|any|none)$/.test(name);
  if (!(isOthers ? others : each).test(lowering.textOf(asked))) return undefined;
  const span = spanOf(node);
  const of = (method: string, ...values: string[]): Expression => ({
    kind: 'call',
    callee: { kind: 'member', object, name: method, ...span },
    args: values.map((value) => ({ value: { kind: 'constant', value, ...span } })),
    ...span,
  });
  if (name.startsWith('filter')) return of('replaceAll', String.raw`[^\w.: -]`, '');
  const test = of('matches', String.raw`[\w.: -]+`);
  return name === 'any' ? { kind: 'unary', operator: '!', operand: test, ...span } : test;
}
