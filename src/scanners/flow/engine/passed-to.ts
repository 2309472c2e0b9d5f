import type { Parameter } from '../form/form.ts';
import { anyElement, deepTaints } from './deep-taints.ts';
import { newList, newObject, withAnywhere, withEntry } from './heap-object.ts';
import type { Given, Machine } from './machine.ts';
import { clean, constantValue, type Value } from './value.ts';

/** What a call gives for a parameter; undefined where nothing is passed. */
export function passedTo(
  machine: Machine,
  { name, rest, gathers }: Parameter,
  index: number,
  given: readonly Given[],
  all: readonly Parameter[],
): Value | undefined {
  const positional = given.filter((one) => one.name === undefined);
  if (rest) return restOf(machine, positional.slice(index));
  const named = given.find((one) => one.name === name)?.value;
  if (named !== undefined) return named;
  const others = gathers && positional.length <= index ? othersOf(machine, given, all) : undefined;
  if (others !== undefined) return others;
  const spread = positional.find((one, place) => one.spread && place <= index)?.value;
  return spread === undefined ? positional[index]?.value : { taints: deepTaints(machine, spread) };
}

/** What a parameter is where a call leaves it out: `def show(text, html=False)`. */
export function ownDefault({ default: start }: Parameter, given: readonly Given[]): Value | undefined {
  const mayBeMore = given.some(({ spread, name }) => spread || name === '**');
  return start?.kind === 'constant' && !mayBeMore ? constantValue(start.value) : undefined;
}

/** What is given by names of which no parameter is. */
function othersOf(
  machine: Machine,
  given: readonly Given[],
  parameters: readonly Parameter[],
): Value | undefined {
  const others = given.filter(
    ({ name }) => name !== undefined && !parameters.some((one) => one.name === name),
  );
  if (others.length === 0) return undefined;
  const start = newObject('map');
  const object = others.reduce(
    (held, { name = '', value }) =>
      name === '**' ? withAnywhere(held, anyElement(machine, value)) : withEntry(held, name, value),
    start,
  );
  const id = machine.newId();
  machine.store.setObject(id, object);
  return { taints: clean, object: id };
}

function restOf(machine: Machine, given: readonly Given[]): Value {
  const id = machine.newId();
  machine.store.setObject(id, newList(given.map(({ value }) => value)));
  return { taints: clean, object: id };
}
