import type { Argument, Expression, Span } from '../../form/form.ts';

/**
 * A call of what PHP takes for a function: one itself, its name as a text, `'Class::method'`, or a list of an object
 * and the name of a method. Undefined where the code does not say which is meant.
 * https://www.php.net/manual/en/language.types.callable.php
 */
export function callOf(callable: Expression, args: readonly Argument[]): Expression | undefined {
  const { start, end } = callable;
  const span: Span = { start, end };
  const callee = calleeOf(callable, span);
  return callee === undefined ? undefined : { kind: 'call', args, ...callee, ...span };
}

type Callee = Pick<Extract<Expression, { kind: 'call' }>, 'callee' | 'ofClass'>;

function calleeOf(callable: Expression, span: Span): Callee | undefined {
  if (callable.kind === 'function')
    return { callee: { kind: 'member', object: callable, name: '__invoke', ...span } };
  if (callable.kind === 'list') return methodIn(callable.items, span);
  const text = textOf(callable);
  const [, owner, name] = /^\\?(?:\w+\\)*(?:(\w+)::)?(\w+)$/.exec(text ?? '') ?? [];
  if (name === undefined) return undefined;
  if (owner === undefined) return { callee: { kind: 'name', name, ...span } };
  const object: Expression =
    owner === 'self' || owner === 'static'
      ? { kind: 'self', ...span }
      : { kind: 'name', name: owner, ...span };
  return { callee: { kind: 'member', object, name, ...span }, ofClass: true };
}

function methodIn([object, method, ...others]: readonly Argument[], span: Span): Callee | undefined {
  const name = method && textOf(method.value);
  if (object === undefined || name === undefined || others.length > 0) return undefined;
  const owner = textOf(object.value);
  const of: Expression = owner === undefined ? object.value : { kind: 'name', name: owner, ...span };
  return {
    callee: { kind: 'member', object: of, name, ...span },
    ...(owner !== undefined && { ofClass: true }),
  };
}

const textOf = (value: Expression) =>
  value.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
