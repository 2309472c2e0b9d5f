import type { Expression, Span } from '../../form/form.ts';
import type { Lowering } from '../lowering.ts';

/** The name of the object that a function is called on as if it were one of its methods. */
export const receiverName = '$this';

/** How the scope knows what classes around have: no variable can be called so. */
export const methodMark = (name: string) => `fun ${name}`;
export const fieldMark = (name: string) => `val ${name}`;
export const inheritsMark = 'super';
/** Within what puts texts into a page as they are: https://kotlinlang.org/docs/typesafe-html-dsl.html */
export const unsafeMark = 'unsafe {}';

export function self(lowering: Lowering, { start, end }: Span): Expression {
  return lowering.scope.has(receiverName)
    ? { kind: 'name', name: receiverName, start, end }
    : { kind: 'self', start, end };
}

/** What is not declared around is the receiver's, if there is one: `url.apply { path = given }`. */
export function named(name: string, lowering: Lowering, { start, end }: Span): Expression {
  const { scope } = lowering;
  const isReceivers =
    scope.has(receiverName) && !scope.has(name) && !scope.has(fieldMark(name)) && /^[a-z]/.test(name);
  return isReceivers
    ? { kind: 'member', object: self(lowering, { start, end: start }), name, start, end }
    : { kind: 'name', name, start, end };
}

/** What is called by its name alone: a function, a method of a class around, or one of the receiver. */
export function calledByName(name: string, lowering: Lowering, { start, end }: Span): Expression {
  const { scope } = lowering;
  const object = ofObject(name, lowering);
  if (scope.has(name) || object === undefined) return { kind: 'name', name, start, end };
  return {
    kind: 'member',
    object:
      object === 'receiver'
        ? { kind: 'name', name: receiverName, start, end: start }
        : { kind: 'self', implied: true, start, end: start },
    name,
    start,
    end,
  };
}

function ofObject(name: string, { scope }: Lowering): 'self' | 'receiver' | undefined {
  if (scope.has(methodMark(name))) return 'self';
  if (scope.has(receiverName)) return 'receiver';
  return scope.has(inheritsMark) ? 'self' : undefined;
}
