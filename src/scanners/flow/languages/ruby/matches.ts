import type { Expression, Span } from '../../form/form.ts';
import type { Lowering } from '../lowering.ts';

/** Whether a text is as a pattern wants it, said in one way: `text.match?(pattern)`; `match` gives what was found, too. */
export function matched(
  text: Expression,
  pattern: Expression,
  { start, end }: Span,
  name: 'match' | 'match?' = 'match?',
): Expression {
  const callee = { kind: 'member', object: text, name, start, end } as const;
  return { kind: 'call', callee, args: [{ value: pattern }], start, end };
}

/** Where Ruby keeps what the last `=~` found. */
const lastMatch = '$~';

/** `text =~ /…/`: what is found is kept, too. */
export function found(text: Expression, pattern: Expression, span: Span, { scope }: Lowering): Expression {
  scope.declare(lastMatch);
  const target = { kind: 'name', name: lastMatch, start: span.start, end: span.end } as const;
  const value = matched(text, pattern, span, 'match');
  return { kind: 'assign', target, value, start: span.start, end: span.end };
}

/** `$1` is a group of what was found last. */
export function globalVariable(name: string, { start, end }: Span): Expression {
  const group = /^\$([1-9])$/.exec(name)?.[1];
  if (group === undefined) return { kind: 'name', name, start, end };
  const object = { kind: 'name', name: lastMatch, start, end } as const;
  return { kind: 'element', object, key: { kind: 'constant', value: Number(group), start, end }, start, end };
}
