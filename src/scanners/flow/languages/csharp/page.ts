import type { Expression, FunctionForm, ModuleForm, Statement } from '../../form/form.ts';
import { namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { classOfPage } from '../../templates/aspx-code.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { classTypes } from './declarations.ts';

/** What a page runs before it is put out (https://learn.microsoft.com/previous-versions/aspnet/ms178472(v=vs.100)). */
const runsBefore = ['Page_Init', 'Page_Load', 'Page_PreRender'];

/** The class that a server makes of a page: one method, of a class that has what the code beside the page has. */
export function lowerPage(file: string, tree: SyntaxNode, lowering: Lowering): ModuleForm {
  const { start, end } = spanOf(tree);
  const at = { start, end: start };
  const base = classOfPage(lowering.text);
  const [declared, others] = [true, false].map((isClass) =>
    namedOf(tree).filter(({ type }) => classTypes.has(type) === isClass),
  );
  const { result: classes, locals } = lowering.scope.within(() => lowering.statements(declared ?? []));
  const shown = lowering.scope.within(() => lowering.statements(others ?? []));
  const before = base === undefined ? [] : runsBefore;
  const render: FunctionForm = {
    name: 'Render',
    parameters: [],
    body: [...before.map((name): Statement => callOf(name, at)), ...shown.result],
    locals: shown.locals,
    annotations: [],
    annotationText: '',
    takesSelf: false,
    isStatic: false,
    start,
    end,
  };
  const methods = new Map([['Render', render]]);
  const bases = base === undefined ? [] : [base];
  const form = { name: '__Page', bases, annotations: [], methods, fields: [], classes: [], start, end };
  return { file, body: [...classes, { kind: 'class', form, start, end }], locals };
}

function callOf(name: string, at: { readonly start: number; readonly end: number }): Statement {
  const callee: Expression = { kind: 'member', object: { kind: 'self', ...at }, name, ...at };
  return { kind: 'expression', value: { kind: 'call', callee, args: [], ...at }, ...at };
}
