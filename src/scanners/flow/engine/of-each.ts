import type { Expression } from '../form/form.ts';
import { deepTaints } from './deep-taints.ts';
import { newObject } from './heap-object.ts';
import type { Call, Given, Machine } from './machine.ts';
import { onlyAnswer, saidBy, settledFor } from './own-test.ts';
import { refine } from './refine.ts';
import type { Closure, Value } from './value.ts';

/** What each part becomes, and which parts are left. Where a place is handed over besides, it is the second. */
const becomes = /^(?:map|flatMap|mapNotNull|mapToObj|joinToString|Select|SelectMany|ConvertAll)$/;
/** Of what a function makes of a part, each thing by itself. */
const flattens = /^(?:flatMap|SelectMany)$/;
const leaves = /^(?:filter|Intersect|Where|FindAll|find|findLast|takeWhile)$/;

const asks = /^(?:contains|containsKey|Contains|ContainsKey|includes|has)$/;

export const isOfEach = (name: string) => becomes.test(name) || leaves.test(name);

/** What a function of the scanned code made of the parts, or has left of them. */
export function ofEach(
  machine: Machine,
  { name, frame }: Call,
  item: Value,
  { closure, answer }: { readonly closure: Closure; readonly answer: Value | undefined },
): Value | undefined {
  if (becomes.test(name)) return answer && (flattens.test(name) ? answer : partsLike(machine, answer));
  const test = onlyAnswer(closure.form.body);
  if (test === undefined || asksForCharacter(test)) return undefined;
  const [kinds = 0] = saidBy(machine, closure, [item], true, { frame, refine });
  return kinds === 0 ? undefined : left(machine, name, settledFor(item, kinds));
}

/** `text.filter { it.isDigit() || it == '\'' }`: the parts are characters, and what is left is a text of them. */
const asksForCharacter = (test: Expression): boolean =>
  test.kind === 'binary' &&
  [test.left, test.right].some((side) =>
    side.kind === 'constant'
      ? typeof side.value === 'string' && side.value.length === 1
      : asksForCharacter(side),
  );

/** The same by a function that is known: `ids.map(Number)`, `ids.filter(Number.isInteger)`, `names.filter(KNOWN::contains)`. */
export function ofEachKnown(machine: Machine, made: Call, item: Value): Value | undefined {
  const [test] = made.given;
  if (test === undefined || !isOfEach(made.name)) return undefined;
  const kinds = isMembership(machine, made, test) ? ~0 : kindsOf(machine, made, test.value.path);
  return kinds === 0 ? undefined : left(machine, made.name, settledFor(item, kinds));
}

function kindsOf({ model: { cleaners, guards } }: Machine, { name }: Call, path = ''): number {
  const table = becomes.test(name)
    ? cleaners.find([path])
    : guards.find([path]).filter(({ when, argument }) => when === true && argument === 0);
  return table.reduce((sum, one) => (one.where.length === 0 ? sum | one.kinds : sum), 0);
}

function isMembership(machine: Machine, { name, frame }: Call, { value, expression }: Given): boolean {
  // `columns.Intersect(known)`
  if (name === 'Intersect') return deepTaints(machine, value).length === 0;
  if (!leaves.test(name) || expression?.kind !== 'member' || !asks.test(expression.name)) return false;
  return deepTaints(machine, machine.evaluate(expression.object, frame)).length === 0;
}

const left = (machine: Machine, name: string, item: Value) =>
  name.startsWith('find') ? item : partsLike(machine, item);

/**
 * Parts that are objects stand in a list. Of others it is enough what data they hold: it need not be a list at all, but
 * what is there later (`mono.map(…)`), or may not be there.
 */
function partsLike(machine: Machine, part: Value): Value {
  if (part.object === undefined) return { taints: part.taints };
  const id = machine.newId();
  machine.store.setObject(id, newObject('list', { rest: part }));
  return { taints: [], object: id };
}
