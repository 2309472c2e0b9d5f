import type { ArgumentName, Condition } from '../rules/flow-rule.ts';
import { deepTaints } from './deep-taints.ts';
import type { Frame } from './frame.ts';
import type { Given, Machine } from './machine.ts';
import { type Scope, shapeOf, unknown, type Value } from './value.ts';

/** What a call or an assignment has to offer to rules. */
export interface Offer {
  readonly frame: Frame;
  readonly receiver?: Value | undefined;
  readonly given: readonly Given[];
}

/** An argument by position or name; undefined where there is none. */
export function argumentOf(offer: Offer, name: ArgumentName): Value | undefined {
  const given = givenAs(offer, name);
  return given?.spread ? { taints: given.value.taints } : given?.value;
}

function givenAs({ receiver, given }: Offer, name: ArgumentName): Given | undefined {
  if (name === 'receiver') return receiver && { value: receiver };
  if (typeof name === 'string') return given.find((one) => one.name === name);
  return given.filter((one) => one.name === undefined)[name];
}

export function argumentsOf(offer: Offer, names: readonly ArgumentName[]): readonly Given[] {
  if (names.includes('*')) return offer.given;
  return names.flatMap((name) => {
    const given = givenAs(offer, name);
    if (given === undefined) return [];
    return given.spread ? { ...given, value: { taints: given.value.taints } } : given;
  });
}

export function holds(machine: Machine, offer: Offer, conditions: readonly Condition[]): boolean {
  return conditions.every((condition) => holdsOne(machine, offer, condition));
}

function holdsOne(machine: Machine, offer: Offer, condition: Condition): boolean {
  const { argument, notConstant, notShape, absent, marked, unmarked, tainted } = condition;
  const value = meant(machine, offer, condition);
  if (absent) return value === undefined;
  if (marked !== undefined)
    return hasMark(machine, argument === undefined ? offer.receiver : value, marked, offer.frame);
  if (unmarked !== undefined)
    return !hasMark(machine, argument === undefined ? offer.receiver : value, unmarked, offer.frame);
  if (value === undefined) return (notShape ?? notConstant) !== undefined;
  if (tainted !== undefined && deepTaints(machine, value).length > 0 !== tainted) return false;
  return reads(machine, value, condition);
}

/** What the known text of a value has to be, or must not be. */
function reads(machine: Machine, value: Value, { is, notConstant, shape, notShape }: Condition): boolean {
  const { constant } = value;
  if (is !== undefined) return constant !== undefined && is.includes(constant);
  if (notConstant !== undefined) return typeof constant !== 'string' || !notConstant.test(constant);
  if (shape !== undefined) return shape.test(describe(machine, value));
  return notShape === undefined || !notShape.test(describe(machine, value));
}

/** The value that a condition speaks of: an argument, one entry of it (of a list by its place), one of that, or the receiver. */
function meant(machine: Machine, offer: Offer, { argument, entry }: Condition): Value | undefined {
  const value = argument === undefined ? offer.receiver : argumentOf(offer, argument);
  if (entry === undefined) return value;
  return entry.split('/').reduce<Value | undefined>((whole, part) => {
    const object = whole?.object === undefined ? undefined : machine.store.object(whole.object);
    return object?.entries.get(object.kind === 'list' ? Number(part) : part);
  }, value);
}

/** The known text of a value, or the name of what it is. */
function describe(machine: Machine, value: Value): string {
  const object = value.object === undefined ? undefined : machine.store.object(value.object);
  const built = object?.kind === 'text' ? object.entries.get('text') : undefined;
  const text = built ?? value;
  if (text.constant === undefined && text.shape === undefined)
    return text.path ?? text.type ?? shapeOf(unknown);
  return shapeOf(text);
}

/** A mark on the object, or on the run of a function that is going on. */
function hasMark(machine: Machine, value: Value | undefined, mark: string, frame: Frame): boolean {
  const object = value?.object === undefined ? undefined : machine.store.object(value.object);
  if (object?.marks.has(mark)) return true;
  for (let run: Frame | undefined = frame; run !== undefined; run = run.caller) {
    for (let scope: Scope | undefined = run; scope !== undefined; scope = scope.outer)
      if (machine.store.get(markName(mark, scope)) !== undefined) return true;
  }
  return false;
}

export const markName = (mark: string, { id }: Scope) => `mark ${mark} ${id}`;
