import type { Argument, Expression, Target } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { functionForm } from './declarations.ts';
import { lambdaParameters } from './parameters.ts';
import { targetOf } from './targets.ts';
import { simpleName } from './types.ts';

const routes = /^Map(?:Get|Post|Put|Delete|Patch|Methods|Fallback)?$/;

/** What a task gives is what it is: `task.ConfigureAwait(false)`. */
const waits = new Set(['ConfigureAwait', 'GetAwaiter', 'GetResult', 'AsTask', 'WaitAsync']);

/** A call; what it gives out through its arguments is given its result. */
export function invocation(node: SyntaxNode, lowering: Lowering): Expression {
  const named = fieldOf(node, 'function');
  const list = fieldOf(node, 'arguments');
  if (named !== undefined && lowering.textOf(named) === 'nameof')
    return { kind: 'constant', value: simpleName(namedOf(list)[0], lowering), ...spanOf(node) };
  const callee = calleeOf(named, lowering);
  if (callee.kind === 'member' && waits.has(callee.name)) return callee.object;
  const isRoute = callee.kind === 'member' && callee.object.kind !== 'self' && routes.test(callee.name);
  const call: Expression = {
    kind: 'call',
    callee,
    args: argumentsOf(list, lowering, isRoute),
    ...spanOf(node),
  };
  return outsOf(list, lowering).reduce<Expression>(
    (value, target) => ({ kind: 'assign', target, value, ...spanOf(node) }),
    call,
  );
}

/** A plain name is a variable, a local function, or a method of the class or what it is based on. */
function calleeOf(node: SyntaxNode | undefined, lowering: Lowering): Expression {
  if (node?.type !== 'identifier' && node?.type !== 'generic_name') return lowering.expression(node);
  const [identifier = node] = node.type === 'generic_name' ? namedOf(node) : [node];
  const name = lowering.textOf(identifier);
  const span = spanOf(identifier);
  if (lowering.scope.has(name)) return { kind: 'name', name, ...span };
  return { kind: 'member', object: { kind: 'self', ...span }, name, ...span };
}

const isOut = (node: SyntaxNode) => childOf(node, 'out') !== undefined;

export function argumentsOf(
  list: SyntaxNode | undefined,
  lowering: Lowering,
  isRoute = false,
): readonly Argument[] {
  return namedOf(list)
    .filter(({ type }) => type === 'argument')
    .map((node) => {
      const name = fieldOf(node, 'name');
      const value = namedOf(node).findLast((part) => part !== name);
      return {
        value: isOut(node) ? nothing(node) : argumentValue(value, lowering, isRoute),
        ...(name !== undefined && { name: lowering.textOf(name) }),
      };
    });
}

const nothing = (node: SyntaxNode): Expression => ({ kind: 'other', parts: [], ...spanOf(node) });

function argumentValue(node: SyntaxNode | undefined, lowering: Lowering, isRoute: boolean): Expression {
  return isRoute && node?.type === 'lambda_expression'
    ? lambda(node, lowering, 'action')
    : lowering.expression(node);
}

function outsOf(list: SyntaxNode | undefined, lowering: Lowering): readonly Target[] {
  return namedOf(list)
    .filter(isOut)
    .map((node) => targetOf(namedOf(node).at(-1), lowering))
    .filter(({ kind }) => kind !== 'nothing');
}

export function lambda(node: SyntaxNode, lowering: Lowering, entry?: string): Expression {
  const form = functionForm(node, lowering, { name: '', parameters: lambdaParameters(node), entry });
  return { kind: 'function', form, ...spanOf(node) };
}

/** `new Command(text) { Timeout = 3 }`: what is set afterwards is given by its name. */
export function creation(node: SyntaxNode, lowering: Lowering): Expression {
  const type = fieldOf(node, 'type');
  const list = fieldOf(node, 'arguments') ?? childOf(node, 'argument_list');
  const initializer = fieldOf(node, 'initializer') ?? childOf(node, 'initializer_expression');
  if (type?.type === 'array_type') return nothing(node);
  if (initializer !== undefined && namedOf(initializer).some((one) => !isSetting(one)))
    return collection(initializer, lowering);
  const settings = namedOf(initializer).map((one): Argument => {
    const left = fieldOf(one, 'left');
    return {
      value: lowering.expression(fieldOf(one, 'right')),
      name: left === undefined ? '' : lowering.textOf(left),
      sets: true,
    };
  });
  return {
    kind: 'call',
    callee: { kind: 'name', name: simpleName(type, lowering), ...spanOf(type ?? node) },
    args: [...argumentsOf(list, lowering), ...settings],
    creates: true,
    ...spanOf(node),
  };
}

const isSetting = (node: SyntaxNode) =>
  node.type === 'assignment_expression' && fieldOf(node, 'left')?.type === 'identifier';

/** `{ ["key"] = value }`, `{ { key, value } }` or `{ item, item }`. */
export function collection(node: SyntaxNode, lowering: Lowering): Expression {
  const parts = namedOf(node);
  const entries = parts.flatMap((part) => {
    if (part.type === 'initializer_expression') {
      const [key, value] = namedOf(part);
      return [{ key: lowering.expression(key), value: lowering.expression(value) }];
    }
    const left = fieldOf(part, 'left');
    if (part.type !== 'assignment_expression' || left?.type !== 'element_binding_expression') return [];
    const key = namedOf(namedOf(left)[0])[0];
    return [{ key: lowering.expression(key), value: lowering.expression(fieldOf(part, 'right')) }];
  });
  if (entries.length > 0 && entries.length === parts.length) return { kind: 'map', entries, ...spanOf(node) };
  return { kind: 'list', items: lowering.arguments(parts), ...spanOf(node) };
}

/** `new { name, Age = 3 }`: a name without a value is called like what it is given. */
export function anonymousObject(node: SyntaxNode, lowering: Lowering): Expression {
  const groups: SyntaxNode[][] = [[]];
  for (const child of node.children)
    if (child.type === ',') groups.push([]);
    else if (child.named || child.type === '=') groups.at(-1)?.push(child);
  const entries = groups.flatMap((group) => {
    const value = group.at(-1);
    if (value === undefined) return [];
    const name = group.length > 1 ? group[0] : value;
    const key = name === undefined ? '' : simpleName(name, lowering);
    return [
      { key: { kind: 'constant', value: key, ...spanOf(value) } as const, value: lowering.expression(value) },
    ];
  });
  return { kind: 'map', entries, ...spanOf(node) };
}
