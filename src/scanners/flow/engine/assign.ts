import type { Expression, Target } from '../form/form.ts';
import { anyElement } from './deep-taints.ts';
import { forgetFacts, setFact } from './facts.ts';
import type { Frame } from './frame.ts';
import { entryOf, newObject, withAnywhere, withEntry, withoutKeys } from './heap-object.ts';
import { hasMember, nameIn, objectOf } from './look-up.ts';
import { type Machine, placeOf } from './machine.ts';
import { sourceOf } from './members.ts';
import { checkPlace } from './sinks.ts';
import { addTrail, clean, type Scope, type Value } from './value.ts';

/** Gives a variable, a field or an element its value. */
export function assign(machine: Machine, target: Target, value: Value, frame: Frame): void {
  switch (target.kind) {
    case 'name':
      assignName(machine, target, value, frame);
      return;
    case 'member': {
      const object = ownerOf(machine, target.object, frame);
      checkPlace(machine, { object, name: target.name, value, target, frame });
      setEntry(
        machine,
        object,
        target.name,
        addTrail(value, placeOf(frame, target), `stored in ${target.name}`),
      );
      forgetFacts(machine, target, frame);
      return;
    }
    case 'element': {
      const object = holderOf(machine, target, frame);
      const key = machine.evaluate(target.key, frame);
      checkPlace(machine, { object, key, value, target, frame });
      const noted = addTrail(value, placeOf(frame, target), 'stored as an element');
      setEntry(machine, object, key.constant, noted);
      if (target.creates && object.object === undefined) setFact(machine, target, noted, frame);
      return;
    }
    case 'items':
      for (const [index, item] of target.items.entries())
        if (item !== undefined)
          assign(machine, item, itemOf(machine, value, index, { target, frame }), frame);
      return;
    case 'fields':
      for (const { name, target: field } of target.fields) {
        const part =
          name === undefined
            ? othersOf(machine, value, target.fields)
            : machine.evaluate(
                {
                  kind: 'member',
                  object: { kind: 'name', name: heldName, start: field.start, end: field.end },
                  name,
                  start: field.start,
                  end: field.end,
                },
                withHeld(machine, frame, value),
              );
        assign(machine, field, part, frame);
      }
      return;
    case 'nothing':
      return;
  }
}

/** What `...others` gets: all that is not taken by its name. */
function othersOf(machine: Machine, value: Value, fields: readonly { readonly name?: string }[]): Value {
  const held = value.object === undefined ? undefined : machine.store.object(value.object);
  if (held?.kind !== 'map') return anyElement(machine, value);
  const id = machine.newId();
  machine.store.setObject(id, withoutKeys(held, new Set(fields.map(({ name }) => name))));
  return { taints: value.taints, object: id };
}

/**
 * What a member is set on. Data from outside of a declared type is an object from then on, so that a field that was made
 * harmless is known to be, wherever the object goes.
 */
function ownerOf(machine: Machine, object: Expression, frame: Frame): Value {
  const known = machine.evaluate(object, frame);
  if (machine.model.language !== 'go' || object.kind !== 'name') return known;
  if (known.object !== undefined || known.taints.length === 0) return known;
  const id = machine.newId();
  machine.store.setObject(id, newObject('map'));
  const made: Value = { ...known, object: id };
  assign(machine, object, made, frame);
  return made;
}

/** What an element is put into: where nothing is there yet, a new map, if the language makes one. */
function holderOf(
  machine: Machine,
  { object, creates }: Extract<Target, { kind: 'element' }>,
  frame: Frame,
): Value {
  const known = machine.evaluate(object, frame);
  const isNothing = known.constant === undefined || known.constant === null || known.constant === '';
  if (!creates || !isNothing || known.taints.length > 0 || known.shape !== undefined) return known;
  if ((known.object ?? known.closure ?? known.class) !== undefined) return known;
  if (object.kind !== 'name' && object.kind !== 'member' && object.kind !== 'element') return known;
  if (known.path?.startsWith('$.')) return known;
  const id = machine.newId();
  machine.store.setObject(id, newObject('map'));
  const made: Value = { taints: known.taints, object: id };
  assign(machine, object.kind === 'element' ? { ...object, creates } : object, made, frame);
  return made;
}

/** A value that is at hand, by the name that `withHeld` gives it. */
const heldName = ' held';
const heldNames: ReadonlySet<string> = new Set([heldName]);

function withHeld(machine: Machine, frame: Frame, value: Value): Frame {
  const holder: Frame = { ...frame, id: machine.newId(), locals: heldNames, outer: frame };
  machine.store.set(nameIn(holder, heldName), value);
  return holder;
}

function assignName(
  machine: Machine,
  target: Extract<Target, { kind: 'name' }>,
  value: Value,
  frame: Frame,
): void {
  const { name } = target;
  const noted = addTrail(value, placeOf(frame, target), `assigned to ${name}`);
  for (let scope: Scope | undefined = frame; scope !== undefined; scope = scope.outer) {
    if (scope.locals.has(name)) {
      machine.store.set(nameIn(scope, name), noted);
      forgetFacts(machine, target, frame);
      return;
    }
    if (scope.class !== undefined && hasMember(machine, scope, scope.class, name)) {
      setEntry(machine, objectOf(scope, frame), name, noted);
      return;
    }
  }
}

interface Taking {
  readonly target: Target & { readonly kind: 'items' };
  readonly frame: Frame;
}

function itemOf(machine: Machine, value: Value, index: number, { target, frame }: Taking): Value {
  const object = value.object === undefined ? undefined : machine.store.object(value.object);
  const item = object?.kind === 'list' ? entryOf(object, index) : undefined;
  if (item !== undefined || !target.results) return item ?? anyElement(machine, value);
  if (index === 0) return value;
  const path = indexed(value.path, index);
  const source = path === undefined ? undefined : sourceOf(machine, [path], { expression: target, frame });
  return { taints: source === undefined ? clean : [source], path };
}

const indexed = (path: string | undefined, index: number) =>
  path === undefined ? undefined : `${path}[${index}]`;

export function setEntry(machine: Machine, object: Value, key: unknown, value: Value): void {
  const id = object.object;
  const held = id === undefined ? undefined : machine.store.object(id);
  if (id === undefined || held === undefined) return;
  const known =
    typeof key === 'string' || (typeof key === 'number' && (held.kind !== 'list' || held.size !== undefined));
  const changed = known ? withEntry(held, key, value) : withAnywhere(held, value);
  machine.store.setObject(id, changed);
}
