import type { FunctionForm, ModuleForm, Parameter, Statement } from '../../form/form.ts';
import { namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { methodForm } from './declarations.ts';

/** What every page has without saying so. Its section on implicit objects names them. */
const implicit: Readonly<Record<string, string>> = {
  request: 'HttpServletRequest',
  response: 'HttpServletResponse',
  out: 'JspWriter',
  session: 'HttpSession',
  application: 'ServletContext',
  pageContext: 'PageContext',
};

/** The class that a server makes of a page: its methods, and one with all that stands between the markup. */
export function lowerPage(file: string, tree: SyntaxNode, lowering: Lowering): ModuleForm {
  const [start, end] = [tree.start, tree.end];
  const [declared, others] = [true, false].map((isMethod) =>
    namedOf(tree).filter(({ type }) => (type === 'method_declaration') === isMethod),
  );
  const methods = new Map<string, FunctionForm>();
  const { locals } = lowering.scope.within(() => {
    for (const node of declared ?? []) {
      const form = methodForm(node, lowering);
      methods.set(form.name, form);
    }
  });
  const service = lowering.scope.within(() => {
    for (const name of Object.keys(implicit)) lowering.scope.declare(name);
    return lowering.statements(others ?? []);
  });
  methods.set('_jspService', {
    name: '_jspService',
    parameters: Object.entries(implicit).map(([name, type]): Parameter => {
      return { name, type, annotations: [], start, end: start };
    }),
    body: service.result,
    locals: service.locals,
    annotations: [],
    annotationText: '',
    takesSelf: false,
    isStatic: false,
    ...spanOf(tree),
  });
  const form = { name: '_page', bases: [], annotations: [], methods, fields: [], classes: [], start, end };
  const body: readonly Statement[] = [{ kind: 'class', form, start, end }];
  return { file, body, locals, included: { body: service.result, locals: service.locals } };
}
