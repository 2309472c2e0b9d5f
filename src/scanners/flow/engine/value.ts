import type { ClassForm, Constant, Expression, FunctionForm, ModuleForm } from '../form/form.ts';

/** A place in a scanned file. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Where data from outside went through, the newest first. */
export interface Trail {
  readonly place: Place;
  readonly what: string;
  readonly before: Trail | undefined;
  readonly length: number;
}

/** Data from outside within a value. */
export interface Taint {
  readonly source: Place;
  /** What it is: `the query string`. */
  readonly label: string;
  /** What it has been made harmless for: a set of kinds as bits. */
  readonly clean: number;
  readonly trail: Trail | undefined;
}

/** Names that code can see: those of a function, a class or a module, and of what is around it. */
export interface Scope {
  readonly id: number;
  readonly locals: ReadonlySet<string>;
  readonly outer: Scope | undefined;
  readonly module: ModuleForm;
  readonly self?: Value | undefined;
  readonly class?: ClassForm | undefined;
  /** Its variables are its own, though what is around it has some of their names. */
  readonly isClosed?: boolean | undefined;
}

export interface Closure {
  readonly form: FunctionForm;
  /** Where it was made: the names around it. */
  readonly scope: Scope;
  /** The object it belongs to, for a method that is taken as a value. */
  readonly self?: Value | undefined;
}

export interface ClassValue {
  readonly form: ClassForm;
  readonly scope: Scope;
}

/** What a schema has left of data: `all`: nothing that harms. `text`: any text, and no list or map. A map: of its members. */
export type Limit = 'all' | 'text' | ReadonlyMap<string, Limit>;

/** What is known of a value. All of it is optional: knowing nothing is the usual case. */
export interface Value {
  readonly taints: readonly Taint[];
  readonly constant?: Constant | undefined;
  /** Several constants, of which it is one. */
  readonly choices?: readonly Constant[] | undefined;
  /** A text as far as it is known; `hole` and `ownHole` stand for each part that is not. */
  readonly shape?: string | undefined;
  /** What it is, by name: `flask.request.args`, `HttpServletRequest#.getSession()`. */
  readonly path?: string | undefined;
  /** Its declared class: `HttpSession#`. */
  readonly type?: string | undefined;
  /** What a schema has left of its members. */
  readonly limit?: ReadonlyMap<string, Limit> | undefined;
  /** An object in the store. */
  readonly object?: number | undefined;
  readonly closure?: Closure | undefined;
  readonly class?: ClassValue | undefined;
  /** The test that it is the outcome of, and the run of the function in which that was made. */
  readonly test?: { readonly expression: Expression; readonly frame: number } | undefined;
}

export const hole = '\0';
/** A part that is not known either, but is not from outside. */
export const ownHole = '\x01';
const longestShape = 600;
const mostTaints = 4;
const longestTrail = 40;

export const clean: readonly Taint[] = Object.freeze([]);
export const unknown: Value = Object.freeze({ taints: clean });

export function constantValue(constant: Constant): Value {
  return typeof constant === 'string' && constant.length > longestShape
    ? { taints: clean, shape: constant.slice(0, longestShape) + hole }
    : { taints: clean, constant };
}

export function taintedValue(taints: readonly Taint[]): Value {
  return taints.length === 0 ? unknown : { taints };
}

/** As text, with holes. */
export function shapeOf({ constant, shape, taints }: Value): string {
  if (constant !== undefined) return String(constant);
  return shape ?? (taints.length > 0 ? hole : ownHole);
}

export function mergeTaints(one: readonly Taint[], other: readonly Taint[]): readonly Taint[] {
  if (one === other || other.length === 0) return one;
  if (one.length === 0) return other;
  const merged = [...one];
  for (const taint of other) {
    const same = merged.findIndex((known) => sameSource(known, taint));
    const known = merged[same];
    if (known === undefined) merged.push(taint);
    else if (known.clean !== taint.clean) merged[same] = { ...known, clean: known.clean & taint.clean };
  }
  return merged.slice(0, mostTaints);
}

const sameSource = (one: Taint, other: Taint) =>
  one.source.start === other.source.start && one.source.file === other.source.file;

/** The parts one after the other. */
export function concatenate(parts: readonly Value[]): Value {
  const taints = parts.reduce((sum, { taints: own }) => mergeTaints(sum, own), clean);
  const text = parts.map(shapeOf).join('').slice(0, longestShape);
  const isKnown = parts.every(({ constant }) => constant !== undefined);
  return isKnown && text.length < longestShape ? constantValue(text) : { taints, shape: text };
}

/** What is known whichever of the two it is. */
export function joinValues(one: Value, other: Value): Value {
  if (one === other) return one;
  const taints = mergeTaints(one.taints, other.taints);
  const same = one.constant !== undefined && one.constant === other.constant;
  return {
    taints,
    ...(same ? { constant: one.constant } : { ...joinChoices(one, other), ...joinShapes(one, other) }),
    ...joinNames(one, other),
    limit: one.limit === other.limit ? one.limit : undefined,
    closure: one.closure ?? other.closure,
    class: one.class === other.class ? one.class : undefined,
  };
}

/** Where one is nothing, the other is what it will be. */
function joinNames(one: Value, other: Value): Pick<Value, 'path' | 'type' | 'object'> {
  if (isNothing(other)) return one.constant === undefined ? named(one) : {};
  if (isNothing(one)) return named(other);
  return {
    path: one.path === other.path ? one.path : undefined,
    type: one.type === other.type ? one.type : undefined,
    object: one.object === other.object ? one.object : undefined,
  };
}

const named = ({ path, type, object }: Value) => ({ path, type, object });

/** Null and its like: what a variable holds before it is set. */
const isNothing = ({ constant, taints }: Value) => constant === null && taints.length === 0;

const mostChoices = 6;

function joinChoices(one: Value, other: Value): { choices?: readonly Constant[] } {
  const [first, second] = [one, other].map(
    (value) => value.choices ?? (value.constant === undefined ? [] : [value.constant]),
  );
  if (first === undefined || second === undefined || first.length === 0 || second.length === 0) return {};
  const choices = [...new Set([...first, ...second])];
  return choices.length > mostChoices ? {} : { choices };
}

/** Of two texts the tainted one's shape says more of what can go wrong. */
function joinShapes(one: Value, other: Value): { shape?: string } {
  const shapes = [one, other].map((value) =>
    typeof value.constant === 'string' ? value.constant : value.shape,
  );
  const [first, second] = shapes;
  if (first !== undefined && second !== undefined && first === second) return { shape: first };
  const tainted = one.taints.length > 0 ? first : other.taints.length > 0 ? second : undefined;
  return tainted === undefined ? {} : { shape: tainted.includes(hole) ? tainted : tainted + hole };
}

export function addTrail(value: Value, place: Place, what: string): Value {
  if (value.taints.length === 0) return value;
  return { ...value, taints: value.taints.map((taint) => withTrail(taint, place, what)) };
}

function withTrail(taint: Taint, place: Place, what: string): Taint {
  const before = taint.trail;
  const length = (before?.length ?? 0) + 1;
  const isSame = before?.place.start === place.start && before.place.file === place.file;
  return length > longestTrail || isSame ? taint : { ...taint, trail: { place, what, before, length } };
}

export function cleanFor(taints: readonly Taint[], kinds: number): readonly Taint[] {
  return taints.map((taint) => ({ ...taint, clean: taint.clean | kinds }));
}
