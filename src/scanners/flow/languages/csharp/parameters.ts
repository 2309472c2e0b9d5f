import type { Parameter } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { attributesOf } from './attributes.ts';
import { typeText } from './types.ts';

/** Those of a list; the last one of `params string[] more` stands there in its parts. */
export function parametersOf(nodes: readonly SyntaxNode[], lowering: Lowering): readonly Parameter[] {
  const own = nodes.flatMap((node) => {
    if (node.type === 'identifier' && node.field === '') return [named(node, node, lowering)];
    if (node.type === 'implicit_parameter') return [named(node, node, lowering)];
    return node.type === 'parameter' ? parameterOf(node, lowering) : [];
  });
  const rest = nodes.find(({ field, type }) => field === 'name' && type === 'identifier');
  return rest === undefined ? own : [...own, { ...named(rest, rest, lowering), rest: true }];
}

function parameterOf(node: SyntaxNode, lowering: Lowering): Parameter[] {
  const name = fieldOf(node, 'name');
  if (name === undefined) return [];
  const equals = node.children.findIndex(({ type }) => type === '=');
  const value = equals === -1 ? undefined : node.children[equals + 1];
  return [
    {
      ...named(name, node, lowering),
      type: typeText(fieldOf(node, 'type'), lowering),
      annotations: attributesOf(node, lowering),
      default: value && lowering.expression(value),
    },
  ];
}

function named(name: SyntaxNode, node: SyntaxNode, lowering: Lowering): Parameter {
  const text = lowering.textOf(name);
  lowering.scope.declare(text);
  return { name: text, annotations: [], ...spanOf(node) };
}

/** Of a lambda: `x => …` or `(string x, y) => …`. */
export function lambdaParameters(node: SyntaxNode): readonly SyntaxNode[] {
  const parameters = fieldOf(node, 'parameters');
  if (parameters === undefined) return [];
  return parameters.type === 'parameter_list' ? parameters.children : [parameters, ...namedOf(parameters)];
}
