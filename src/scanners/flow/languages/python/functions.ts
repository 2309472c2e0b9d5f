import type { ClassForm, Expression, FunctionForm, Parameter } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { asClassView, isGeneric } from './class-views.ts';
import { pathPartsOf } from './path-parts.ts';
import { plainType } from './plain-type.ts';
import { plainText } from './text.ts';

interface Decorators {
  readonly names: readonly string[];
  readonly text: string;
}

export const noDecorators: Decorators = { names: [], text: '' };

export function decoratorsOf(node: SyntaxNode, lowering: Lowering): Decorators {
  const found = node.children.filter(({ type }) => type === 'decorator');
  const names = found.map((decorator) => {
    const value = namedOf(decorator)[0];
    return plainText(value?.type === 'call' ? fieldOf(value, 'function') : value, lowering);
  });
  return { names, text: found.map((decorator) => lowering.textOf(decorator)).join('\n') };
}

/** `owned`: directly in a class. */
export function functionForm(
  node: SyntaxNode,
  lowering: Lowering,
  { decorators, owned }: { readonly decorators: Decorators; readonly owned: boolean },
): FunctionForm {
  const { result, locals } = lowering.scope.within(() => {
    const parameters = namedOf(fieldOf(node, 'parameters')).flatMap((one) => parameterOf(one, lowering));
    return { parameters, body: lowering.statements(namedOf(fieldOf(node, 'body'))) };
  });
  const isStatic = decorators.names.includes('staticmethod');
  const returns = fieldOf(node, 'return_type');
  const name = plainText(fieldOf(node, 'name'), lowering);
  return {
    name,
    ...result,
    parameters: routedParameters(result.parameters, decorators.text),
    locals,
    annotations: isRouted(name, lowering) ? [...decorators.names, 'route'] : decorators.names,
    annotationText: decorators.text,
    takesSelf: owned && !isStatic,
    isStatic,
    returns: returns && lowering.textOf(returns),
    ...spanOf(node),
  };
}

/** What a route says of a parameter is an annotation of it. */
function routedParameters(parameters: readonly Parameter[], decorators: string): readonly Parameter[] {
  const parts = pathPartsOf(decorators);
  return parameters.map((parameter) => {
    const part = parts.get(parameter.name);
    return part === undefined ? parameter : { ...parameter, annotations: [part, ...parameter.annotations] };
  });
}

/** `app.add_url_rule('/a', view_func=show)` says what a decorator would. */
const isRouted = (name: string, { text }: Lowering) =>
  text.includes('add_url_rule') && new RegExp(`\\badd_url_rule\\([^()]{0,200}\\b${name}\\b`).test(text);

export function lambda(node: SyntaxNode, lowering: Lowering): Expression {
  const { result, locals } = lowering.scope.within(() => {
    const parameters = namedOf(fieldOf(node, 'parameters')).flatMap((one) => parameterOf(one, lowering));
    const body = fieldOf(node, 'body');
    return { parameters, value: lowering.expression(body) };
  });
  const form: FunctionForm = {
    name: '',
    parameters: result.parameters,
    body: [{ kind: 'return', value: result.value, ...spanOf(node) }],
    locals,
    annotations: [],
    annotationText: '',
    takesSelf: false,
    isStatic: false,
    ...spanOf(node),
  };
  return { kind: 'function', form, ...spanOf(node) };
}

function parameterOf(node: SyntaxNode, lowering: Lowering): Parameter[] {
  const name =
    node.type === 'identifier' ? node : (fieldOf(node, 'name') ?? deepIdentifier(namedOf(node)[0]));
  if (name === undefined) return [];
  const text = lowering.textOf(name);
  lowering.scope.declare(text);
  const type = fieldOf(node, 'type');
  const value = fieldOf(node, 'value');
  const rest =
    node.type.includes('splat') ||
    childOf(node, 'list_splat_pattern', 'dictionary_splat_pattern') !== undefined;
  return [
    {
      name: text,
      type: type && plainType(lowering.textOf(type)),
      annotations: markersOf(type, value, lowering),
      default: value && lowering.expression(value),
      ...(rest && { rest }),
      ...spanOf(node),
    },
  ];
}

/** `q: str = Query(...)` and `q: Annotated[str, Query()]` say where a value comes from as an annotation does. */
function markersOf(
  type: SyntaxNode | undefined,
  value: SyntaxNode | undefined,
  lowering: Lowering,
): readonly string[] {
  const annotated = type === undefined ? [] : [...lowering.textOf(type).matchAll(/\b([A-Z]\w*)\s*\(/g)];
  const fromValue = value?.type === 'call' ? [plainText(fieldOf(value, 'function'), lowering)] : [];
  return [...annotated.map(([, name = '']) => name), ...fromValue];
}

function deepIdentifier(node: SyntaxNode | undefined): SyntaxNode | undefined {
  if (node === undefined || node.type === 'identifier') return node;
  return deepIdentifier(namedOf(node)[0]);
}

/** `size = 3` is the class's, and `size: int` what each of its objects has; `size: int = 3` is both. */
function fieldsIn(member: SyntaxNode, lowering: Lowering): ClassForm['fields'] {
  if (member.type !== 'expression_statement') return [];
  const typed = fieldOf(namedOf(member)[0], 'type');
  const type = typed && plainType(lowering.textOf(typed));
  const [statement] = lowering.statement(member);
  if (statement?.kind === 'expression' && statement.value.kind === 'assign') {
    const { target, value } = statement.value;
    return target.kind === 'name' ? [{ name: target.name, type, value, isStatic: true }] : [];
  }
  const name = fieldOf(namedOf(member)[0], 'left');
  if (type === undefined || name?.type !== 'identifier') return [];
  return [{ name: lowering.textOf(name), type, isStatic: false }];
}

export function classForm(node: SyntaxNode, lowering: Lowering, annotations: readonly string[]): ClassForm {
  const members = namedOf(fieldOf(node, 'body'));
  const methods = new Map<string, FunctionForm>();
  const classes: ClassForm[] = [];
  for (const member of members) {
    const inner = member.type === 'decorated_definition' ? fieldOf(member, 'definition') : member;
    const decorators = member.type === 'decorated_definition' ? decoratorsOf(member, lowering) : noDecorators;
    if (inner?.type === 'function_definition') {
      const form = functionForm(inner, lowering, { decorators, owned: true });
      methods.set(form.name, form);
    } else if (inner?.type === 'class_definition') classes.push(classForm(inner, lowering, decorators.names));
  }
  const { result: fields } = lowering.scope.within(() =>
    members.flatMap((member) => fieldsIn(member, lowering)),
  );
  const bases = namedOf(fieldOf(node, 'superclasses')).map((base) => lowering.textOf(base));
  const template = fields.find(({ name }) => name === 'template_name')?.value;
  const context = methods.get('get_context_data');
  if (template?.kind === 'constant' && context !== undefined && isGeneric(bases))
    methods.set(context.name, asClassView(context, String(template.value)));
  return {
    name: plainText(fieldOf(node, 'name'), lowering),
    bases,
    annotations,
    methods,
    constructorForm: methods.get('__init__'),
    fields,
    classes,
    ...spanOf(node),
  };
}
