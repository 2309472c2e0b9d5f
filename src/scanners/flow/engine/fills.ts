import type { Expression, Target } from '../form/form.ts';
import type { Fill } from '../rules/flow-rule.ts';
import { assign } from './assign.ts';
import { argumentsOf } from './conditions.ts';
import { deepTaints } from './deep-taints.ts';
import { withAnywhere } from './heap-object.ts';
import type { Call, Given, Machine } from './machine.ts';
import { clean, concatenate, hole, mergeTaints, type Taint, unknown, type Value } from './value.ts';

/** What a call leaves in what it is given: `json.Unmarshal(body, &user)`. */
export function fillArguments(machine: Machine, made: Call): void {
  for (const { value, expression } of made.given) {
    const place = placeAt(expression);
    if (place === undefined || value.constant === undefined) continue;
    // Whatever it was, it may be something else now.
    assign(machine, place, { ...unknown, taints: value.taints, type: value.type }, made.frame);
  }
  for (const fill of machine.model.fills.find(made.paths)) {
    const taints = taintsOf(machine, made, fill);
    if (taints.length === 0) continue;
    const into = fill.into === 'receiver' ? receiverOf(made) : made.given[fill.into];
    if (into !== undefined) put(machine, into, taints, made);
  }
}

function receiverOf({ receiver, receiverExpression }: Call): Given | undefined {
  return receiver === undefined ? undefined : { value: receiver, expression: receiverExpression };
}

function taintsOf(machine: Machine, made: Call, { from, into, label, clean: kinds }: Fill): readonly Taint[] {
  if (label !== undefined) return [{ source: made.place, label, clean: kinds, trail: undefined }];
  const given = made.given.filter((_, index) => index !== into);
  return from
    .flatMap((name) =>
      (name === '*' ? argumentsOf({ ...made, given }, ['*']) : argumentsOf(made, [name])).map(
        ({ value }) => value,
      ),
    )
    .reduce((sum, value) => mergeTaints(sum, deepTaints(machine, value)), clean);
}

function put(machine: Machine, { value, expression }: Given, taints: readonly Taint[], made: Call): void {
  const { object: id } = value;
  const held = id === undefined ? undefined : machine.store.object(id);
  const added: Value = { taints, shape: hole };
  if (id !== undefined && held?.kind === 'text') {
    const text = concatenate([held.entries.get('text') ?? unknown, added]);
    machine.store.setObject(id, { ...held, entries: new Map([['text', text]]) });
  } else if (isOfType(value) && held?.kind === 'map' && placeAt(expression)?.kind === 'name')
    assignFilled(machine, { value, expression }, taints, made);
  else if (id !== undefined && held !== undefined)
    machine.store.setObject(id, withAnywhere(held, { taints }));
  else {
    const place = placeAt(expression) ?? ownPlace(expression);
    if (place !== undefined)
      assign(machine, place, { taints: mergeTaints(value.taints, taints), type: value.type }, made.frame);
  }
}

/** A value of a type that is named with its package: each field may be made harmless for itself. */
const isOfType = ({ type }: Value) => type?.includes(':') === true;

/** The whole of it is from outside, and what is set on it later is not. */
function assignFilled(
  machine: Machine,
  { value, expression }: Given,
  taints: readonly Taint[],
  made: Call,
): void {
  const place = placeAt(expression);
  if (place !== undefined)
    assign(machine, place, { ...value, taints: mergeTaints(value.taints, taints) }, made.frame);
}

/** What `&name` is the address of. */
function placeAt(expression: Expression | undefined): Target | undefined {
  return expression?.kind === 'unary' && expression.operator === '&'
    ? ownPlace(expression.operand)
    : undefined;
}

function ownPlace(expression: Expression | undefined): Target | undefined {
  switch (expression?.kind) {
    case 'name':
    case 'member':
    case 'element':
      return expression;
    default:
      return undefined;
  }
}
