import { posix } from 'node:path';
import type { Argument, Expression, ModuleForm, Statement } from '../../form/form.ts';
import type { SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { namelessFunction } from '../nameless-function.ts';
import { pageName, selfOf } from './self.ts';

/** A view by its folder and name (`users/show`), a partial with its `_`; undefined for other files. */
export function viewName(file: string): string | undefined {
  return /(?:^|\/)views\/(.+?)\.[\w.]*(?:erb|haml|slim)$/.exec(file)?.[1];
}

/** The folder of a controller's views. */
const folderOf = (file: string) => /(?:^|\/)controllers\/(.+)_controller\.rb$/.exec(file)?.[1];

const viewCall = (name: string, span: SyntaxNode | Expression, page: Expression): Expression => ({
  kind: 'call',
  callee: { kind: 'name', name: `view:${name}`, start: span.start, end: span.end },
  args: [{ value: page }],
  start: span.start,
  end: span.end,
});

/** What is rendered at the end of an action that says nothing else. https://guides.rubyonrails.org/layouts_and_rendering.html */
export function impliedView(method: SyntaxNode, name: string, { file }: Lowering): readonly Statement[] {
  const folder = folderOf(file);
  if (folder === undefined) return [];
  const span = { start: method.start, end: method.start };
  const at = { ...method, ...span };
  return [
    { kind: 'expression', value: viewCall(`${folder}/${name}`, at, { kind: 'self', ...span }), ...span },
  ];
}

/** `render :edit`, `render 'users/form'`, `erb :index`: the view is filled in with what its page holds. */
export function rendered(made: Expression, args: readonly Argument[], lowering: Lowering): Expression {
  const name = renderedName(args, lowering);
  if (name === undefined) return made;
  const at = { type: '', field: '', named: true, start: made.start, end: made.end, children: [] };
  return {
    kind: 'other',
    parts: [made, viewCall(name, at, selfOf(at, lowering))],
    start: made.start,
    end: made.end,
  };
}

function renderedName(args: readonly Argument[], { file }: Lowering): string | undefined {
  const own = viewName(file);
  const folder = own === undefined ? folderOf(file) : posix.dirname(own);
  const named = ['partial', 'template', 'action'].map((key) => args.find(({ name }) => name === key)?.value);
  const value = args.find(({ name }) => name === undefined)?.value ?? named.find((one) => one !== undefined);
  if (value?.kind !== 'constant' || typeof value.value !== 'string') return undefined;
  const isPartial = own !== undefined || named[0] === value;
  const last = `${isPartial ? '_' : ''}${posix.basename(value.value)}`;
  const path = posix.join(posix.dirname(value.value), last);
  return value.value.includes('/') || folder === undefined
    ? path.replace(/^\//, '')
    : posix.join(folder, path);
}

/** A view as a function of the page that it fills. */
export function lowerView(file: string, tree: SyntaxNode, lowering: Lowering): ModuleForm {
  const { result: body, locals } = lowering.scope.within(() => {
    lowering.scope.declare(pageName);
    return lowering.statements(tree.children.filter(({ named }) => named));
  }, true);
  const form = {
    ...namelessFunction,
    name: 'view',
    parameters: [{ name: pageName, annotations: [], start: 0, end: 0 }],
    body,
    locals,
    ...spanOf(tree),
  };
  return { file, body: [{ kind: 'function', form, ...spanOf(tree) }], locals: new Set(['view']) };
}
