import type { Expression, Target } from '../form/form.ts';
import type { Sink, SinkForm } from '../rules/flow-rule.ts';
import { commandOptions } from './command-options.ts';
import { argumentsOf, holds, markName, type Offer } from './conditions.ts';
import { asText } from './deep-taints.ts';
import type { Frame } from './frame.ts';
import { replaceMember } from './handed.ts';
import type { HeapObject } from './heap-object.ts';
import { isOf } from './is-of.ts';
import { type Call, type Machine, placeOf } from './machine.ts';
import { pathsOf } from './members.ts';
import { checkHandPlace, fillIn } from './render.ts';
import { hole, type Place, type Scope, shapeOf, type Taint, unknown, type Value } from './value.ts';
import { writtenAt } from './written-at.ts';

export interface Reported {
  readonly kinds: number;
  /** The result is not what was given. */
  readonly givesOther: boolean;
}

/** Reports what a call is given and must not be given; says of what kinds that was. */
export function checkCall(machine: Machine, call: Call): Reported {
  let kinds = 0;
  let givesOther = false;
  for (const sink of machine.model.sinks.find(call.paths))
    if (checkSink(machine, sink, call, call.place)) {
      kinds |= sink.rule.kind;
      givesOther ||= sink.rule.givesOther;
    }
  return { kinds, givesOther };
}

function checkSink(machine: Machine, sink: Sink, offer: Offer, place: Place): boolean {
  const offered =
    sink.form === 'option'
      ? commandOptions(machine, offer, sink.arguments)
      : argumentsOf(offer, sink.arguments);
  const harmful = offered.map((given) => ({
    ...given,
    taints: harmfulTaints(machine, given.value, sink),
  }));
  if (harmful.every(({ taints }) => taints.length === 0) || !holds(machine, offer, sink.where)) return false;
  for (const { taints, value, expression } of harmful) {
    const written = writtenAt(offer.frame, expression, value);
    for (const taint of taints) machine.found(sink, written ?? place, { taint, used: place });
  }
  return true;
}

/** What of a value is not harmless for a sink. */
function harmfulTaints(machine: Machine, value: Value, sink: Sink): readonly Taint[] {
  const { kind, quotedKind } = sink.rule;
  const given = formed(machine, value, sink);
  if (given === undefined) return [];
  const text = asText(machine, given);
  const { taints } = text;
  const shape = shapeOf(text);
  const harmless = quotedKind !== 0 && isQuoted(shape) ? kind | quotedKind : kind;
  const harmful = taints.filter(
    (taint) =>
      (taint.clean & harmless) === 0 &&
      !(sink.indirect && taint.trail === undefined) &&
      isOf(sink.rule, taint),
  );
  if (harmful.length === 0) return harmful;
  const isSettled = machine.model.settledBy.some((one) => (one.kinds & kind) !== 0 && one.shape.test(shape));
  return isSettled ? [] : harmful;
}

/** Whether all parts that are not known stand between quotes, as far as the text is known. */
function isQuoted(shape: string): boolean {
  if (shape === hole) return true;
  let quote = '';
  for (const letter of shape) {
    if (letter === hole && quote === '') return false;
    if (letter === quote) quote = '';
    else if (quote === '' && /['"`]/.test(letter)) quote = letter;
  }
  return true;
}

const shells = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k)?sh$|^cmd(?:\.exe)?$|^powershell(?:\.exe)?$/i;
const shellOptions = /^(?:-\w*c|\/c|-Command)$/i;

/** Options of a call that say where it goes. */
const addressNames = ['url', 'uri', 'href', 'baseURL', 'host', 'hostname', 'origin'];

type Formed = (machine: Machine, value: Value, held: HeapObject | undefined) => Value | undefined;

const forms: Readonly<Record<SinkForm, Formed>> = {
  any: (_machine, value) => value,
  option: (_machine, value, held) => (held === undefined ? value : undefined),
  text: (_machine, value, held) => (held === undefined ? value : undefined),
  path: (_machine, value) =>
    /path|file\b/i.test(`${value.path ?? ''} ${value.type ?? ''}`) ? value : undefined,
  address: (machine, value, held) => {
    if (held === undefined) return value;
    const parts = addressNames.flatMap((name) => held.entries.get(name) ?? []);
    return machine.store.merge(parts.length === 0 && held.rest !== undefined ? [held.rest] : parts);
  },
  statement: (_machine, _value, held) => held?.entries.get('sql') ?? held?.entries.get('text'),
  program: (_machine, value, held) => (held === undefined ? value : held.entries.get(0)),
  structure: (machine, value, held) => {
    if (held !== undefined) return { taints: structures(machine, held) };
    return value.shape === undefined ? value : undefined;
  },
  shell: (_machine, value, held) => {
    const [program, option] = [0, 1].map((index) => constantsOf(held?.entries.get(index)));
    const isShell = program?.some((one) => shells.test(one)) && option?.some((one) => shellOptions.test(one));
    return isShell ? value : undefined;
  },
};

/** What of a value counts for a sink; undefined where nothing does. */
function formed(machine: Machine, value: Value, { form }: Sink): Value | undefined {
  const object = value.object === undefined ? undefined : machine.store.object(value.object);
  return forms[form](machine, value, object?.kind === 'text' ? undefined : object);
}

function constantsOf(value: Value | undefined): readonly string[] {
  const { constant, choices = constant === undefined ? [] : [constant] } = value ?? unknown;
  return choices.map(String);
}

/** Of the parts of a list or map, those that may be lists or maps themselves. */
function structures(machine: Machine, { entries, rest }: HeapObject, depth = 0): readonly Taint[] {
  const parts = [...entries.values(), ...(rest === undefined ? [] : [rest])];
  return parts.flatMap((part) => {
    const inner = part.object === undefined ? undefined : machine.store.object(part.object);
    if (inner !== undefined) return depth > 2 ? [] : structures(machine, inner, depth + 1);
    return part.shape === undefined ? part.taints : [];
  });
}

interface Assigned {
  readonly object: Value;
  /** Of a member. */
  readonly name?: string;
  /** Of an element. */
  readonly key?: Value;
  readonly value: Value;
  readonly target: Target;
  readonly frame: Frame;
}

/** Reports what is assigned to a member or an element, and must not be. */
export function checkPlace(machine: Machine, { object, name, key, value, target, frame }: Assigned): void {
  const { places, elements } = machine.model;
  const constant = key?.constant;
  const member = name ?? (typeof constant === 'string' ? constant : undefined);
  const hint = target.kind === 'member' ? hintOf(target.object) : undefined;
  if (member !== undefined) {
    const paths = [...pathsOf(object, member), `~${hint ?? ''}.${member}`];
    for (const sink of places.find(paths))
      checkSink(machine, sink, { frame, receiver: object, given: [{ value }] }, placeOf(frame, target));
    replaceMember(machine, object, member, value);
    checkHandPlace(machine, paths, { name: member, value }, { frame, place: placeOf(frame, target) });
    for (const { mark, where } of machine.model.placeMarks.find(paths))
      if (holds(machine, { frame, receiver: object, given: [{ value }] }, where))
        machine.store.set(markName(mark, frame), unknown);
  }
  if (key === undefined) return;
  const owner = [object.path, object.type].filter((path) => path !== undefined);
  for (const sink of elements.find(owner))
    checkSink(
      machine,
      sink,
      { frame, receiver: object, given: [{ value: key }, { value }] },
      placeOf(frame, target),
    );
}

/** Reports what a function answers with, where its answer goes to the outside. */
export function checkReturn(machine: Machine, value: Value, place: Place, frame: Frame): void {
  const { form } = frame;
  if (form === undefined || form.annotations.length === 0) return;
  for (const { annotations, render } of machine.model.answersNaming) {
    if (!form.annotations.some((name) => annotations.test(name))) continue;
    const offer: Offer = { frame, receiver: { taints: [], shape: describe(frame) }, given: [{ value }] };
    if (holds(machine, offer, render.where)) fillIn(machine, render, offer, place);
  }
  for (const { annotations, imports, sink } of machine.model.returns) {
    if (!form.annotations.some((name) => annotations.test(name)) || !importsAny(frame, imports)) continue;
    checkSink(
      machine,
      sink,
      { frame, receiver: { taints: [], shape: describe(frame) }, given: [{ value }] },
      place,
    );
  }
}

/** What annotations of a function and its class say, and what it says to return. */
function describe(frame: Frame): string {
  let scope: Scope | undefined = frame;
  while (scope !== undefined && scope.class === undefined) scope = scope.outer;
  const said = [frame.form?.annotationText, ...(scope?.class?.annotations ?? [])].join(' ');
  return `${said} returns: ${frame.form?.returns ?? ''}`;
}

function importsAny({ module }: Frame, pattern: RegExp): boolean {
  return (
    pattern.source === '(?:)' ||
    module.body.some((statement) => statement.kind === 'import' && pattern.test(statement.path))
  );
}

/** What a receiver is called in the code, for want of knowing what it is. */
export function hintOf(expression: Expression | undefined): string | undefined {
  switch (expression?.kind) {
    case 'name':
      return expression.name;
    case 'member':
      return expression.name;
    case 'self':
      return 'this';
    case 'typed':
      return hintOf(expression.value);
    // Asked of the object itself, without saying so: `request.path` may be a variable's or a method's.
    case 'call':
      return expression.callee.kind === 'member' &&
        expression.callee.object.kind === 'self' &&
        expression.callee.object.implied
        ? expression.callee.name
        : undefined;
    default:
      return undefined;
  }
}
