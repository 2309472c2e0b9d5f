import { argumentOf } from './conditions.ts';
import { deepTaints } from './deep-taints.ts';
import { entryOf } from './heap-object.ts';
import type { Call, Given, Machine } from './machine.ts';
import { clean, type Place, type Taint, type Value } from './value.ts';

/** Reports what a template is given and puts out as it is. The place is the template's. */
export function checkRender(machine: Machine, call: Call): void {
  for (const { rule, name, values } of machine.model.renders.find(call.paths)) {
    const file = argumentOf(call, name)?.constant;
    if (typeof file !== 'string') continue;
    for (const { file: template, outputs } of machine.templates.named(file))
      for (const { start, end, names } of outputs) {
        const taints = givenAs(machine, call, values, names).filter(
          (taint) => (taint.clean & rule.kind) === 0,
        );
        for (const taint of taints) {
          const used = { file: template, start, end };
          machine.found({ rule }, used, { taint: throughRender(taint, call.place), used });
        }
      }
  }
}

/** What a template finds under a name: a keyword argument, or an entry of a map. */
function givenAs(
  machine: Machine,
  call: Call,
  values: number | 'keywords',
  names: readonly string[],
): readonly Taint[] {
  const [first = '', ...rest] = names;
  const direct = values === 'keywords' ? keyword(call.given, first) : argumentOf(call, values);
  if (direct === undefined) return clean;
  return within(machine, direct, values === 'keywords' ? rest : names);
}

const keyword = (given: readonly Given[], name: string) => given.find((one) => one.name === name)?.value;

function within(machine: Machine, value: Value, names: readonly string[]): readonly Taint[] {
  const [first, ...rest] = names;
  const held = value.object === undefined ? undefined : machine.store.object(value.object);
  if (first === undefined || held === undefined)
    return names.length === 0 ? deepTaints(machine, value) : value.taints;
  const entry = held.kind === 'text' ? value : entryOf(held, first);
  return entry === undefined ? value.taints : within(machine, entry, rest);
}

function throughRender(taint: Taint, place: Place): Taint {
  const { trail } = taint;
  return {
    ...taint,
    trail: { place, what: 'given to the template', before: trail, length: (trail?.length ?? 0) + 1 },
  };
}
