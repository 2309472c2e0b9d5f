import type { Expression, Statement, Target } from '../../form/form.ts';

/** A name that no code can give. */
const heldName = '$ element';

interface Loop {
  readonly over: Expression;
  readonly key: Target | undefined;
  readonly value: Target;
  /** `as &$value`: it is the element itself. */
  readonly isReference: boolean;
  readonly body: readonly Statement[];
}

interface Replaced {
  readonly body: readonly Statement[];
  /** What the array holds once the loop is over. */
  readonly after: readonly Statement[];
  /** A variable that the code has not. */
  readonly declares?: string;
}

/**
 * `foreach ($a as $k => $v) { $a[$k] = f($v); }` and `foreach ($a as &$v)`: each element is another one in the end.
 * Undefined where the loop replaces none, or may leave some as they are.
 */
export function elementsReplaced({ over, key, value, isReference, body }: Loop): Replaced | undefined {
  if ((over.kind !== 'name' && over.kind !== 'member') || isSuperglobal(over)) return undefined;
  if (value.kind !== 'name' || leaves(body)) return undefined;
  const span = { start: over.start, end: over.end };
  const after = (name: string): readonly Statement[] => {
    const element: Expression = { kind: 'name', name, ...span };
    const entry = { key: { kind: 'other', parts: [], ...span }, value: element } as const;
    const map: Expression = { kind: 'map', entries: [entry], ...span };
    return [{ kind: 'expression', value: { kind: 'assign', target: over, value: map, ...span }, ...span }];
  };
  if (isReference) return { body, after: after(value.name) };
  if (key?.kind !== 'name') return undefined;
  const held = body.map((one) => withHeld(one, over, key.name));
  if (held.every((one, index) => one === body[index])) return undefined;
  const element: Expression = { kind: 'name', name: value.name, ...span };
  return { body: [assigned(element, span), ...held], after: after(heldName), declares: heldName };
}

const isSuperglobal = (over: Expression) =>
  over.kind === 'member' && over.object.kind === 'name' && over.object.name === '$';

function assigned(
  value: Expression,
  span: { readonly start: number; readonly end: number },
): Extract<Statement, { kind: 'expression' }> {
  const target = { kind: 'name', name: heldName, ...span } as const;
  return { kind: 'expression', value: { kind: 'assign', target, value, ...span }, ...span };
}

/** The loop may end before it has seen all. */
function leaves(body: readonly Statement[]): boolean {
  return body.some((one) => {
    if (one.kind === 'break') return true;
    if (one.kind === 'block') return leaves(one.body);
    return one.kind === 'if' && (leaves(one.yes) || leaves(one.no));
  });
}

/** The same statement, where it puts nothing into the place of the element. */
function withHeld(statement: Statement, over: Expression, key: string): Statement {
  const all = (body: readonly Statement[]) => body.map((one) => withHeld(one, over, key));
  const isSame = (one: readonly Statement[], other: readonly Statement[]) =>
    one.every((item, index) => item === other[index]);
  switch (statement.kind) {
    case 'block': {
      const body = all(statement.body);
      return isSame(body, statement.body) ? statement : { ...statement, body };
    }
    case 'if': {
      const [yes, no] = [all(statement.yes), all(statement.no)];
      return isSame(yes, statement.yes) && isSame(no, statement.no) ? statement : { ...statement, yes, no };
    }
    case 'expression': {
      const { value } = statement;
      if (value.kind !== 'assign' || value.target.kind !== 'element') return statement;
      const { object, key: place } = value.target;
      if (place.kind !== 'name' || place.name !== key || !isSamePlace(object, over)) return statement;
      const { start, end } = value.target;
      return { ...statement, value: { ...value, target: { kind: 'name', name: heldName, start, end } } };
    }
    default:
      return statement;
  }
}

function isSamePlace(one: Expression, other: Expression): boolean {
  if (one.kind === 'self') return other.kind === 'self';
  if (one.kind === 'name') return other.kind === 'name' && one.name === other.name;
  if (one.kind !== 'member' || other.kind !== 'member') return false;
  return one.name === other.name && isSamePlace(one.object, other.object);
}
