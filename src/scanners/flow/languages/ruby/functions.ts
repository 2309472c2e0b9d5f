import type { Expression, FunctionForm, Parameter, Statement } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { namelessFunction } from '../nameless-function.ts';
import { bodyOf, returning } from './tails.ts';
import { targetOf } from './targets.ts';

/** The parameter and the argument that a block is. */
export const blockName = '&';

/** `before`: what is done at the end, before the method gives back its last value. */
export function methodForm(
  node: SyntaxNode,
  lowering: Lowering,
  { isStatic = false, before = [] }: { isStatic?: boolean; before?: readonly Statement[] } = {},
): FunctionForm {
  const { result, locals } = lowering.scope.within(() => {
    lowering.scope.declare(blockName);
    const parameters = parametersOf(fieldOf(node, 'parameters'), lowering);
    return { parameters, body: returning(bodyOf(fieldOf(node, 'body')), lowering, before) };
  }, true);
  const name = fieldOf(node, 'name');
  const givesBlock = !result.parameters.some((one) => one.name === blockName);
  const block: Parameter = { name: blockName, annotations: [], default: nothing(node), ...spanOf(node) };
  return {
    ...namelessFunction,
    name: name === undefined ? '' : lowering.textOf(name),
    parameters: givesBlock ? [...result.parameters, block] : result.parameters,
    body: result.body,
    locals,
    isStatic,
    // Without types it is the arguments that tell which method of a name is meant.
    others: [],
    ...spanOf(node),
  };
}

const nothing = (node: SyntaxNode): Expression => ({ kind: 'constant', value: null, ...spanOf(node) });

/** `{ |x| … }`, `do |x| … end` and `->(x) { … }`. */
export function blockForm(
  node: SyntaxNode,
  lowering: Lowering,
  { annotations = [] }: { readonly annotations?: readonly string[] } = {},
): FunctionForm {
  const parts = blockParts(node);
  const { result, locals } = lowering.scope.within(() => {
    const parameters = parametersOf(parts.parameters, lowering);
    const implicit = parameters.length > 0 ? [] : implicitParameters(node, lowering);
    const body = parts.body.map(withReturns);
    return { parameters: [...parameters, ...implicit], body: returning(body, lowering) };
  });
  return { ...namelessFunction, ...result, locals, annotations, ...spanOf(node) };
}

interface BlockParts {
  readonly parameters: SyntaxNode | undefined;
  readonly body: readonly SyntaxNode[];
}

/** Of a lambda, the block is within it. */
export function blockParts(node: SyntaxNode): BlockParts {
  const body = fieldOf(node, 'body');
  if (node.type === 'lambda')
    return { parameters: fieldOf(node, 'parameters'), body: bodyOf(fieldOf(body, 'body')) };
  return { parameters: fieldOf(node, 'parameters'), body: bodyOf(body) };
}

/** `it`, `_1` and `_2`, where a block names no parameters. */
export function implicitParameters(node: SyntaxNode, lowering: Lowering): readonly Parameter[] {
  const names = ['_1', '_2', 'it'].filter((name) => mentions(node, name, lowering));
  return names.map((name) => {
    lowering.scope.declare(name);
    return { name, annotations: [], ...spanOf(node) };
  });
}

function mentions(node: SyntaxNode, name: string, lowering: Lowering): boolean {
  if (node.type === 'identifier') return lowering.textOf(node) === name;
  return node.children.some((child) => child.named && mentions(child, name, lowering));
}

const closed = /^(?:do_block|block|lambda|method|singleton_method|class|module|while|until|for)$/;

/** In a block that runs as a function of its own, `next` and `break` end it. */
function withReturns(node: SyntaxNode): SyntaxNode {
  if (closed.test(node.type)) return node;
  if (node.type === 'next' || node.type === 'break') return { ...node, type: 'return' };
  return node.children.length === 0 ? node : { ...node, children: node.children.map(withReturns) };
}

export function parametersOf(node: SyntaxNode | undefined, lowering: Lowering): readonly Parameter[] {
  const nodes = namedOf(node);
  const takesNames = nodes.some(({ type }) => /^(?:keyword_parameter|hash_splat_parameter)$/.test(type));
  return nodes.flatMap((one, index) => {
    const made = parameterOf(one, lowering);
    if (made === undefined) return [];
    // `def f(a, options = {})`: what is given by name comes as the last one.
    const last = nodes.slice(index + 1).every(({ type }) => type === 'block_parameter');
    const gathers = one.type === 'hash_splat_parameter' || (last && !takesNames && isMap(one));
    return [gathers ? { ...made, gathers } : made];
  });
}

const isMap = ({ type }: SyntaxNode) => type === 'identifier' || type === 'optional_parameter';

function parameterOf(node: SyntaxNode, lowering: Lowering): Parameter | undefined {
  const span = spanOf(node);
  if (node.type === 'destructured_parameter')
    return { name: ' parts', target: targetOf(node, lowering), annotations: [], ...span };
  const named = node.type === 'identifier' ? node : fieldOf(node, 'name');
  if (named === undefined) return undefined;
  const name = lowering.textOf(named);
  lowering.scope.declare(name);
  const value = fieldOf(node, 'value');
  const rest = node.type === 'splat_parameter';
  const made: Parameter = {
    name,
    annotations: [],
    default: value && lowering.expression(value),
    ...(rest && { rest }),
    ...span,
  };
  if (node.type !== 'block_parameter') return made;
  return { ...made, name: blockName, default: nothing(node), target: { kind: 'name', name, ...span } };
}
