import type { Expression, Statement } from '../../form/form.ts';
import { childOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { called, returning } from './blocks.ts';
import { lambdaParameters, statementsOf } from './functions.ts';
import { receiverName } from './names.ts';

/** What the functions of https://kotlinlang.org/docs/scope-functions.html give back, and by what name the object goes. */
const functions: Readonly<
  Record<string, { readonly gives: 'last' | 'object' | 'tested'; readonly name: string }>
> = {
  let: { gives: 'last', name: 'it' },
  use: { gives: 'last', name: 'it' },
  run: { gives: 'last', name: receiverName },
  with: { gives: 'last', name: receiverName },
  also: { gives: 'object', name: 'it' },
  onEach: { gives: 'object', name: 'it' },
  apply: { gives: 'object', name: receiverName },
  takeIf: { gives: 'tested', name: 'it' },
};

export const isScopeFunction = (name: string) => Object.hasOwn(functions, name);

/** `object.let { … }` is a block with the object in it; undefined where the function is none of these. */
export function scopeCall(
  name: string,
  object: Expression,
  lambda: SyntaxNode,
  lowering: Lowering,
): Expression | undefined {
  const known = isScopeFunction(name) ? functions[name] : undefined;
  if (known === undefined) return undefined;
  const [parameter] =
    childOf(lambda, 'lambda_parameters') === undefined ? [] : lambdaParameters(lambda, lowering);
  const own = parameter?.name ?? known.name;
  const span = spanOf(lambda);
  const back: Expression = { kind: 'name', name: own, ...span };
  return called(lambda, lowering, [{ name: own, target: parameter?.target, value: object }], () => {
    const nodes = statementsOf(lambda);
    if (known.gives === 'object')
      return [...lowering.statements(nodes), { kind: 'return', value: back, ...span } satisfies Statement];
    const body = returning(nodes, lowering);
    const last = body.at(-1);
    if (known.gives === 'last' || last?.kind !== 'return' || last.value === undefined) return body;
    const nothing: Expression = { kind: 'constant', value: null, ...span };
    return [
      ...body.slice(0, -1),
      { ...last, value: { kind: 'choice', test: last.value, yes: back, no: nothing, ...span } },
    ];
  });
}
