import type { Expression } from '../form/form.ts';
import type { Guard } from '../rules/flow-rule.ts';
import { argumentOf, holds } from './conditions.ts';
import { settleSources, update } from './facts.ts';
import type { Frame } from './frame.ts';
import type { Given, Machine } from './machine.ts';
import { settledFor } from './own-test.ts';
import { kindsByPattern } from './pattern-limit.ts';
import { hintOf } from './sinks.ts';

type CallExpression = Extract<Expression, { kind: 'call' }>;

/** Whether the test is one of the guards that the model names: it takes over what they say when it comes out so. */
export function refineByGuards(
  machine: Machine,
  test: CallExpression,
  truth: Guard['when'],
  frame: Frame,
): boolean {
  const { callee, args } = test;
  const object = callee.kind === 'member' ? callee.object : undefined;
  const guards = machine.model.guards
    .find(guardPaths(machine, callee, frame))
    .filter(({ when }) => when === truth);
  if (guards.length === 0) return false;
  const receiver = object && machine.evaluate(object, frame);
  const given = args.map(
    ({ value, name, spread }): Given => ({ value: machine.evaluate(value, frame), name, spread }),
  );
  const offer = { frame, receiver, given };
  for (const guard of guards) {
    const { argument, pattern, where } = guard;
    const checked = argument === 'receiver' ? object : args[Number(argument)]?.value;
    const kinds =
      pattern === undefined ? guard.kinds : kindsByPattern(machine.model, guard, argumentOf(offer, pattern));
    if (checked !== undefined && kinds !== 0 && holds(machine, offer, where))
      settle(machine, checked, { kinds, settles: guard.settles }, frame);
  }
  return true;
}

function settle(
  machine: Machine,
  checked: Expression,
  { kinds, settles }: Pick<Guard, 'kinds' | 'settles'>,
  frame: Frame,
): void {
  // `commonpath([folder, file])`: each of them.
  const all = checked.kind === 'list' ? checked.items.map(({ value }) => value) : [checked];
  for (const one of all) {
    if (settles) settleSources(machine, machine.evaluate(one, frame), kinds, frame);
    update(machine, one, frame, (value) => settledFor(value, kinds));
  }
}

function guardPaths(machine: Machine, callee: Expression, frame: Frame): readonly string[] {
  if (callee.kind === 'name') return [machine.evaluate(callee, frame).path ?? callee.name];
  if (callee.kind !== 'member') return [];
  const { path, type } = machine.evaluate(callee.object, frame);
  return [path, type, `~${hintOf(callee.object) ?? ''}`].flatMap((one) =>
    one === undefined ? [] : [`${one}.${callee.name}`],
  );
}
