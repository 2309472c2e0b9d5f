import type { Expression, Statement } from '../../form/form.ts';
import { loopCall, markupCall } from '../../templates/script-code.ts';
import { componentOf, optionsIn } from './component.ts';

/** What stands for a name of the template. */
type Meanings = ReadonlyMap<string, (name: Expression) => Expression>;

/**
 * What a page's code is taken for: what it puts out as markup is put into an element, and is so when its script has run,
 * before which it often stands.
 */
export function asPage(body: readonly Statement[]): readonly Statement[] {
  const { true: puts = [], false: script = [] } = Object.groupBy(body, (statement) =>
    String(markOf(statement) !== undefined),
  );
  if (puts.length === 0) return script;
  const options = script.findLast((statement) => optionsIn(statement) !== undefined);
  const found = options && optionsIn(options);
  if (found === undefined) return [...script, ...shown(puts, references(script))];
  const { form } = componentOf(found, (names) => shown(puts, ofComponent(names)));
  const { start, end } = found;
  return [...script.filter((one) => one !== options), { kind: 'class', form, start, end }];
}

/** Names of the template are members of the component. */
const ofComponent = (names: ReadonlySet<string>): Meanings =>
  new Map(
    Array.from(names, (name) => [name, ({ start, end }) => memberOf({ kind: 'self', start, end }, name)]),
  );

/** `const text = ref('')`: a template says `text` for `text.value`. https://vuejs.org/api/reactivity-core.html#ref */
function references(script: readonly Statement[]): Meanings {
  const names = script.flatMap((statement) => {
    if (statement.kind !== 'expression' || statement.value.kind !== 'assign') return [];
    const { target, value } = statement.value;
    return target.kind === 'name' && isReference(value) ? [target.name] : [];
  });
  return new Map(names.map((name) => [name, (own) => memberOf(own, 'value')]));
}

const isReference = (value: Expression) =>
  value.kind === 'map' &&
  value.entries.length === 1 &&
  value.entries[0]?.key?.kind === 'constant' &&
  value.entries[0].key.value === 'value';

function memberOf(object: Expression, name: string): Expression {
  return { kind: 'member', object, name, start: object.start, end: object.end };
}

interface Mark {
  readonly name: string;
  readonly args: readonly Expression[];
}

function markOf(statement: Statement): Mark | undefined {
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return undefined;
  const { callee, args } = statement.value;
  const isMark = callee.kind === 'name' && (callee.name === markupCall || callee.name === loopCall);
  return isMark ? { name: callee.name, args: args.map(({ value }) => value) } : undefined;
}

function shown(marks: readonly Statement[], names: Meanings): readonly Statement[] {
  const meanings = new Map(names);
  return marks.flatMap((statement) => {
    const { name, args } = markOf(statement) ?? { name: '', args: [] };
    const [first, second] = args;
    if (first === undefined) return [];
    if (name === markupCall) return [intoElement(meant(first, meanings), first)];
    if (first.kind !== 'name' || second === undefined) return [];
    const list = meant(second, meanings);
    const { start, end } = second;
    meanings.set(first.name, () => ({
      kind: 'element',
      object: list,
      key: { kind: 'other', parts: [], start, end },
      start,
      end,
    }));
    return [];
  });
}

/** The same, with each name as what it stands for. */
function meant(expression: Expression, meanings: Meanings): Expression {
  if (expression.kind === 'name') return meanings.get(expression.name)?.(expression) ?? expression;
  const inner = (one: Expression) => meant(one, meanings);
  switch (expression.kind) {
    case 'member':
      return { ...expression, object: inner(expression.object) };
    case 'element':
      return { ...expression, object: inner(expression.object), key: inner(expression.key) };
    case 'call':
      return {
        ...expression,
        callee: inner(expression.callee),
        args: expression.args.map((one) => ({ ...one, value: inner(one.value) })),
      };
    case 'binary':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case 'choice':
      return {
        ...expression,
        test: inner(expression.test),
        yes: inner(expression.yes),
        no: inner(expression.no),
      };
    case 'text':
    case 'other':
      return { ...expression, parts: expression.parts.map(inner) };
    default:
      return expression;
  }
}

function intoElement(value: Expression, { start, end }: Expression): Statement {
  const element: Expression = { kind: 'name', name: 'document', start, end };
  const target = { kind: 'member', object: element, name: 'innerHTML', start, end } as const;
  return { kind: 'expression', value: { kind: 'assign', target, value, start, end }, start, end };
}
