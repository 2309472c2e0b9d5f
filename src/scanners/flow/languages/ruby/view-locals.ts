import type { Argument, Expression, Parameter } from '../../form/form.ts';
import type { SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { isView } from './is-view.ts';

/** What a view has from its controller, and nobody calls a variable of his own. */
const ofFramework =
  /^(?:params|request|response|session|cookies|flash|headers|controller|render|raw|yield|local_assigns|__?)$/;

const mayBeGiven = (name: string) => /^[a-z_]\w*$/.test(name) && !ofFramework.test(name);

/** Whatever the view may be given by name. https://guides.rubyonrails.org/layouts_and_rendering.html#passing-local-variables */
export function localsOf(tree: SyntaxNode, lowering: Lowering): readonly Parameter[] {
  const names = new Set<string>();
  const look = (node: SyntaxNode): void => {
    if (/^(?:identifier|simple_symbol)$/.test(node.type)) names.add(lowering.textOf(node).replace(/^:/, ''));
    for (const child of node.children) if (child.named) look(child);
  };
  look(tree);
  const at = { start: tree.start, end: tree.start };
  return [...names].filter(mayBeGiven).map((name) => ({ name, annotations: [], mayMeanElse: true, ...at }));
}

/** A name that is no variable of the view itself: what it was given, or else what it is in all of Ruby. */
export function givenLocal(
  name: string,
  node: SyntaxNode,
  lowering: Lowering,
  otherwise: Expression,
): Expression {
  return isView(lowering.file) && mayBeGiven(name)
    ? { kind: 'name', name, otherwise, ...spanOf(node) }
    : otherwise;
}

/** `local_assigns[:text]` */
export function assignedLocal(
  object: SyntaxNode,
  key: SyntaxNode,
  lowering: Lowering,
): Expression | undefined {
  const name = lowering.textOf(key).replace(/^:/, '');
  if (!isView(lowering.file) || key.type !== 'simple_symbol' || !mayBeGiven(name)) return undefined;
  const isGiven = object.type === 'identifier' && lowering.textOf(object) === 'local_assigns';
  return isGiven ? { kind: 'name', name, ...spanOf(key) } : undefined;
}

/** What `render` gives the view by name: `locals: { … }`, `object:`, `collection:`, or in another view all that is named. */
export function givenTo(view: string, args: readonly Argument[], { file }: Lowering): readonly Argument[] {
  const named = (key: string) => args.find(({ name }) => name === key)?.value;
  const [locals, object, collection, as] = ['locals', 'object', 'collection', 'as'].map(named);
  const last = view.slice(view.lastIndexOf('/') + 1).replace(/^_/, '');
  const own = as?.kind === 'constant' ? String(as.value) : last;
  const isShort = isView(file) && args.some(({ name }) => name === undefined);
  return [
    ...(locals === undefined ? [] : entriesOf(locals)),
    ...(isShort ? args.filter(({ name }) => name !== undefined) : []),
    ...(object === undefined ? [] : [{ name: own, value: object }]),
    ...(collection === undefined ? [] : [{ name: own, value: anyOf(collection) }]),
  ];
}

function entriesOf(locals: Expression): readonly Argument[] {
  if (locals.kind !== 'map') return [];
  return locals.entries.flatMap(({ key, value }) =>
    key?.kind === 'constant' ? [{ name: String(key.value), value }] : [],
  );
}

function anyOf(list: Expression): Expression {
  const { start, end } = list;
  return { kind: 'element', object: list, key: { kind: 'other', parts: [], start, end }, start, end };
}
