import type { Argument, Expression } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { builtin } from './builtins.ts';
import { classForm } from './declarations.ts';
import { functionName, simpleName } from './names.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

/** `f(…)` with a name, `eval`, `isset` and their like too. */
export const functionCall: Handler = (node, lowering) => {
  const callee = fieldOf(node, 'function');
  const args = argumentsOf(fieldOf(node, 'arguments'), lowering);
  if (callee === undefined || !/name$/.test(callee.type) || callee.type === 'variable_name')
    return invoked(lowering.expression(callee), args, node);
  const name = functionName(simpleName(callee, lowering));
  return builtin(name, args, { node, lowering }) ?? named(name, args, node, callee);
};

/** A call of what rules know by a name, be it a function or a construct of the language. */
export function named(
  name: string,
  args: readonly Argument[],
  node: SyntaxNode,
  at: SyntaxNode = node,
): Expression {
  return {
    kind: 'call',
    callee: { kind: 'name', name, start: at.start, end: at.start + name.length },
    args,
    ...spanOf(node),
  };
}

/** `$f(…)`: whatever the value is, it is called by this name. */
function invoked(object: Expression, args: readonly Argument[], node: SyntaxNode): Expression {
  const callee = { kind: 'member', object, name: '__invoke', start: object.start, end: object.end } as const;
  return { kind: 'call', callee, args, ...spanOf(node) };
}

export const methodCall: Handler = (node, lowering) => {
  const object = fieldOf(node, 'object');
  const method = fieldOf(node, 'name');
  return called(lowering.expression(object), method, node, lowering);
};

export const staticCall: Handler = (node, lowering) => {
  const object = scopeOf(fieldOf(node, 'scope'), lowering);
  const call = called(object, fieldOf(node, 'name'), node, lowering);
  return object.kind === 'name' && call.kind === 'call' ? { ...call, ofClass: true } : call;
};

function called(
  object: Expression,
  method: SyntaxNode | undefined,
  node: SyntaxNode,
  lowering: Lowering,
): Expression {
  const given = argumentsOf(fieldOf(node, 'arguments'), lowering);
  const end = method?.end ?? node.end;
  if (method?.type !== 'name') {
    const key = lowering.expression(method);
    return {
      kind: 'call',
      callee: { kind: 'element', object, key, start: object.start, end },
      args: given,
      ...spanOf(node),
    };
  }
  const name = lowering.textOf(method);
  const callee = { kind: 'member', object, name, start: object.start, end } as const;
  return {
    kind: 'call',
    callee,
    args: isRoute(name, given) ? given.map(asRoute(given)) : given,
    ...spanOf(node),
  };
}

/** Of Laravel, Slim and their like: `$app->get('/users/{id}', function (…) {…})`. */
function isRoute(name: string, args: readonly Argument[]): boolean {
  const [path] = args;
  return (
    /^(?:get|post|put|patch|delete|any|options|match|map)$/.test(name) &&
    args.length > 1 &&
    (path?.value.kind === 'list' || (path?.value.kind === 'constant' && typeof path.value.value === 'string'))
  );
}

const asRoute =
  ([path]: readonly Argument[]) =>
  (argument: Argument): Argument => {
    const { value } = argument;
    if (value.kind !== 'function') return argument;
    const hasParts = path?.value.kind === 'constant' && /[{:<]/.test(String(path.value.value));
    const annotations = ['route', ...(hasParts ? ['route with parts'] : [])];
    return { ...argument, value: { ...value, form: { ...value.form, annotations } } };
  };

/** A class by its name; `self` and `static` are as good as the object itself here. */
export function scopeOf(node: SyntaxNode | undefined, lowering: Lowering): Expression {
  if (node === undefined || !/^(?:name|qualified_name|relative_name|relative_scope)$/.test(node.type))
    return lowering.expression(node);
  const name = simpleName(node, lowering);
  if (name === 'parent') return { kind: 'self', parent: true, ...spanOf(node) };
  if (name === 'self' || name === 'static') return { kind: 'self', ...spanOf(node) };
  return { kind: 'name', name, ...spanOf(node) };
}

export const creation: Handler = (node, lowering) => {
  const anonymous = childOf(node, 'anonymous_class');
  const type = namedOf(node).find((part) => part.type !== 'arguments');
  const callee: Expression =
    anonymous === undefined
      ? scopeOf(type, lowering)
      : { kind: 'class', form: classForm(anonymous, lowering), ...spanOf(anonymous) };
  const args = argumentsOf(childOf(anonymous ?? node, 'arguments'), lowering);
  // Nobody knows what an object of a class that is named at run time makes of what it is given.
  const isKnown = /^(?:name|class|self)$/.test(callee.kind) && !/^variable/.test(type?.type ?? '');
  if (!isKnown) return named('newInstance', [{ value: callee }, ...args], node);
  return { kind: 'call', callee, args, creates: true, ...spanOf(node) };
};

export function argumentsOf(node: SyntaxNode | undefined, lowering: Lowering): readonly Argument[] {
  return namedOf(node).flatMap((argument): Argument[] => {
    if (argument.type !== 'argument') return [];
    const name = fieldOf(argument, 'name');
    const spread = childOf(argument, 'variadic_unpacking');
    const value = lowering.expression(
      spread === undefined ? namedOf(argument).find((part) => part !== name) : namedOf(spread)[0],
    );
    return [
      {
        value,
        // As the parameter is called, whose name begins with `$`.
        ...(name !== undefined && { name: `$${lowering.textOf(name)}` }),
        ...(spread !== undefined && { spread: true }),
      },
    ];
  });
}
