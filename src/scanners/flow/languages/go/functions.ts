import type { Expression, FunctionForm, Parameter, Statement } from '../../form/form.ts';
import { fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { receiverOf, typeOf } from './types.ts';

/** What it gives back is what it says it does: `return rows, nil` of a function of `(*sql.Rows, error)`. */
type Results = readonly { readonly name: string | undefined; readonly type: string | undefined }[];

export function functionForm(node: SyntaxNode, lowering: Lowering, name: string): FunctionForm {
  const isMethod = node.type === 'method_declaration';
  const receiver = isMethod ? receiverOf(node, lowering) : undefined;
  const results = resultsOf(fieldOf(node, 'result'), lowering);
  const { result, locals } = lowering.scope.within(() => {
    const own: readonly Parameter[] =
      receiver === undefined
        ? []
        : [{ name: receiver.name, type: receiver.type, annotations: [], ...spanOf(receiver.node) }];
    if (receiver !== undefined) lowering.scope.declare(receiver.name);
    const parameters = namedOf(fieldOf(node, 'parameters')).flatMap((one) => parametersOf(one, lowering));
    for (const { name: named } of results) if (named !== undefined) lowering.scope.declare(named);
    const body = lowering.statements(namedOf(fieldOf(node, 'body')));
    return { parameters: [...own, ...parameters], body };
  });
  return {
    name,
    parameters: result.parameters,
    body: withResults(result.body, results),
    locals,
    annotations: [],
    annotationText: '',
    takesSelf: isMethod,
    isStatic: false,
    ...spanOf(node),
  };
}

/** `a, b string` are two. One without a name cannot be used, but has its place. */
function parametersOf(node: SyntaxNode, lowering: Lowering): readonly Parameter[] {
  const isRest = node.type === 'variadic_parameter_declaration';
  const type = isRest ? undefined : typeOf(fieldOf(node, 'type'), lowering);
  const names = fieldsOf(node, 'name');
  return (names.length === 0 ? [node] : names).map((one) => {
    const name = one === node ? '_' : lowering.textOf(one);
    lowering.scope.declare(name);
    return { name, type, annotations: [], ...(isRest && { rest: true }), ...spanOf(node) };
  });
}

function resultsOf(node: SyntaxNode | undefined, lowering: Lowering): Results {
  if (node === undefined) return [];
  if (node.type !== 'parameter_list') return [{ name: undefined, type: typeOf(node, lowering) }];
  return namedOf(node).flatMap((one) => {
    const type = typeOf(fieldOf(one, 'type'), lowering);
    const names = fieldsOf(one, 'name').map((name) => lowering.textOf(name));
    return (names.length === 0 ? [undefined] : names).map((name) => ({ name, type }));
  });
}

function withResults(body: readonly Statement[], results: Results): readonly Statement[] {
  if (results.every(({ name, type }) => name === undefined && type === undefined)) return body;
  return body.map((statement) => resulting(statement, results));
}

function resulting(statement: Statement, results: Results): Statement {
  const within = (body: readonly Statement[]) => withResults(body, results);
  switch (statement.kind) {
    case 'return':
      return { ...statement, value: resultOf(statement, results) };
    case 'if':
      return { ...statement, yes: within(statement.yes), no: within(statement.no) };
    case 'loop':
    case 'block':
      return { ...statement, body: within(statement.body) };
    case 'switch':
      return {
        ...statement,
        cases: statement.cases.map(({ tests, body }) => ({ tests, body: within(body) })),
      };
    default:
      return statement;
  }
}

function resultOf(
  statement: Extract<Statement, { kind: 'return' }>,
  results: Results,
): Expression | undefined {
  const { value, start, end } = statement;
  const given = value ?? namesOf(results, { start, end });
  const as = (one: Expression, type: string | undefined): Expression =>
    type === undefined ? one : { kind: 'typed', value: one, type, start: one.start, end: one.end };
  if (given === undefined) return undefined;
  if (results.length === 1) return as(given, results[0]?.type);
  if (given.kind !== 'list' || given.items.length !== results.length) return given;
  return {
    ...given,
    items: given.items.map((item, index) => ({ ...item, value: as(item.value, results[index]?.type) })),
  };
}

/** `return` alone gives back what the results are by then. */
function namesOf(
  results: Results,
  span: { readonly start: number; readonly end: number },
): Expression | undefined {
  const names = results.flatMap(({ name }): Expression[] =>
    name === undefined ? [] : [{ kind: 'name', name, ...span }],
  );
  const [only] = names;
  return names.length > 1 ? { kind: 'list', items: names.map((value) => ({ value })), ...span } : only;
}
