import type { Constant } from '../form/form.ts';
import { asText, deepTaints } from './deep-taints.ts';
import { appended, newObject } from './heap-object.ts';
import type { Machine } from './machine.ts';
import {
  concatenate,
  constantValue,
  hole,
  joinValues,
  mergeTaints,
  shapeOf,
  taintedValue,
  unknown,
  type Value,
} from './value.ts';

type Fold = (left: Constant, right: Constant) => Constant | undefined;

const numbers =
  (fold: (left: number, right: number) => Constant): Fold =>
  (left, right) =>
    typeof left === 'number' && typeof right === 'number' ? fold(left, right) : undefined;

const ordered =
  (fold: (left: number | string, right: number | string) => boolean): Fold =>
  (left, right) =>
    (typeof left === 'number' && typeof right === 'number') ||
    (typeof left === 'string' && typeof right === 'string')
      ? fold(left, right)
      : undefined;

const same: Fold = (left, right) => left === right;
const different: Fold = (left, right) => left !== right;

const folds: Readonly<Record<string, Fold>> = {
  '+': numbers((left, right) => left + right),
  '-': numbers((left, right) => left - right),
  '*': numbers((left, right) => left * right),
  '/': numbers((left, right) => left / right),
  '//': numbers((left, right) => Math.floor(left / right)),
  '%': numbers((left, right) => left % right),
  '**': numbers((left, right) => left ** right),
  '<': ordered((left, right) => left < right),
  '>': ordered((left, right) => left > right),
  '<=': ordered((left, right) => left <= right),
  '>=': ordered((left, right) => left >= right),
  '==': same,
  '===': same,
  '!=': different,
  '!==': different,
  in: (left, right) =>
    typeof left === 'string' && typeof right === 'string' ? right.includes(left) : undefined,
  'not in': (left, right) =>
    typeof left === 'string' && typeof right === 'string' ? !right.includes(left) : undefined,
};

/** Division of whole numbers drops the rest in Java; these rules then fold nothing. */
const inexact = new Set(['/', '%']);

export function binary(machine: Machine, operator: string, left: Value, right: Value): Value {
  if (left.constant !== undefined && right.constant !== undefined) {
    const folded = folds[operator]?.(left.constant, right.constant);
    const isWhole = typeof folded !== 'number' || Number.isInteger(folded);
    if (folded !== undefined && (isWhole || !inexact.has(operator))) return constantValue(folded);
  }
  if (operator === '+') return sum(machine, left, right);
  if (operator === 'append') return appendedTo(machine, left, right);
  // Paths are joined so in Python; numbers are never tainted.
  if (operator === '/' && (right.taints.length > 0 || isPath(left))) return joinedPath(left, right);
  if (operator === '%') return formatted(machine, left, right);
  if (operator === '|') return taintedValue(mergeTaints(left.taints, right.taints));
  return operator === '??' ? joinValues(left, right) : unknown;
}

function sum(machine: Machine, left: Value, right: Value): Value {
  const objects = [left, right].map(({ object }) =>
    object === undefined ? undefined : machine.store.object(object),
  );
  if (objects.some((object) => object?.kind === 'list')) {
    const rest = taintedValue(mergeTaints(deepTaints(machine, left), deepTaints(machine, right)));
    const id = machine.newId();
    machine.store.setObject(id, newObject('list', { rest }));
    return { taints: unknown.taints, object: id };
  }
  return concatenate([asText(machine, left), asText(machine, right)]);
}

/** A list gets one more, and a text is a longer one. */
function appendedTo(machine: Machine, left: Value, right: Value): Value {
  const held = left.object === undefined ? undefined : machine.store.object(left.object);
  if (left.object === undefined || held?.kind !== 'list')
    return concatenate([asText(machine, left), asText(machine, right)]);
  machine.store.setObject(left.object, appended(held, right));
  return left;
}

const isPath = ({ path }: Value) => path?.includes('Path') ?? false;

function joinedPath(left: Value, right: Value): Value {
  return {
    taints: mergeTaints(left.taints, right.taints),
    path: isPath(left) ? left.path : 'pathlib.Path()',
  };
}

/** `'… %s' % value` in Python. */
function formatted(machine: Machine, left: Value, right: Value): Value {
  const taints = mergeTaints(left.taints, deepTaints(machine, right));
  const isText = typeof left.constant === 'string' || left.shape !== undefined;
  if (!isText) return taintedValue(left.taints);
  return { taints, shape: shapeOf(left).replaceAll(/%(?:\(\w+\))?[-+ #0-9.]*[a-zA-Z]/g, hole) };
}

export function unary(operator: string, { constant, taints }: Value): Value {
  if (constant === undefined) return operator === '!' || taints.length === 0 ? unknown : { taints };
  if (operator === '!') return constantValue(!isTrue(constant));
  if (operator === '-' && typeof constant === 'number') return constantValue(-constant);
  return operator === '+' && typeof constant === 'number' ? constantValue(constant) : unknown;
}

export function isTrue(constant: Constant): boolean {
  return Boolean(constant);
}
