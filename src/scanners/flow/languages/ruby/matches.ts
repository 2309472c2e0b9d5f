import type { Expression, Span } from '../../form/form.ts';

/** Whether a text is as a pattern wants it, said in one way: `text.match?(pattern)`. */
export function matched(text: Expression, pattern: Expression, { start, end }: Span): Expression {
  const callee = { kind: 'member', object: text, name: 'match?', start, end } as const;
  return { kind: 'call', callee, args: [{ value: pattern }], start, end };
}
