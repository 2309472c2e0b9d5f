import { posix } from 'node:path';
import type { Argument, Expression, FunctionForm, ModuleForm, Statement } from '../../form/form.ts';
import type { SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { namelessFunction } from '../nameless-function.ts';
import { isView } from './is-view.ts';
import { pageName, selfOf } from './self.ts';
import { givenTo, localsOf } from './view-locals.ts';

/** A view by its folder and name (`users/show`), a partial with its `_`; undefined for other files. */
export function viewName(file: string): string | undefined {
  return /(?:^|\/)views\/(.+?)\.[\w.]*(?:erb|haml|slim)$/.exec(file)?.[1];
}

/** The folder of a controller's views. */
const folderOf = (file: string) => /(?:^|\/)controllers\/(.+)_controller\.rb$/.exec(file)?.[1];

const viewCall = (
  name: string,
  span: SyntaxNode | Expression,
  page: Expression,
  given: readonly Argument[] = [],
): Expression => ({
  kind: 'call',
  callee: { kind: 'name', name: `view:${name}`, start: span.start, end: span.end },
  args: [{ value: page }, ...given],
  start: span.start,
  end: span.end,
});

/** What is rendered at the end of an action that says nothing else. https://guides.rubyonrails.org/layouts_and_rendering.html */
export function impliedView(method: SyntaxNode, name: string, { file }: Lowering): readonly Statement[] {
  const folder = folderOf(file);
  if (folder === undefined) return [];
  const span = { start: method.start, end: method.start };
  const at = { ...method, ...span };
  const self = { kind: 'self', ...span } as const;
  const callee = { kind: 'member', object: self, name: layoutMethod, ...span } as const;
  return [
    { kind: 'expression', value: viewCall(`${folder}/${name}`, at, self), ...span },
    { kind: 'expression', value: { kind: 'call', callee, args: [], ...span }, ...span },
  ];
}

/** A controller's method that fills in its layout, after the view: no code of anybody can call it. */
export const layoutMethod = ' layout';

/** `layout 'wide'` of a class: what is put around the views of its actions, and of those of its heirs. */
export function layoutForm(name: string, node: SyntaxNode): FunctionForm {
  const span = { start: node.start, end: node.start };
  const value = viewCall(`layouts/${name}`, { ...node, ...span }, { kind: 'self', ...span });
  const body: readonly Statement[] = [{ kind: 'expression', value, ...span }];
  return { ...namelessFunction, name: layoutMethod, body, locals: new Set(), ...span };
}

/** The layout of all whose classes name none. */
export const isOfAll = (className: string, { file }: Lowering) =>
  className === 'ApplicationController' && folderOf(file) !== undefined;

/** `render :edit`, `render 'users/form'`, `erb :index`: the view is filled in with what its page holds. */
export function rendered(made: Expression, args: readonly Argument[], lowering: Lowering): Expression {
  const name = renderedName(args, lowering);
  if (name === undefined) return made;
  const at = { type: '', field: '', named: true, start: made.start, end: made.end, children: [] };
  const around = isView(lowering.file) ? undefined : textNamed('layout', args);
  const page = selfOf(at, lowering);
  const layout = around === undefined ? [] : [viewCall(`layouts/${posix.basename(around)}`, at, page)];
  return {
    kind: 'other',
    parts: [made, viewCall(name, at, page, givenTo(name, args, lowering)), ...layout],
    start: made.start,
    end: made.end,
  };
}

function textNamed(key: string, args: readonly Argument[]): string | undefined {
  const value = args.find(({ name }) => name === key)?.value;
  return value?.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
}

function renderedName(args: readonly Argument[], { file }: Lowering): string | undefined {
  const own = viewName(file);
  const folder = own === undefined ? folderOf(file) : posix.dirname(own);
  const keys = ['partial', 'template', 'action', ...(own === undefined ? [] : ['layout'])];
  const named = keys.map((key) => args.find(({ name }) => name === key)?.value);
  const value = args.find(({ name }) => name === undefined)?.value ?? named.find((one) => one !== undefined);
  if (value?.kind !== 'constant' || typeof value.value !== 'string') return undefined;
  const isPartial = own !== undefined || named[0] === value;
  const last = `${isPartial ? '_' : ''}${posix.basename(value.value)}`;
  const path = posix.join(posix.dirname(value.value), last);
  return value.value.includes('/') || folder === undefined
    ? path.replace(/^\//, '')
    : posix.join(folder, path);
}

/** Layouts are filled in for every action: only those are walked in which something may be put out as it is. */
function isIdle(file: string, { text }: Lowering): boolean {
  const isLayout = /^layouts\/(?:.*\/)?[^_/][^/]*$/.test(viewName(file) ?? '');
  return (
    isLayout &&
    !/\.html_safe\b|\braw[ (]|\b__\b|\bsafe_concat\b|\bparams\b|\brequest\.|\bcookies\b/.test(text)
  );
}

/** A view as a function of the page that it fills. */
export function lowerView(file: string, tree: SyntaxNode, lowering: Lowering): ModuleForm {
  const given = localsOf(tree, lowering);
  const { result: body, locals } = lowering.scope.within(() => {
    lowering.scope.declare(pageName);
    return isIdle(file, lowering) ? [] : lowering.statements(tree.children.filter(({ named }) => named));
  }, true);
  const form = {
    ...namelessFunction,
    name: 'view',
    parameters: [{ name: pageName, annotations: [], start: 0, end: 0 }, ...given],
    body,
    locals: new Set([...locals, ...given.map(({ name }) => name)]),
    ...spanOf(tree),
  };
  return { file, body: [{ kind: 'function', form, ...spanOf(tree) }], locals: new Set(['view']) };
}
