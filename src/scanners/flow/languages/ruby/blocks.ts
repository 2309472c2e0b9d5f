import type { Argument, Expression, FunctionForm, Span, Statement, Target } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { namelessFunction } from '../nameless-function.ts';
import { blockForm, blockName, blockParts, implicitParameters } from './functions.ts';
import { needsStatements } from './tails.ts';
import { targetOf } from './targets.ts';

/** Methods that run their block for every element, and whose result nobody needs. */
const loops =
  /^(?:each|each_pair|each_value|each_entry|reverse_each|each_with_index|each_char|each_line|times|loop|upto|downto|step|find_each|each_index)$/;
/** What the block gives is an element of the result. */
const mapped =
  /^(?:map!?|collect!?|flat_map|collect_concat|filter_map|transform_values!?|transform_keys!?|to_h|index_with)$/;
const kept = /^(?:select!?|filter!?|find_all|keep_if|take_while|find|detect)$/;
const dropped = /^(?:reject!?|delete_if|drop_while)$/;
const passedOn = /^(?:then|yield_self)$/;

/** A block that is run for each element, as a loop; undefined where it is another call. */
export function loopOf(node: SyntaxNode, lowering: Lowering): readonly Statement[] | undefined {
  const [block, method, receiver] = ['block', 'method', 'receiver'].map((field) => fieldOf(node, field));
  const name = method === undefined ? '' : lowering.textOf(method);
  if (block === undefined || !loops.test(name)) return undefined;
  const over = receiver && lowering.expression(receiver);
  const { parameters, body } = blockParts(block);
  const [first, second] = targetsOf(parameters, block, lowering);
  const isPair = second !== undefined && /^each(?:_pair|_entry)?$/.test(name);
  const isEach = over !== undefined && name.includes('each') && name !== 'each_index';
  return [
    {
      kind: 'loop',
      ...(isEach && { over, target: isPair ? second : first }),
      ...(isEach && isPair && { keyTarget: first }),
      body: lowering.statements(body),
      ...spanOf(node),
    },
  ];
}

/** Of a block that runs as part of the function around it. */
function targetsOf(
  parameters: SyntaxNode | undefined,
  block: SyntaxNode,
  lowering: Lowering,
): readonly Target[] {
  const nodes = namedOf(parameters).filter(({ type }) =>
    /^(?:identifier|destructured_parameter)$/.test(type),
  );
  if (parameters !== undefined) return nodes.map((one) => targetOf(one, lowering));
  return implicitParameters(block, lowering).map(({ name, start, end }) => ({
    kind: 'name',
    name,
    start,
    end,
  }));
}

/** What `map`, `select` and their like make; undefined where it is another call. */
export function gathered(node: SyntaxNode, lowering: Lowering): Expression | undefined {
  const [block, method, receiver] = ['block', 'method', 'receiver'].map((field) => fieldOf(node, field));
  const name = method === undefined ? '' : lowering.textOf(method);
  const passed = namedOf(fieldOf(node, 'arguments')).find(({ type }) => type === 'block_argument');
  const one = block ?? passed;
  if (receiver === undefined || one === undefined) return undefined;
  if (![mapped, kept, dropped, passedOn].some((names) => names.test(name))) return undefined;
  const over = lowering.expression(receiver);
  const span = spanOf(node);
  if (passedOn.test(name)) return called(asFunction(one, lowering), [over], span);
  const { target, item, outcome } = elementOf(one, over, lowering);
  const test: Expression = dropped.test(name)
    ? { kind: 'unary', operator: '!', operand: outcome, ...span }
    : outcome;
  const each: Expression = {
    kind: 'each',
    target,
    over,
    tests: mapped.test(name) ? [] : [test],
    element: mapped.test(name) ? outcome : item,
    ...span,
  };
  if (!/^(?:find|detect)$/.test(name)) return each;
  return { kind: 'element', object: each, key: { kind: 'other', parts: [], ...span }, ...span };
}

interface Element {
  readonly target: Target;
  readonly item: Expression;
  /** What the block says of it. */
  readonly outcome: Expression;
}

/** A block of one expression is put in its place, so that what it tests is tested of the element itself. */
function elementOf(node: SyntaxNode, over: Expression, lowering: Lowering): Element {
  const span = spanOf(node);
  const { parameters, body } = blockParts(node);
  const [only, ...others] = body;
  const targets = node.type === 'block_argument' ? [] : targetsOf(parameters, node, lowering);
  const [target] = targets;
  const isPlain = only !== undefined && others.length === 0 && !needsStatements(only);
  if (isPlain && target?.kind === 'name' && targets.length === 1)
    return { target, item: { ...target }, outcome: lowering.expression(only) };
  const held = { kind: 'name', name: ` item ${node.start}`, ...span } as const;
  lowering.scope.declare(held.name);
  const values = targets.length > 1 ? [keysOf(over, node), held] : [held];
  return { target: held, item: held, outcome: called(asFunction(node, lowering), values, span) };
}

/** The names of what a hash holds, which say nothing of what stands under them. */
export function keysOf(over: Expression, { start, end }: Span): Expression {
  const callee = { kind: 'name', name: 'keys of', start, end: start } as const;
  return { kind: 'call', callee, args: [{ value: over }], start, end };
}

const called = (callee: Expression, values: readonly Expression[], span: Span): Expression => ({
  kind: 'call',
  callee,
  args: values.map((value) => ({ value })),
  ...span,
});

function asFunction(node: SyntaxNode, lowering: Lowering): Expression {
  return node.type === 'block_argument'
    ? passedBlock(node, lowering)
    : { kind: 'function', form: blockForm(node, lowering), ...spanOf(node) };
}

/** `&:name`, `&method(:name)` and `&block`. */
function passedBlock(node: SyntaxNode, lowering: Lowering): Expression {
  const value = namedOf(node)[0];
  const span = spanOf(node);
  if (value === undefined) return { kind: 'name', name: blockName, ...span };
  if (value.type !== 'simple_symbol') return lowering.expression(value);
  const item = { kind: 'name', name: ' it', ...span } as const;
  const callee: Expression = {
    kind: 'member',
    object: item,
    name: lowering.textOf(value).slice(1),
    ...span,
  };
  const form: FunctionForm = {
    ...namelessFunction,
    parameters: [{ name: item.name, annotations: [], ...span }],
    body: [{ kind: 'return', value: { kind: 'call', callee, args: [], ...span }, ...span }],
    locals: new Set([item.name]),
    ...span,
  };
  return { kind: 'function', form, ...span };
}

/** The block that a call is given. */
export function blockArgument(
  node: SyntaxNode,
  lowering: Lowering,
  annotations: readonly string[],
): readonly Argument[] {
  const block = fieldOf(node, 'block');
  const passed = namedOf(fieldOf(node, 'arguments')).find(({ type }) => type === 'block_argument');
  if (passed !== undefined) return [{ name: blockName, value: passedBlock(passed, lowering) }];
  if (block === undefined) return [];
  const form = blockForm(block, lowering, { annotations });
  return [{ name: blockName, value: { kind: 'function', form, ...spanOf(block) } }];
}
