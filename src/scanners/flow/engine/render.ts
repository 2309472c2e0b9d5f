import type { FlowRule, Hand, Render } from '../rules/flow-rule.ts';
import { isAsked } from '../templates/is-asked.ts';
import { anyOf } from '../templates/template.ts';
import type { TemplateFile } from '../templates/templates.ts';
import { argumentOf, holds, type Offer } from './conditions.ts';
import { withType } from './declared-type.ts';
import { anyElement, deepTaints } from './deep-taints.ts';
import type { Frame } from './frame.ts';
import { handedAs, handOver, replacedMember } from './handed.ts';
import { entryOf } from './heap-object.ts';
import { isOf } from './is-of.ts';
import { selfOf } from './look-up.ts';
import type { Call, Machine } from './machine.ts';
import { declaredType } from './members.ts';
import { shown, type TaintsOf } from './shown.ts';
import { clean, constantValue, type Place, type Scope, type Taint, type Value } from './value.ts';

/**
 * Reports what a template is given and puts out as it is. The place is the template's.
 *
 * @returns kinds that what it makes of its values does no harm to: where they do, that is told in the template
 */
export function checkRender(machine: Machine, call: Call): number {
  for (const given of machine.model.hands.find(call.paths)) handArguments(machine, given, call);
  let kinds = 0;
  for (const render of machine.model.renders.find(call.paths))
    if (holds(machine, call, render.where) && fillIn(machine, render, call, call.place))
      kinds |= render.rule.kind;
  return kinds;
}

/** What is assigned to is a template's, by the name of the place: `ViewBag.Title = title`. */
export function checkHandPlace(
  machine: Machine,
  paths: readonly string[],
  given: Named,
  at: { readonly frame: Frame; readonly place: Place },
): void {
  for (const { rule } of machine.model.handPlaces.find(paths)) hand(machine, rule, given, at);
}

interface Named {
  readonly name: string;
  readonly value: Value;
}

/** One value by its name, or all of them as a map. */
function handArguments(machine: Machine, { rule, name, value }: Hand, call: Call): void {
  const [key, given] = [argumentOf(call, name), argumentOf(call, value)];
  const held = key?.object === undefined ? undefined : machine.store.object(key.object);
  if (typeof key?.constant === 'string' && given !== undefined)
    hand(machine, rule, { name: key.constant, value: given }, call);
  else
    for (const [own, one] of held?.entries ?? [])
      if (typeof own === 'string') hand(machine, rule, { name: own, value: one }, call);
}

/** For the template that is filled in next, and the one that was named before. */
function hand(
  machine: Machine,
  rule: FlowRule,
  { name, value }: Named,
  { frame, place }: Pick<Call, 'frame' | 'place'>,
): void {
  handOver(machine, name, value, frame);
  const file = handedAs(machine, lastTemplate, frame)?.constant;
  if (typeof file !== 'string') return;
  const taintsOf = ([first, ...rest]: readonly string[]) =>
    first === name ? within(machine, value, rest, frame) : clean;
  report(machine, rule, { templates: templatesNamed(machine, file, frame), place, taintsOf });
}

/** No value of a template has this name. */
const lastTemplate = ' template';

/** Fills in the templates that a call, or what a function gives back, may name; false where there is none. */
export function fillIn(machine: Machine, render: Render, offer: Offer, place: Place): boolean {
  const named = argumentOf(offer, render.name === 'action' ? 0 : render.name);
  const owns = (named?.choices ?? [named?.constant]).filter((one) => typeof one === 'string');
  const isFilled = (own: string | undefined) => fillInOne(machine, { render, own }, offer, place);
  return owns.length === 0 ? isFilled(undefined) : owns.map(isFilled).includes(true);
}

interface NamedRender {
  readonly render: Render;
  /** What the code says; undefined where it leaves it to the framework. */
  readonly own: string | undefined;
}

function fillInOne(machine: Machine, { render, own }: NamedRender, offer: Offer, place: Place): boolean {
  const isAction = render.name === 'action';
  const candidates = isAction ? namesOfAction(own, offer.frame) : namesOf(render, own, offer.frame);
  const file = candidates.find((one) => templatesNamed(machine, one, offer.frame).length > 0);
  if (file === undefined) return false;
  handOver(machine, lastTemplate, constantValue(file), offer.frame);
  const values = isAction && own !== undefined ? 1 : render.values;
  const taintsOf = (names: readonly string[]) => {
    const given = givenAs(machine, offer, { ...render, values }, names);
    return given.length > 0 ? given : handedTo(machine, names, offer.frame);
  };
  report(machine, render.rule, { templates: templatesNamed(machine, file, offer.frame), place, taintsOf });
  return true;
}

function namesOf({ name }: Render, own: string | undefined, { module }: Frame): readonly string[] {
  if (name === 'page') return [module.file.replace(/\.\w+$/, '')];
  return own === undefined ? [] : [own];
}

const templatesNamed = (machine: Machine, name: string, { module }: Frame) =>
  machine.templates.named(name, machine.model.language, module.file);

/** The view of an action: in the folder of its class, by its own name if it says no other. */
function namesOfAction(own: string | undefined, frame: Frame): readonly string[] {
  let scope: Scope | undefined = frame;
  while (scope !== undefined && scope.class === undefined) scope = scope.outer;
  const folder = scope?.class?.name.replace(/Controller$/, '') ?? '';
  const name = own ?? frame.form?.name.replace(/Async$/, '') ?? '';
  return /^[~/]/.test(name) ? [name] : [`${folder}/${name}`, `Shared/${name}`];
}

interface Filled {
  readonly templates: readonly TemplateFile[];
  /** Where it is filled in. */
  readonly place: Place;
  readonly taintsOf: TaintsOf;
}

function report(machine: Machine, rule: FlowRule, { templates, place, taintsOf }: Filled): void {
  const all: TaintsOf = (names) =>
    isAsked(names, machine.model.language)
      ? [{ source: place, label: asked, clean: 0, trail: undefined }]
      : taintsOf(names);
  for (const { file, start, end, names, taintsOf: own } of shown(machine, templates, all)) {
    if (rule.only.length > 0 && numbers.test(names.at(-1) ?? '')) continue;
    for (const taint of own(names).filter((one) => (one.clean & rule.kind) === 0 && isOf(rule, one))) {
      const used = { file, start, end };
      machine.found({ rule }, used, { taint: throughRender(taint, place), used });
    }
  }
}

const asked = 'a parameter of the request';

/** What such a field of a record holds was written by nobody. */
const numbers =
  /(?:^|_)(?:id|count|total|size|price|quantity|at)$|(?:Id|At)$|(?:[Tt]ime|[Dd]ate|[Cc]ount|[Nn]umber)$/;

/** What a template finds under a name: a keyword argument, or an entry of a map. */
function givenAs(
  machine: Machine,
  offer: Offer,
  { values, as }: Pick<Render, 'values' | 'as'>,
  names: readonly string[],
): readonly Taint[] {
  const [first = '', ...rest] = names;
  if (values === undefined || (as !== undefined && as !== first)) return clean;
  const isOwn = values === 'keywords' || as !== undefined;
  const direct =
    values === 'keywords'
      ? offer.given.find((one) => one.name === first)?.value
      : values === 'self'
        ? selfOf(offer.frame)
        : argumentOf(offer, values);
  const spread =
    values === 'keywords' ? offer.given.find((one) => one.spread || one.name === '**')?.value : undefined;
  if (direct === undefined && spread !== undefined) return within(machine, spread, names, offer.frame);
  return direct === undefined ? clean : within(machine, direct, isOwn ? rest : names, offer.frame);
}

function handedTo(
  machine: Machine,
  [first = '', ...rest]: readonly string[],
  frame: Frame,
): readonly Taint[] {
  const value = handedAs(machine, first, frame);
  return value === undefined ? clean : within(machine, value, rest, frame);
}

function within(machine: Machine, value: Value, names: readonly string[], frame: Frame): readonly Taint[] {
  const [first, ...rest] = names;
  const held = value.object === undefined ? undefined : machine.store.object(value.object);
  if (first === undefined) return deepTaints(machine, value);
  if (first === anyOf) return within(machine, anyElement(machine, value), rest, frame);
  if (held === undefined) {
    const set = replacedMember(machine, value, first);
    return set === undefined ? ofType(machine, value, names, frame) : within(machine, set, rest, frame);
  }
  const entry = held.kind === 'text' ? value : entryOf(held, first);
  return entry === undefined ? value.taints : within(machine, entry, rest, frame);
}

/** A number that is declared as one holds no markup, whatever the whole is made of. */
function ofType(
  machine: Machine,
  value: Value,
  [first = '', ...rest]: readonly string[],
  frame: Frame,
): readonly Taint[] {
  const type = value.taints.length === 0 ? undefined : declaredType(machine, value, first, frame);
  return type === undefined
    ? value.taints
    : within(machine, withType({ taints: value.taints }, type), rest, frame);
}

function throughRender(taint: Taint, place: Place): Taint {
  const { trail } = taint;
  return {
    ...taint,
    trail: { place, what: 'given to the template', before: trail, length: (trail?.length ?? 0) + 1 },
  };
}
