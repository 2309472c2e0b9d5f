import type { ClassForm, Expression, FunctionForm, MapEntry, Span, Statement } from '../../form/form.ts';
import { namelessFunction } from '../nameless-function.ts';

/** What runs by itself before a component is shown. https://vuejs.org/api/options-lifecycle.html */
const hooks = ['beforeCreate', 'created', 'beforeMount', 'mounted', 'activated'];
/** They give back what the component's names stand for. */
const givers = ['setup', 'data', 'asyncData'];
const makes = /^(?:defineComponent|defineNuxtComponent|extend|component)$/;

/** A component of options (https://vuejs.org/api/#options-api) as a class, and the names that its template has of it. */
export interface Component {
  readonly form: ClassForm;
  readonly names: ReadonlySet<string>;
}

type Options = Extract<Expression, { kind: 'map' }>;

/** The options that a file exports; undefined where it exports none. */
export function optionsIn({ kind, ...rest }: Statement): Options | undefined {
  if (kind !== 'expression' || !('value' in rest) || rest.value?.kind !== 'assign') return undefined;
  const { target, value } = rest.value;
  const isExport = target.kind === 'member' && target.name === 'default' && target.object.kind === 'name';
  return isExport && target.object.name === 'exports' ? optionsOf(value) : undefined;
}

function optionsOf(value: Expression): Options | undefined {
  if (value.kind === 'map') return value;
  if (value.kind === 'typed') return optionsOf(value.value);
  if (value.kind !== 'call') return undefined;
  const { callee, args } = value;
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  const last = args.at(-1)?.value;
  return makes.test(name.slice(name.lastIndexOf('.') + 1)) && last !== undefined
    ? optionsOf(last)
    : undefined;
}

/** `shown`: what the template puts out, once the component has what its names stand for. */
export function componentOf(
  options: Options,
  shown: (names: ReadonlySet<string>) => readonly Statement[],
): Component {
  const methods = new Map<string, FunctionForm>();
  const names = new Set<string>();
  for (const { name, value } of named(options.entries)) {
    if (value.kind === 'function')
      methods.set(name, givers.includes(name) ? setting(value.form, names) : value.form);
    if (value.kind === 'map') addGroup(name, value.entries, methods, names);
  }
  const span = { start: options.start, end: options.start };
  const runs = [...givers, ...hooks].filter((name) => methods.has(name));
  const constructorForm = made(
    'constructor',
    runs.map((name) => callOf(name, span)),
    span,
  );
  methods.set(' shown', made(' shown', shown(names), span));
  const { start, end } = options;
  const form = {
    name: ' component',
    bases: [],
    annotations: [],
    methods,
    constructorForm,
    fields: [],
    classes: [],
    explicit: true,
    start,
    end,
  };
  return { form, names };
}

function addGroup(
  group: string,
  entries: readonly MapEntry[],
  methods: Map<string, FunctionForm>,
  names: Set<string>,
): void {
  const isOwn = group === 'methods' || group === 'computed';
  for (const { name, value } of named(entries)) {
    if (isOwn) names.add(name);
    const form = formOf(value);
    if (form === undefined) continue;
    const isGetter = group === 'computed';
    methods.set(isOwn ? name : ` ${group} ${name}`, isGetter ? { ...form, isGetter } : form);
  }
}

/** A function, or the one of `{ get() { … }, set(value) { … } }` and of `{ handler() { … } }`. */
function formOf(value: Expression): FunctionForm | undefined {
  if (value.kind === 'function') return value.form;
  if (value.kind !== 'map') return undefined;
  const inner = named(value.entries).find(({ name }) => name === 'get' || name === 'handler');
  return inner === undefined ? undefined : formOf(inner.value);
}

function named(
  entries: readonly MapEntry[],
): readonly { readonly name: string; readonly value: Expression }[] {
  return entries.flatMap(({ key, value }) =>
    key?.kind === 'constant' && typeof key.value === 'string' ? [{ name: key.value, value }] : [],
  );
}

/** What it gives back is set on the component. */
function setting(form: FunctionForm, names: Set<string>): FunctionForm {
  const body = form.body.flatMap((statement): readonly Statement[] => {
    if (statement.kind !== 'return' || statement.value?.kind !== 'map') return [statement];
    return named(statement.value.entries).map(({ name, value }) => {
      names.add(name);
      return setOf(name, value);
    });
  });
  return { ...form, body };
}

function setOf(name: string, value: Expression): Statement {
  const { start, end } = value;
  const target = { kind: 'member', object: { kind: 'self', start, end }, name, start, end } as const;
  return { kind: 'expression', value: { kind: 'assign', target, value, start, end }, start, end };
}

function callOf(name: string, span: Span): Statement {
  const callee: Expression = { kind: 'member', object: { kind: 'self', ...span }, name, ...span };
  return { kind: 'expression', value: { kind: 'call', callee, args: [], ...span }, ...span };
}

const made = (name: string, body: readonly Statement[], span: Span): FunctionForm => ({
  ...namelessFunction,
  name,
  body,
  locals: new Set(),
  ...span,
});
