import type { Argument, Expression, MapEntry, Span } from '../../form/form.ts';
import { childOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { askedOfEach } from './asked-of-each.ts';
import { called, returning } from './blocks.ts';
import { lambdaForm, statementsOf } from './functions.ts';
import { calledByName, methodMark, unsafeMark } from './names.ts';
import { scopeCall } from './scope-calls.ts';
import { typeText } from './types.ts';

interface Parts {
  readonly callee: SyntaxNode | undefined;
  readonly values: readonly SyntaxNode[];
  /** The one that stands after the brackets. */
  readonly lambda: SyntaxNode | undefined;
}

/** `f(a) { … }` is a call of a call to the grammar. */
export function partsOf(node: SyntaxNode): Parts {
  const [first] = namedOf(node);
  const lambda = childOf(childOf(node, 'annotated_lambda'), 'lambda_literal');
  const list = childOf(node, 'value_arguments');
  if (lambda !== undefined && list === undefined && first?.type === 'call_expression') {
    const inner = partsOf(first);
    if (inner.lambda === undefined) return { ...inner, lambda };
  }
  return { callee: first, values: namedOf(list), lambda };
}

const lists =
  /^(?:list|set|array|mutableList|mutableSet|arrayList|hashSet|linkedSet|sequence)Of(?:NotNull)?$|^empty(?:List|Set|Array)$/;
const maps = /^(?:map|mutableMap|hashMap|linkedMap|sortedMap)Of$|^emptyMap$/;

export function call(node: SyntaxNode, lowering: Lowering): Expression {
  const { callee, values, lambda } = partsOf(node);
  if (callee?.type === 'identifier') return byName(node, callee, { callee, values, lambda }, lowering);
  if (callee?.type === 'navigation_expression')
    return ofObject(node, callee, { callee, values, lambda }, lowering);
  return {
    kind: 'call',
    callee: lowering.expression(callee),
    args: argumentsOf({ callee, values, lambda }, lowering),
    ...spanOf(node),
  };
}

function byName(node: SyntaxNode, callee: SyntaxNode, parts: Parts, lowering: Lowering): Expression {
  const name = lowering.textOf(callee);
  const span = spanOf(node);
  const isOwn = lowering.scope.has(name) || lowering.scope.has(methodMark(name));
  if (!isOwn) {
    const known = ofLibrary(name, node, parts, lowering);
    if (known !== undefined) return known;
  }
  const creates = !isOwn && /^[A-Z]/.test(name);
  return {
    kind: 'call',
    callee: creates
      ? { kind: 'name', name, ...spanOf(callee) }
      : calledByName(name, lowering, spanOf(callee)),
    args: argumentsOf(parts, lowering),
    ...(creates && { creates }),
    ...span,
  };
}

/** Functions of https://kotlinlang.org/api/core/kotlin-stdlib/ that are as good as syntax. */
function ofLibrary(
  name: string,
  node: SyntaxNode,
  { callee, values, lambda }: Parts,
  lowering: Lowering,
): Expression | undefined {
  const span = spanOf(node);
  const [first] = values;
  if (lists.test(name))
    return { kind: 'list', items: argumentsOf({ callee, values, lambda }, lowering), ...span };
  if (maps.test(name))
    return { kind: 'map', entries: values.map((value) => entryOf(value, lowering)), ...span };
  // A pattern is known by its text.
  if (name === 'Regex' && first !== undefined) return lowering.expression(namedOf(first)[0]);
  if (lambda === undefined) return undefined;
  if (name === 'with' && first !== undefined)
    return scopeCall(name, lowering.expression(namedOf(first)[0]), lambda, lowering);
  if (name === 'unsafe')
    return called(node, lowering, [], () => {
      lowering.scope.declare(unsafeMark);
      return returning(statementsOf(lambda), lowering);
    });
  if (name === 'buildString') return scopeCall('apply', newObject('StringBuilder', lambda), lambda, lowering);
  if (
    ['run', 'lazy', 'runBlocking', 'runCatching', 'transaction', 'withContext', 'coroutineScope'].includes(
      name,
    )
  )
    return called(node, lowering, [], () => returning(statementsOf(lambda), lowering));
  return undefined;
}

function newObject(name: string, node: SyntaxNode): Expression {
  const span = { start: node.start, end: node.start };
  return { kind: 'call', callee: { kind: 'name', name, ...span }, args: [], creates: true, ...span };
}

/** `key to value` */
function entryOf(value: SyntaxNode, lowering: Lowering): MapEntry {
  const [pair] = namedOf(value);
  const [key, to, held] = namedOf(pair);
  if (pair?.type !== 'infix_expression' || to === undefined || lowering.textOf(to) !== 'to')
    return { value: lowering.expression(pair) };
  return { key: lowering.expression(key), value: lowering.expression(held) };
}

function ofObject(node: SyntaxNode, callee: SyntaxNode, parts: Parts, lowering: Lowering): Expression {
  const [object, method] = namedOf(callee);
  const name = method === undefined ? '' : lowering.textOf(method);
  const span = spanOf(node);
  // `java.io.File(…)`: classes go by their simple names.
  if (/^[A-Z]/.test(name) && object !== undefined && isPackage(lowering.textOf(object)))
    return {
      kind: 'call',
      callee: { kind: 'name', name, ...spanOf(callee) },
      args: argumentsOf(parts, lowering),
      creates: true,
      ...span,
    };
  const receiver: Expression =
    object?.type === 'super_expression'
      ? { kind: 'self', parent: true, ...spanOf(object) }
      : lowering.expression(object);
  if (name === 'toRegex') return receiver;
  if (parts.lambda !== undefined && parts.values.length === 0) {
    const scoped = scopeCall(name, receiver, parts.lambda, lowering);
    if (scoped !== undefined) return scoped;
  }
  const asked = askedOfEach(receiver, name, parts.lambda ?? namedOf(parts.values[0])[0], node, lowering);
  if (asked !== undefined) return asked;
  const args = argumentsOf(parts, lowering);
  const place = { start: callee.start, end: method?.end ?? callee.end };
  return received({ kind: 'call', ...turned(receiver, name, args, place), ...span }, name, node, lowering);
}

/** `call.receive<Person>()` is a `Person`. */
function received(made: Expression, name: string, node: SyntaxNode, lowering: Lowering): Expression {
  if (!/^receive(?:Nullable|OrNull)?$/.test(name)) return made;
  const [first] = namedOf(childOf(node, 'type_arguments'));
  const type = first?.type === 'type_projection' ? namedOf(first)[0] : first;
  return type === undefined
    ? made
    : { kind: 'typed', value: made, type: typeText(type, lowering), ...spanOf(node) };
}

/** `Regex("…").matches(text)` is `text.matches("…")`, as Java has it. */
function turned(object: Expression, name: string, args: readonly Argument[], place: Span) {
  const isAsked = object.kind === 'constant' && (name === 'matches' || name === 'matchEntire');
  const [first] = args;
  if (!isAsked || first === undefined)
    return { callee: { kind: 'member', object, name, ...place } as const, args };
  const callee = { kind: 'member', object: first.value, name: 'matches', ...place } as const;
  return { callee, args: [{ value: object }] };
}

export const isPackage = (text: string) => /^[a-z]\w*(?:\.[a-z]\w*)+$/.test(text);

export function argumentsOf({ values, lambda }: Parts, lowering: Lowering): readonly Argument[] {
  const within = values.map((value): Argument => {
    const isNamed = value.children.some(({ type }) => type === '=');
    const [first, second] = namedOf(value);
    if (isNamed && first !== undefined)
      return { value: lowering.expression(second), name: lowering.textOf(first) };
    const spread = first?.type === 'spread_expression' ? namedOf(first)[0] : undefined;
    return spread === undefined
      ? { value: lowering.expression(first) }
      : { value: lowering.expression(spread), spread: true };
  });
  if (lambda === undefined) return within;
  return [...within, { value: lambdaExpression(lambda, lowering) }];
}

export function lambdaExpression(node: SyntaxNode, lowering: Lowering): Expression {
  return { kind: 'function', form: lambdaForm(node, lowering), ...spanOf(node) };
}
