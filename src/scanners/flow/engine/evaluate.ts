import type { Argument, Expression } from '../form/form.ts';
import { assign } from './assign.ts';
import { evaluateCall } from './calls.ts';
import { checkAnswer } from './checked-answer.ts';
import { withType } from './declared-type.ts';
import { anyElement, asText, deepTaints, elementsOf } from './deep-taints.ts';
import { factOf } from './facts.ts';
import type { Frame } from './frame.ts';
import { appended, type Key, newObject, withAnywhere, withEntries } from './heap-object.ts';
import { include } from './included.ts';
import { lookUp, selfOf } from './look-up.ts';
import type { Machine } from './machine.ts';
import { readElement, readMember } from './members.ts';
import { binary, isTrue, unary } from './operators.ts';
import { refine } from './refine.ts';
import { spreadInto } from './spread-into.ts';
import {
  clean,
  concatenate,
  constantValue,
  mergeTaints,
  taintedValue,
  unknown,
  type Value,
} from './value.ts';

/** What may say of its parts how they are: `ok = pattern.test(text)`. */
const tests: ReadonlySet<Expression['kind']> = new Set(['call', 'binary', 'unary']);

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;
type Evaluators = {
  readonly [Kind in Expression['kind']]: (machine: Machine, expression: Of<Kind>, frame: Frame) => Value;
};

const evaluators: Evaluators = {
  constant: (_machine, { value }) => constantValue(value),
  name: (machine, expression, frame) => lookUp(machine, expression, frame),
  self: (_machine, _expression, frame) => selfOf(frame),
  member: (machine, expression, frame) => {
    const object = machine.evaluate(expression.object, frame);
    return (
      factOf(machine, expression, frame) ??
      readMember(machine, object, expression.name, { expression, frame })
    );
  },
  element: (machine, expression, frame) => {
    const object = machine.evaluate(expression.object, frame);
    const key = machine.evaluate(expression.key, frame);
    return factOf(machine, expression, frame) ?? readElement(machine, object, key, { expression, frame });
  },
  slice: slice,
  call: evaluateCall,
  binary: (machine, expression, frame) => {
    const { operator, left, right } = expression;
    if (operator === '&&' || operator === '||') return logical(machine, expression, frame);
    return binary(machine, operator, machine.evaluate(left, frame), machine.evaluate(right, frame));
  },
  unary: (machine, { operator, operand }, frame) => {
    const value = machine.evaluate(operand, frame);
    return operator === '&' ? value : unary(operator, value);
  },
  choice: choice,
  text: (machine, { parts }, frame) =>
    concatenate(parts.map((part) => asText(machine, machine.evaluate(part, frame)))),
  list: (machine, { items }, frame) => list(machine, items, frame),
  map: (machine, expression, frame) => {
    let object = newObject('map');
    // Put in together: one after the other, each would copy all before it.
    let next = new Map<Key, Value>();
    for (const { key, value } of expression.entries) {
      const name = key === undefined ? undefined : machine.evaluate(key, frame).constant;
      const given = machine.evaluate(value, frame);
      if (typeof name === 'string' || typeof name === 'number') next.set(name, given);
      else {
        const whole = withEntries(object, next);
        object = key === undefined ? spreadInto(machine, whole, given) : withAnywhere(whole, given);
        next = new Map();
      }
    }
    const made = withEntries(object, next);
    checkAnswer(machine, made, expression, frame);
    return newValue(machine, made);
  },
  function: (_machine, { form }, frame) => ({ taints: clean, closure: { form, scope: frame } }),
  class: (_machine, { form }, frame) => ({ taints: clean, class: { form, scope: frame } }),
  assign: (machine, { target, value, copies }, frame) => {
    const evaluated = machine.evaluate(value, frame);
    const given = copies ? copied(machine, evaluated) : evaluated;
    // `boolean ok = …` says what it is besides.
    const said = value.kind === 'typed' ? value.value : value;
    // `ok, err := …` holds it in the first of its results.
    const isHeld = target.kind === 'name' || (target.kind === 'items' && target.results === true);
    const isTest = isHeld && tests.has(said.kind) && given.taints.length === 0;
    assign(
      machine,
      target,
      isTest ? { ...given, test: { expression: said, frame: frame.id } } : given,
      frame,
    );
    return given;
  },
  each: (machine, { target, over, tests, element }, frame) => {
    const source = machine.evaluate(over, frame);
    let item = unknown;
    const fork = machine.onFork(() => {
      assign(machine, target, anyElement(machine, source), frame);
      for (const test of tests) {
        machine.evaluate(test, frame);
        refine(machine, test, true, frame);
      }
      item = machine.evaluate(element, frame);
    });
    fork.dead = false;
    machine.store.join([fork]);
    return newValue(machine, newObject('list', { rest: item }));
  },
  include,
  typed: (machine, { value, type }, frame) => withType(machine.evaluate(value, frame), type),
  other: (machine, { parts }, frame) =>
    taintedValue(
      parts.reduce(
        (taints, part) => mergeTaints(taints, deepTaints(machine, machine.evaluate(part, frame))),
        clean,
      ),
    ),
};

export function evaluate(machine: Machine, expression: Expression, frame: Frame): Value {
  machine.step();
  const evaluator = evaluators[expression.kind] as (
    machine: Machine,
    expression: Expression,
    frame: Frame,
  ) => Value;
  return evaluator(machine, expression, frame);
}

function copied(machine: Machine, value: Value): Value {
  const held = value.object === undefined ? undefined : machine.store.object(value.object);
  if (held?.kind !== 'list' && held?.kind !== 'map') return value;
  return { ...value, ...newValue(machine, held), taints: value.taints };
}

function newValue(machine: Machine, object: ReturnType<typeof newObject>): Value {
  const id = machine.newId();
  machine.store.setObject(id, object);
  return { taints: clean, object: id };
}

function list(machine: Machine, items: readonly Argument[], frame: Frame): Value {
  let object = newObject('list', { size: 0 });
  for (const { value, spread } of items) {
    const given = machine.evaluate(value, frame);
    const elements = spread ? elementsOf(machine, given) : [given];
    if (elements === undefined) object = withAnywhere(object, anyElement(machine, given));
    else for (const element of elements) object = appended(object, element);
  }
  return newValue(machine, object);
}

/** `a || b`: b is reached only where a says nothing. */
function logical(machine: Machine, { operator, left, right }: Of<'binary'>, frame: Frame): Value {
  const first = machine.evaluate(left, frame);
  const goesOn = operator === '&&';
  if (first.constant !== undefined && isTrue(first.constant) !== goesOn) return first;
  let second = unknown;
  const skipped = machine.onFork(() => refine(machine, left, !goesOn, frame));
  const fork = machine.onFork(() => {
    refine(machine, left, goesOn, frame);
    second = machine.evaluate(right, frame);
  });
  machine.store.join([fork, skipped]);
  if (first.constant !== undefined) return second;
  return goesOn ? second : machine.store.merge([first, second]);
}

function choice(machine: Machine, { test, yes, no }: Of<'choice'>, frame: Frame): Value {
  const { constant } = machine.evaluate(test, frame);
  if (constant !== undefined) return machine.evaluate(isTrue(constant) ? yes : no, frame);
  const values: Value[] = [];
  const forks = [true, false].map((truth) =>
    machine.onFork(() => {
      refine(machine, test, truth, frame);
      values.push(machine.evaluate(truth ? yes : no, frame));
    }),
  );
  machine.store.join(forks);
  return machine.store.merge(values);
}

function slice(machine: Machine, { object, from, to }: Of<'slice'>, frame: Frame): Value {
  const whole = machine.evaluate(object, frame);
  const bounds = [from, to].map((bound) =>
    bound === undefined ? undefined : machine.evaluate(bound, frame),
  );
  const numbers = bounds.map((bound) => (typeof bound?.constant === 'number' ? bound.constant : undefined));
  const known = bounds.every((bound, index) => bound === undefined || numbers[index] !== undefined);
  if (typeof whole.constant === 'string' && known) return constantValue(whole.constant.slice(...numbers));
  if (whole.object !== undefined)
    return newValue(machine, newObject('list', { rest: anyElement(machine, whole) }));
  return taintedValue(whole.taints);
}
