import type { Expression } from '../form/form.ts';
import type { Frame } from './frame.ts';
import { nameIn } from './look-up.ts';
import type { Machine } from './machine.ts';
import { cleanFor, type Scope, unknown, type Value } from './value.ts';

/** Changes what is known of a variable, or of an expression that is asked for again in the same words. */
export function update(
  machine: Machine,
  expression: Pick<Expression, 'kind'> & object,
  frame: Frame,
  change: (value: Value) => Value,
): void {
  const tested = inner(machine, expression as Expression);
  const key = keyOf(tested);
  if (key === undefined) return;
  const known = machine.evaluate(tested, frame);
  if (known.taints.length === 0 && known.constant !== undefined) return;
  const changed = change(known);
  settleWhole(machine, tested, { known, changed }, frame);
  if (tested.kind !== 'name') {
    machine.store.set(factName(frame, key), changed);
    machine.store.set(anyFact, unknown);
    return;
  }
  for (let scope: Scope | undefined = frame; scope !== undefined; scope = scope.outer)
    if (scope.locals.has(tested.name)) {
      machine.store.set(nameIn(scope, tested.name), changed);
      return;
    }
}

/** `url.hostname` checked: the text that the URL was made of is checked as well. */
function settleWhole(
  machine: Machine,
  tested: Expression,
  { known, changed }: { readonly known: Value; readonly changed: Value },
  frame: Frame,
): void {
  const kinds = machine.model.wholeChecks.get(memberIn(tested, known) ?? '') ?? 0;
  if (kinds === 0 || changed.taints.length > 0) return;
  settleSources(machine, known, kinds, frame);
}

/** Of `url.hostname`, or of a variable that holds it. */
function memberIn(tested: Expression, { path }: Value): string | undefined {
  const callee = tested.kind === 'call' ? tested.callee : tested;
  if (callee.kind === 'member') return callee.name;
  return callee.kind === 'name' ? path?.slice(path.lastIndexOf('.') + 1) : undefined;
}

/** All that holds the same data is as harmless as this. */
export function settleSources(machine: Machine, known: Value, kinds: number, frame: Frame): void {
  const sources = new Set(known.taints.map(({ source }) => source.start));
  for (const name of frame.locals) {
    const value = machine.store.get(nameIn(frame, name));
    if (value === undefined || !value.taints.some(({ source }) => sources.has(source.start))) continue;
    machine.store.set(nameIn(frame, name), { ...value, taints: cleanFor(value.taints, kinds) });
  }
}

const passing = new Set([
  'getCanonicalPath',
  'getCanonicalFile',
  'getAbsolutePath',
  'getPath',
  'toPath',
  'toAbsolutePath',
  'toRealPath',
  'resolve',
  'trim',
  'toLowerCase',
  'toUpperCase',
  'strip',
  'lower',
  'upper',
  'strtolower',
  'strtoupper',
  'mb_strtolower',
  'toString',
  'normalize',
  'String',
  'str',
]);

/** `x.trim()` and `String(x)` say of x what they say of themselves. */
export function inner(machine: Machine, expression: Expression): Expression {
  if (expression.kind === 'typed') return inner(machine, expression.value);
  if (expression.kind !== 'call') return expression;
  const { callee, args } = expression;
  const [first] = args;
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  if (!passing.has(machine.model.methodNames.get(name) ?? name)) return expression;
  if (callee.kind === 'member') return inner(machine, callee.object);
  return callee.kind === 'name' && first !== undefined ? inner(machine, first.value) : expression;
}

const anyFact = 'fact';
const factName = (frame: Frame, key: string) => `fact ${frame.id} ${key}`;

/** What a test said of the expression. */
export function factOf(machine: Machine, expression: Expression, frame: Frame): Value | undefined {
  if (machine.store.get(anyFact) === undefined) return undefined;
  const key = keyOf(expression);
  const fact = key === undefined ? undefined : machine.store.get(factName(frame, key));
  return fact === unknown ? undefined : fact;
}

/** What was put into a place of something that is not known is there when it is read in the same words. */
export function setFact(
  machine: Machine,
  target: { readonly kind: string },
  value: Value,
  frame: Frame,
): void {
  const key = keyOf(target as Expression);
  if (key === undefined) return;
  machine.store.set(factName(frame, key), value);
  machine.store.set(anyFact, unknown);
}

/** An assignment makes what was known of the place, or of its parts, void. */
export function forgetFacts(machine: Machine, target: { readonly kind: string }, frame: Frame): void {
  if (machine.store.get(anyFact) === undefined) return;
  const key = keyOf(target as Expression);
  if (key !== undefined && machine.store.get(factName(frame, key)) !== undefined)
    machine.store.set(factName(frame, key), unknown);
}

/** The expression in one spelling; undefined where it may be another thing the next time. */
export function keyOf(expression: Expression, depth = 0): string | undefined {
  if (depth > 6) return undefined;
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'self':
      return 'this';
    case 'typed':
      return keyOf(expression.value, depth + 1);
    case 'member': {
      const object = keyOf(expression.object, depth + 1);
      return object === undefined ? undefined : `${object}.${expression.name}`;
    }
    case 'element': {
      const object = keyOf(expression.object, depth + 1);
      if (object === undefined || expression.key.kind !== 'constant') return undefined;
      return `${object}.${String(expression.key.value)}`;
    }
    case 'call': {
      // Asking the same object for the same thing: `request.getParameter("a")`.
      const callee = keyOf(expression.callee, depth + 1);
      const known = expression.args.every(({ value }) => value.kind === 'constant');
      return callee === undefined || !known
        ? undefined
        : `${callee}(${JSON.stringify(expression.args.map(({ value }) => value.kind === 'constant' && value.value))})`;
    }
    default:
      return undefined;
  }
}
