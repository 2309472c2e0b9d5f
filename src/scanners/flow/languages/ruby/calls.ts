import type { Argument, Expression } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { blockArgument, gathered, keysOf } from './blocks.ts';
import { matched } from './matches.ts';
import { lastName } from './names.ts';
import { impliedSelf } from './self.ts';
import { filledText } from './text.ts';
import { givenLocal } from './view-locals.ts';
import { rendered } from './views.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

/** A call of what rules know by a name, be it a function or a construct of the language. */
export function named(name: string, args: readonly Argument[], node: SyntaxNode): Expression {
  const { start, end } = node;
  const callee = {
    kind: 'member',
    object: impliedSelf(node),
    name,
    start,
    end: start + name.length,
  } as const;
  return { kind: 'call', callee, args, start, end };
}

/** What gives back what it is called on. */
const sameAsBefore = new Set([
  'freeze',
  'dup',
  'clone',
  'itself',
  'presence',
  'to_str',
  'deep_dup',
  '+@',
  '-@',
]);

export const call: Handler = (node, lowering) => {
  const [receiver, method] = ['receiver', 'method'].map((field) => fieldOf(node, field));
  const name = method === undefined ? 'call' : lowering.textOf(method);
  if (receiver === undefined) return ownCall(name, method ?? node, node, lowering);
  if (method?.type === 'constant' && fieldOf(node, 'arguments') === undefined)
    return { kind: 'name', name: lowering.textOf(node), ...spanOf(node) };
  const args = namedOf(fieldOf(node, 'arguments'));
  if (args.length === 0 && sameAsBefore.has(name)) return lowering.expression(receiver);
  if (args.length === 0 && name === 'keys') return keysOf(lowering.expression(receiver), node);
  // Mass assignment is what goes on to a model, not what is made a query of.
  if (/^(?:to_h|to_hash|to_query|to_param|slice|except)$/.test(name) && isPermitAll(receiver, lowering))
    return lowering.expression(fieldOf(receiver, 'receiver'));
  if (args.length === 0 && /^(?:to_s|to_sym|intern)$/.test(name))
    return { kind: 'text', parts: [lowering.expression(receiver)], ...spanOf(node) };
  return (
    gathered(node, lowering) ??
    pattern(receiver, name, args, node, lowering) ??
    methodCall(receiver, method ?? receiver, name, node, lowering)
  );
};

const isPermitAll = (node: SyntaxNode, lowering: Lowering) =>
  node.type === 'call' && lowering.textOf(fieldOf(node, 'method') ?? node) === 'permit!';

/** `text.match?(/…/)`, `/…/.match?(text)`, `text.in?(list)`. */
function pattern(
  receiver: SyntaxNode,
  name: string,
  args: readonly SyntaxNode[],
  node: SyntaxNode,
  lowering: Lowering,
): Expression | undefined {
  const [first] = args;
  if (first === undefined || args.length > 1) return undefined;
  if (/^(?:in\?)$/.test(name))
    return {
      kind: 'binary',
      operator: 'in',
      left: lowering.expression(receiver),
      right: lowering.expression(first),
      ...spanOf(node),
    };
  if (!/^(?:match\??|===)$/.test(name)) return undefined;
  const known = name === 'match' ? name : 'match?';
  if (receiver.type === 'regex')
    return matched(lowering.expression(first), lowering.expression(receiver), spanOf(node), known);
  return name === 'match' && first.type === 'regex'
    ? matched(lowering.expression(receiver), lowering.expression(first), spanOf(node), known)
    : undefined;
}

function methodCall(
  receiver: SyntaxNode,
  method: SyntaxNode,
  name: string,
  node: SyntaxNode,
  lowering: Lowering,
): Expression {
  const object = lowering.expression(receiver);
  const given = [...argumentsOf(fieldOf(node, 'arguments'), lowering), ...blockArgument(node, lowering, [])];
  const isClass = /^(?:constant|scope_resolution)$/.test(receiver.type);
  const span = spanOf(node);
  if (name === 'new' && (isClass || receiver.type === 'self'))
    return { kind: 'call', callee: object, args: given, creates: true, ...span };
  // `handler.call(x)` and `handler.(x)` where a function is meant.
  const isFunction = name === 'call' && receiver.type === 'identifier';
  const known = isFunction ? '__invoke' : name;
  const callee = { kind: 'member', object, name: known, start: object.start, end: method.end } as const;
  const mayRead = given.length === 0 && fieldOf(node, 'arguments') === undefined;
  return {
    kind: 'call',
    callee,
    args: given,
    ...(isClass && { ofClass: true }),
    ...(mayRead && { mayRead }),
    ...span,
  };
}

const routes = /^(?:get|post|put|patch|delete|options|head|any)$/;

/** Without an object: a method of the class around it, or a function of the language. */
function ownCall(name: string, method: SyntaxNode, node: SyntaxNode, lowering: Lowering): Expression {
  const list = fieldOf(node, 'arguments');
  const [first] = namedOf(list);
  const isRoute = routes.test(name) && /^(?:string|regex)$/.test(first?.type ?? '');
  const args = [
    ...argumentsOf(list, lowering),
    ...blockArgument(node, lowering, isRoute && !/\bGrape\b/.test(lowering.text) ? ['route'] : []),
  ];
  const end = method.start + name.length;
  if (name === 'lambda' || name === 'proc') {
    const block = args.find(({ value }) => value.kind === 'function');
    if (block !== undefined) return block.value;
  }
  if (/^(?:format|sprintf)$/.test(name)) return formatted(args, node);
  const callee = {
    kind: 'member',
    object: impliedSelf(node),
    name,
    start: method.start,
    end,
  } as const;
  const made: Expression = { kind: 'call', callee, args, ...spanOf(node), start: node.start };
  if (/^(?:render|erb|render_to_string)$/.test(name)) return rendered(made, args, lowering);
  return name === 'new' ? { ...made, callee: { kind: 'self', ...spanOf(method) }, creates: true } : made;
}

/** `format('… %s', a)` as `'… %s' % [a]`. */
function formatted([format, ...values]: readonly Argument[], node: SyntaxNode): Expression {
  const span = spanOf(node);
  const left: Expression = format?.value ?? { kind: 'other', parts: [], ...span };
  return { kind: 'binary', operator: '%', left, right: { kind: 'list', items: values, ...span }, ...span };
}

/** A name that is no variable is a method. */
export const identifier: Handler = (node, lowering) => {
  const name = lowering.textOf(node);
  if (lowering.scope.has(name)) return { kind: 'name', name, ...spanOf(node) };
  return /^__\w+__$/.test(name)
    ? { kind: 'constant', value: name === '__FILE__' ? lowering.file : '', ...spanOf(node) }
    : givenLocal(name, node, lowering, ownCall(name, node, { ...node, children: [] }, lowering));
};

export const constantName: Handler = (node, lowering) => {
  const name = lowering.textOf(node);
  const own = lastName(name);
  return {
    kind: 'name',
    name: lowering.scope.has(own) && !name.includes('::') ? own : name,
    ...spanOf(node),
  };
};

export const subshell: Handler = (node, lowering) =>
  named('`', [{ value: filledText(node, lowering) }], node);

/** `yield x` calls the block that the method was given. */
export const yields: Handler = (node, lowering) => {
  const callee = { kind: 'name', name: '&', start: node.start, end: node.start } as const;
  return { kind: 'call', callee, args: argumentsOf(namedOf(node)[0], lowering), ...spanOf(node) };
};

export function argumentsOf(node: SyntaxNode | undefined, lowering: Lowering): readonly Argument[] {
  return namedOf(node).flatMap((argument): Argument[] => {
    switch (argument.type) {
      case 'block_argument':
        return [];
      case 'splat_argument':
        return [{ value: lowering.expression(namedOf(argument)[0]), spread: true }];
      case 'hash_splat_argument':
        return [{ value: lowering.expression(namedOf(argument)[0]), name: '**' }];
      case 'pair': {
        const key = lowering.expression(fieldOf(argument, 'key'));
        const value = pairValue(argument, lowering);
        return key.kind === 'constant'
          ? [{ name: String(key.value), value }]
          : [{ value: { kind: 'map', entries: [{ key, value }], ...spanOf(argument) } }];
      }
      default:
        return [{ value: lowering.expression(argument) }];
    }
  });
}

/** `{ name: }` is the value of that name. */
export function pairValue(pair: SyntaxNode, lowering: Lowering): Expression {
  const [key, value] = ['key', 'value'].map((field) => fieldOf(pair, field));
  if (value !== undefined || key === undefined) return lowering.expression(value);
  const end = key.end - (lowering.textOf(key).endsWith(':') ? 1 : 0);
  return identifier({ ...key, type: 'identifier', end, children: [] }, lowering);
}
