import type { FunctionForm, Parameter, Statement, Target } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { namelessFunction } from '../nameless-function.ts';
import { branchValue, returning } from './blocks.ts';
import { receiverName } from './names.ts';
import { isType, simpleType, typeOf, typeText } from './types.ts';

export function annotationsOf(modifiers: SyntaxNode | undefined, lowering: Lowering): readonly string[] {
  return (modifiers?.children ?? [])
    .filter(({ type }) => type === 'annotation')
    .flatMap(namedOf)
    .filter(({ type }) => type === 'user_type' || type === 'constructor_invocation')
    .map((one) => simpleType(one.type === 'user_type' ? one : one.children.find(isType), lowering));
}

export function nameOf(node: SyntaxNode, lowering: Lowering): string {
  const named = fieldOf(node, 'name');
  return named === undefined ? '' : lowering.textOf(named);
}

/** A function, method, getter or constructor. */
export function functionForm(node: SyntaxNode, lowering: Lowering): FunctionForm {
  const named = fieldOf(node, 'name');
  const list = childOf(node, 'function_value_parameters');
  const receiver = node.children.find((one) => isType(one) && one.end <= (named?.start ?? 0));
  const returns = node.children.find((one) => isType(one) && one.start >= (list?.end ?? node.end));
  const modifiers = childOf(node, 'modifiers');
  const { result, locals } = lowering.scope.within(() => ({
    parameters: [
      ...(receiver === undefined ? [] : [receiverParameter(receiver, lowering)]),
      ...parametersOf(list, lowering),
    ],
    body: bodyOf(node, lowering),
  }));
  return {
    ...namelessFunction,
    name: nameOf(node, lowering),
    ...result,
    locals,
    annotations: annotationsOf(modifiers, lowering),
    annotationText: modifiers === undefined ? '' : lowering.textOf(modifiers),
    returns: returns === undefined ? inferred(node) : typeText(returns, lowering),
    ...(receiver !== undefined && { extends: true }),
    ...spanOf(node),
  };
}

/** A text is one without being declared. */
function inferred(node: SyntaxNode): string | undefined {
  const body = childOf(node, 'function_body');
  const value = childOf(body, '=') === undefined ? undefined : namedOf(body)[0];
  const isText = /^(?:multiline_)?string_literal$/.test(leftmost(value)?.type ?? '');
  return isText ? 'String' : undefined;
}

const leftmost = (node: SyntaxNode | undefined): SyntaxNode | undefined =>
  node?.type === 'binary_expression' ? leftmost(node.children[0]) : node;

function bodyOf(node: SyntaxNode, lowering: Lowering): readonly Statement[] {
  const body = childOf(node, 'function_body', 'block');
  if (body === undefined) return [];
  if (body.type === 'block') return lowering.statements(namedOf(body));
  const [inner] = namedOf(body);
  if (inner === undefined) return [];
  return inner.type === 'block'
    ? lowering.statements(namedOf(inner))
    : [{ kind: 'return', value: branchValue(inner, lowering), ...spanOf(inner) }];
}

function receiverParameter(type: SyntaxNode, lowering: Lowering): Parameter {
  lowering.scope.declare(receiverName);
  return { name: receiverName, type: typeText(type, lowering), annotations: [], ...spanOf(type) };
}

/** Annotations and defaults stand beside what they belong to. */
export function parametersOf(list: SyntaxNode | undefined, lowering: Lowering): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let modifiers: SyntaxNode | undefined;
  for (const child of list?.children ?? [])
    if (child.type === 'parameter_modifiers') modifiers = child;
    else if (child.type === 'parameter' || child.type === 'class_parameter') {
      parameters.push(parameter(child, modifiers ?? childOf(child, 'modifiers'), lowering));
      modifiers = undefined;
    } else if (child.named && parameters.length > 0) lowering.expression(child);
  return parameters;
}

function parameter(node: SyntaxNode, modifiers: SyntaxNode | undefined, lowering: Lowering): Parameter {
  const named = childOf(node, 'identifier');
  const name = named === undefined ? '' : lowering.textOf(named);
  lowering.scope.declare(name);
  const isRest = modifiers?.children.some((one) => lowering.textOf(one) === 'vararg') ?? false;
  return {
    name,
    type: typeOf(node, lowering),
    annotations: annotationsOf(modifiers, lowering),
    ...(isRest && { rest: true }),
    ...spanOf(node),
  };
}

/** A lambda: its last statement is what it gives back. */
export function lambdaForm(node: SyntaxNode, lowering: Lowering): FunctionForm {
  const { result, locals } = lowering.scope.within(() => {
    const parameters = lambdaParameters(node, lowering);
    return { parameters, body: returning(statementsOf(node), lowering) };
  });
  return { ...namelessFunction, ...result, locals, ...spanOf(node) };
}

export const statementsOf = (lambda: SyntaxNode): readonly SyntaxNode[] =>
  namedOf(lambda).filter(({ type }) => type !== 'lambda_parameters');

export function lambdaParameters(lambda: SyntaxNode, lowering: Lowering): readonly Parameter[] {
  const list = childOf(lambda, 'lambda_parameters');
  if (list === undefined) {
    if (!/\bit\b/.test(lowering.textOf(lambda))) return [];
    lowering.scope.declare('it');
    return [{ name: 'it', annotations: [], ...spanOf(lambda) }];
  }
  return namedOf(list).map((node, index): Parameter => {
    const span = spanOf(node);
    if (node.type === 'multi_variable_declaration')
      return { name: `$${index}`, target: variables(node, lowering), annotations: [], ...span };
    const target = variables(node, lowering);
    return {
      name: target.kind === 'name' ? target.name : '',
      type: typeOf(node, lowering),
      annotations: [],
      ...span,
    };
  });
}

/** What is declared: a name, or several that take one value apart. */
export function variables(node: SyntaxNode | undefined, lowering: Lowering): Target {
  if (node === undefined) return { kind: 'nothing', start: 0, end: 0 };
  const span = spanOf(node);
  if (node.type === 'multi_variable_declaration')
    return { kind: 'items', items: namedOf(node).map((one) => variables(one, lowering)), ...span };
  const named = node.type === 'identifier' ? node : childOf(node, 'identifier');
  if (named === undefined) return { kind: 'nothing', ...span };
  const name = lowering.textOf(named);
  lowering.scope.declare(name);
  return { kind: 'name', name, ...span };
}
