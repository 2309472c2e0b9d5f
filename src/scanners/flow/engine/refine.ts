import type { Expression } from '../form/form.ts';
import { deepTaints } from './deep-taints.ts';
import { inner, keyOf, update } from './facts.ts';
import type { Frame } from './frame.ts';
import { refineByGuards } from './guards.ts';
import type { Machine } from './machine.ts';
import { ownTest } from './own-test.ts';
import { kindsOutside } from './pattern-limit.ts';
import { clean, cleanFor, constantValue, unknown } from './value.ts';

type CallExpression = Extract<Expression, { kind: 'call' }>;
type BinaryExpression = Extract<Expression, { kind: 'binary' }>;

/** Takes over into the store what it means that a test came out so. */
export function refine(machine: Machine, test: Expression, truth: boolean, frame: Frame): void {
  switch (test.kind) {
    case 'unary':
      if (test.operator === '!') refine(machine, test.operand, !truth, frame);
      return;
    case 'binary':
      refineBinary(machine, test, truth, frame);
      return;
    case 'call':
      refineCall(machine, test, truth, frame);
      return;
    case 'name':
      refineByOutcome(machine, test, truth, frame);
      if (!truth) update(machine, test, frame, (value) => ({ ...value, taints: clean }));
      return;
    case 'member':
    case 'element':
      // What is there under the key says that the key is one of its own.
      if (truth && test.kind === 'element')
        refineMember(machine, { item: test.key, group: test.object, truth }, frame);
      // What counts as false is empty, or nothing.
      if (!truth) update(machine, test, frame, (value) => ({ ...value, taints: clean }));
      return;
    case 'typed':
      refine(machine, test.value, truth, frame);
      return;
    case 'assign':
      if (!truth && test.target.kind === 'name')
        update(machine, test.target, frame, (value) => ({ ...value, taints: clean }));
      if (test.value.kind === 'call') refineCall(machine, test.value, truth, frame);
      return;
    default:
  }
}

/** A variable that holds how a test came out says what the test would say. */
function refineByOutcome(machine: Machine, name: Expression, truth: boolean, frame: Frame): void {
  const { test } = machine.evaluate(name, frame);
  if (test === undefined || test.frame !== frame.id || frame.testing.has(test.expression)) return;
  frame.testing.add(test.expression);
  refine(machine, test.expression, truth, frame);
  frame.testing.delete(test.expression);
}

const joins: Readonly<Record<string, boolean>> = { '&&': true, '||': false };
const equals: Readonly<Record<string, boolean>> = { '==': true, '===': true, '!=': false, '!==': false };

function refineBinary(machine: Machine, test: BinaryExpression, truth: boolean, frame: Frame): void {
  const { operator, left, right } = test;
  const joined = joins[operator];
  if (joined === truth) {
    refine(machine, left, truth, frame);
    refine(machine, right, truth, frame);
  } else if (joined !== undefined) {
    const forks = [left, right].map((side) => machine.onFork(() => refine(machine, side, truth, frame)));
    machine.store.join(forks);
  } else if (equals[operator] === truth) refineEqual(machine, left, right, frame);
  else if (
    equals[operator] !== undefined &&
    right.kind === 'constant' &&
    right.value === null &&
    left.kind === 'call'
  )
    refineChecked(machine, left, frame);
  else if (operator === 'in' || operator === 'not in')
    refineMember(machine, { item: left, group: right, truth: (operator === 'in') === truth }, frame);
  else if (isSearch(machine, left)) {
    // `a.indexOf(b) >= 0`, `!= -1`, `== -1`, `< 0`
    const found = /^(?:>=|>|!=|!==)$/.test(operator);
    refineCall(machine, left, found === truth, frame);
  }
}

const checkNames = /(?:filter|check|valid|saniti[sz]e|safe|verify)|^Parse(?:IP|Addr|CIDR)$/i;

/** `check(x) != null`: it gives nothing back for what it refuses. */
function refineChecked(machine: Machine, { callee, args }: CallExpression, frame: Frame): void {
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  if (!checkNames.test(name)) return;
  for (const { value } of args) update(machine, value, frame, (known) => ({ ...known, taints: clean }));
}

const assertVerbs = /check|assert|ensure|valid|verif|reject|raise|guard|forbid|require/i;
const assertObjects =
  /path|traversal|url|uri|host|domain|safe|allow|inside|within|file_?name|identifier|column/i;

/**
 * `checkDirectoryTraversal(base, path);`: its answer is not asked for, so it throws. What it does inside is not followed, as
 * with a check that answers.
 */
export function refineAsserted(machine: Machine, { callee, args }: CallExpression, frame: Frame): void {
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  if (!assertVerbs.test(name) || !assertObjects.test(name)) return;
  for (const { value } of args)
    if (machine.evaluate(value, frame).taints.length > 0)
      update(machine, value, frame, (known) => ({ ...known, taints: clean }));
}

function isSearch(machine: Machine, expression: Expression): expression is CallExpression {
  return (
    expression.kind === 'call' &&
    expression.callee.kind === 'member' &&
    searches.has(knownName(machine, expression.callee.name))
  );
}

const searches = new Set(['indexOf', 'find', 'search', 'lastIndexOf', 'count']);

/** Equal to something that does no harm, or not of some kinds: as good as that. */
function refineEqual(machine: Machine, left: Expression, right: Expression, frame: Frame): void {
  for (const [tested, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (tested.kind === 'call') refineByGuards(machine, tested, 'equal', frame);
    if (isSearch(machine, tested)) {
      const constant = machine.evaluate(other, frame).constant;
      if (constant === -1) refineCall(machine, tested, false, frame);
      continue;
    }
    if (tested.kind === 'unary' && tested.operator === 'typeof') {
      refineType(machine, tested.operand, machine.evaluate(other, frame).constant, frame);
      continue;
    }
    if (keyOf(inner(machine, tested)) === undefined) continue;
    const value = machine.evaluate(other, frame);
    const harmless = deepTaints(machine, value).reduce((kinds, taint) => kinds & taint.clean, ~0);
    if (harmless === 0) continue;
    update(machine, tested, frame, (known) =>
      value.constant === undefined
        ? { ...known, taints: harmless === ~0 ? clean : cleanFor(known.taints, harmless) }
        : constantValue(value.constant),
    );
  }
}

function refineType(machine: Machine, tested: Expression, type: unknown, frame: Frame): void {
  if (type === 'string')
    update(machine, tested, frame, (value) => ({
      ...value,
      taints: cleanFor(value.taints, structuredKinds(machine)),
    }));
  else if (type === 'number' || type === 'boolean') update(machine, tested, frame, () => unknown);
}

/** Kinds that need a list or a map where a text is expected. */
function structuredKinds(machine: Machine): number {
  return machine.model.forbiddenTexts.get(' structured') ?? 0;
}

interface Membership {
  readonly item: Expression;
  readonly group: Expression;
  readonly truth: boolean;
}

/** One of a list that is not from outside, or without a text that must not be in it. */
function refineMember(machine: Machine, { item, group, truth }: Membership, frame: Frame): void {
  // `folder in file.parents` says of the file what a call would.
  if (truth && group.kind === 'member')
    refineByGuards(
      machine,
      { kind: 'call', callee: group, args: [], start: group.start, end: group.end },
      true,
      frame,
    );
  const holder = machine.evaluate(group, frame);
  const isText = typeof holder.constant === 'string' || holder.shape !== undefined;
  if (truth && !isText && deepTaints(machine, holder).length === 0) {
    update(machine, item, frame, (value) => ({ ...value, taints: clean }));
    return;
  }
  const { constant } = machine.evaluate(item, frame);
  if (truth || typeof constant !== 'string' || holder.taints.length === 0) return;
  const { forbiddenTexts } = machine.model;
  const kinds = forbiddenTexts.get(group.kind === 'slice' ? `inner ${constant}` : constant) ?? 0;
  const whole = group.kind === 'slice' ? group.object : group;
  update(machine, whole, frame, (value) => ({ ...value, taints: cleanFor(value.taints, kinds) }));
}

const memberTests = new Set([
  'contains',
  'includes',
  'has',
  'containsKey',
  'indexOf',
  'find',
  'search',
  'count',
  'hasOwnProperty',
  'containsValue',
]);
const equalTests = new Set(['equals', 'equalsIgnoreCase', 'contentEquals']);
const goodNames = /(?:valid|safe|allow|white|permit|trust|legal|clean|accept|inside|contained)/i;
const badNames =
  /(?:un|in|not_?|non_?)(?:valid|safe|allowed|trusted)|malicious|danger|illegal|forbidden|black|disallow|blocked|travers|outside/i;

const knownName = ({ model }: Machine, name: string) => model.methodNames.get(name) ?? name;

function refineCall(machine: Machine, test: CallExpression, truth: boolean, frame: Frame): void {
  const { callee, args } = test;
  const name = callee.kind === 'member' || callee.kind === 'name' ? knownName(machine, callee.name) : '';
  const first = args[0]?.value;
  const object = callee.kind === 'member' ? callee.object : undefined;
  const isGuard = refineByGuards(machine, test, truth, frame);
  if (!isGuard && object !== undefined && first !== undefined && memberTests.has(name)) {
    refineMember(machine, { item: first, group: object, truth }, frame);
    return;
  }
  if (object !== undefined && first !== undefined && equalTests.has(name)) {
    if (truth) refineEqual(machine, object, first, frame);
    return;
  }
  if (truth && name === 'matches' && object?.kind === 'call') refineMatcher(machine, object, frame);
  refineByName(machine, test, truth, frame);
  for (const { argument, change } of ownTest(machine, test, truth, { frame, refine }))
    update(machine, argument, frame, change);
}

/** A check of the scanned code: what it does inside is not followed, that it is asked at all is what counts. */
function refineByName(machine: Machine, test: CallExpression, truth: boolean, frame: Frame): void {
  const { callee, args } = test;
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  if (args.length === 0 || !saysGood(machine, name, truth)) return;
  // One that says the same of everything checks nothing.
  if (machine.evaluate(test, frame).constant !== undefined) return;
  for (const { value } of args) update(machine, value, frame, (known) => ({ ...known, taints: clean }));
}

/** Whether what a function is given is good when it says so, by its name. */
function saysGood({ model }: Machine, name: string, truth: boolean): boolean {
  if (badNames.test(name)) return !truth;
  return truth && (goodNames.test(name) || (model.checks?.test(name) ?? false));
}

/** `PATTERN.matcher(text).matches()`: all of the text is as the pattern wants it. */
function refineMatcher(machine: Machine, { callee, args }: CallExpression, frame: Frame): void {
  const text = args[0]?.value;
  if (callee.kind !== 'member' || callee.name !== 'matcher' || text === undefined) return;
  const { constant } = machine.evaluate(callee.object, frame);
  const kinds = typeof constant === 'string' ? kindsOutside(machine.model, constant, true) : ~0;
  if (kinds !== 0)
    update(machine, text, frame, (known) => ({ ...known, taints: cleanFor(known.taints, kinds) }));
}
