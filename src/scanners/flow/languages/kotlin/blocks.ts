import type { Expression, FunctionForm, Parameter, Statement } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { namelessFunction } from '../nameless-function.ts';

/** What has no value of its own. */
const statementTypes = new Set([
  ...[
    'assignment',
    'property_declaration',
    'function_declaration',
    'class_declaration',
    'object_declaration',
  ],
  ...['for_statement', 'while_statement', 'do_while_statement', 'return_expression', 'throw_expression'],
]);

/** Statements of which the last one is what all of them come to. */
export function returning(nodes: readonly SyntaxNode[], lowering: Lowering): readonly Statement[] {
  const last = nodes.at(-1);
  if (last === undefined) return [];
  const before = lowering.statements(nodes.slice(0, -1));
  if (isStatement(last)) return [...before, ...lowering.statement(last)];
  return [...before, { kind: 'return', value: branchValue(last, lowering), ...spanOf(last) }];
}

function isStatement(node: SyntaxNode): boolean {
  if (node.type === 'if_expression') return !node.children.some(({ type }) => type === 'else');
  return statementTypes.has(node.type);
}

/** A branch: its value, or what its last statement comes to. */
export function branchValue(node: SyntaxNode | undefined, lowering: Lowering): Expression {
  if (node?.type !== 'block') return lowering.expression(node);
  const [only, second] = namedOf(node);
  if (only !== undefined && second === undefined && !isStatement(only)) return lowering.expression(only);
  return called(node, lowering, [], () => returning(namedOf(node), lowering));
}

/** What is called at once: Kotlin has statements within expressions. */
export function called(
  node: SyntaxNode,
  lowering: Lowering,
  given: readonly (Pick<Parameter, 'name' | 'target'> & { readonly value: Expression })[],
  body: () => readonly Statement[],
): Expression {
  const span = spanOf(node);
  const { result, locals } = lowering.scope.within(() => {
    for (const { name } of given) lowering.scope.declare(name);
    return body();
  });
  const form: FunctionForm = {
    ...namelessFunction,
    parameters: given.map(({ name, target }) => ({ name, target, annotations: [], ...span })),
    body: result,
    locals: new Set([...locals, ...given.map(({ name }) => name)]),
    ...span,
  };
  return {
    kind: 'call',
    callee: { kind: 'function', form, ...span },
    args: given.map(({ value }) => ({ value })),
    ...span,
  };
}

/** `if (…) … else …`: what is done, or what it comes to. */
export function branchesOf(node: SyntaxNode): {
  readonly yes: SyntaxNode | undefined;
  readonly no: SyntaxNode | undefined;
} {
  const test = fieldOf(node, 'condition');
  const elseAt = node.children.findIndex(({ type }) => type === 'else');
  const isBranch = (one: SyntaxNode) => one.named && one !== test && !/comment$/.test(one.type);
  const before = elseAt === -1 ? node.children : node.children.slice(0, elseAt);
  return {
    yes: before.find(isBranch),
    no: elseAt === -1 ? undefined : node.children.slice(elseAt).find(isBranch),
  };
}
