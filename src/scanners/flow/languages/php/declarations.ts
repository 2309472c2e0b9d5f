import type { ClassForm, Expression, FunctionForm, Parameter, Statement } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { functionName, simpleName, typeName } from './names.ts';

/** Functions, methods and closures, the short ones too. */
export function functionForm(node: SyntaxNode, lowering: Lowering, isMethod = false): FunctionForm {
  const { result, locals } = lowering.scope.within(() => {
    const nodes = namedOf(fieldOf(node, 'parameters'));
    const parameters = nodes.flatMap((one) => parameterOf(one, lowering));
    const body = fieldOf(node, 'body');
    const promoted = nodes.filter(({ type }) => type === 'property_promotion_parameter');
    const statements =
      node.type === 'arrow_function' ? returned(body, lowering) : lowering.statements(namedOf(body));
    const globals = body !== undefined && saysGlobal.test(lowering.textOf(body)) ? globalsIn(body) : [];
    for (const name of globals) lowering.scope.declareInFile(lowering.textOf(name));
    for (const name of [...usedByReference(node), ...globals]) lowering.scope.giveAway(lowering.textOf(name));
    return { parameters, body: [...promoted.map((one) => setField(one, lowering)), ...statements] };
  });
  const name = fieldOf(node, 'name');
  const text = name === undefined ? '' : lowering.textOf(name);
  const attributes = attributesOf(node);
  const returns = fieldOf(node, 'return_type');
  return {
    name: isMethod ? text : functionName(text),
    parameters: result.parameters,
    body: result.body,
    locals,
    annotations: attributes.map((one) => simpleName(childOf(one, 'name', 'qualified_name'), lowering)),
    annotationText: attributes.map((one) => lowering.textOf(one)).join(' '),
    takesSelf: false,
    isClosed: /^(?:function_definition|method_declaration)$/.test(node.type),
    isStatic: childOf(node, 'static_modifier') !== undefined && isMethod,
    returns: returns && lowering.textOf(returns),
    ...spanOf(node),
  };
}

function returned(body: SyntaxNode | undefined, lowering: Lowering): readonly Statement[] {
  return body === undefined ? [] : [{ kind: 'return', value: lowering.expression(body), ...spanOf(body) }];
}

/** `use (&$a)`: what is assigned to it is not the function's own. */
function usedByReference(node: SyntaxNode): readonly SyntaxNode[] {
  const used = namedOf(childOf(node, 'anonymous_function_use_clause'));
  return used.filter(({ type }) => type === 'by_ref').flatMap((one) => namedOf(one));
}

const functions = /^(?:anonymous_function|function_definition|method_declaration)$/;
const saysGlobal = /\bglobal\b/i;

/** `global $a`: what is assigned to it is not the function's own, either. */
function globalsIn(node: SyntaxNode): readonly SyntaxNode[] {
  if (functions.test(node.type)) return [];
  if (node.type === 'global_declaration') return namedOf(node);
  return node.children.flatMap((child) => (child.named ? globalsIn(child) : []));
}

function parameterOf(node: SyntaxNode, lowering: Lowering): readonly Parameter[] {
  const name = fieldOf(node, 'name');
  if (name === undefined) return [];
  const text = lowering.textOf(name).replace(/^&/, '');
  lowering.scope.declare(text);
  const value = fieldOf(node, 'default_value');
  return [
    {
      name: text,
      type: typeName(fieldOf(node, 'type'), lowering),
      annotations: attributesOf(node).map((one) =>
        simpleName(childOf(one, 'name', 'qualified_name'), lowering),
      ),
      default: value && lowering.expression(value),
      ...(node.type === 'variadic_parameter' && { rest: true }),
      ...(isReference(node, name) && { byReference: true }),
      ...spanOf(node),
    },
  ];
}

/** `&$a`: a mark of its own before the name, or a part of it. */
const isReference = (node: SyntaxNode, name: SyntaxNode) =>
  childOf(node, 'reference_modifier') !== undefined || name.type === 'by_ref';

/** `__construct(private string $a)` sets the field as well. */
function setField(node: SyntaxNode, lowering: Lowering): Statement {
  const name = lowering.textOf(fieldOf(node, 'name') ?? node).replace(/^&?\$/, '');
  const span = spanOf(node);
  const value: Expression = { kind: 'name', name: `$${name}`, ...span };
  const target = { kind: 'member', object: { kind: 'self', ...span }, name, ...span } as const;
  return { kind: 'expression', value: { kind: 'assign', target, value, ...span }, ...span };
}

function attributesOf(node: SyntaxNode): readonly SyntaxNode[] {
  const list = fieldOf(node, 'attributes') ?? childOf(node, 'attribute_list');
  return namedOf(list).flatMap((group) => namedOf(group));
}

export function closure(node: SyntaxNode, lowering: Lowering): Expression {
  return { kind: 'function', form: functionForm(node, lowering), ...spanOf(node) };
}

/** Classes, interfaces, traits and enums. What a trait has, those who use it have as from a base. */
export function classForm(node: SyntaxNode, lowering: Lowering): ClassForm {
  const members = namedOf(fieldOf(node, 'body'));
  const methods = new Map<string, FunctionForm>();
  for (const member of members)
    if (member.type === 'method_declaration') {
      const form = functionForm(member, lowering, true);
      methods.set(form.name, form);
    }
  const name = simpleName(fieldOf(node, 'name'), lowering);
  const bases = ['base_clause', 'class_interface_clause'].flatMap((type) => namedOf(childOf(node, type)));
  const traits = members.filter(({ type }) => type === 'use_declaration').flatMap((one) => namedOf(one));
  return {
    name,
    bases: [
      ...[...bases, ...traits]
        .filter(({ type }) => type.endsWith('name'))
        .map((one) => simpleName(one, lowering)),
      ...(node.type === 'enum_declaration' ? ['enum'] : []),
    ],
    annotations: attributesOf(node).map((one) => lowering.textOf(one)),
    methods,
    constructorForm: methods.get('__construct') ?? methods.get(name),
    fields: [
      ...members.flatMap((member) => fieldsIn(member, lowering)),
      ...promotedFields(members, lowering),
    ],
    classes: [],
    explicit: true,
    ...spanOf(node),
  };
}

/** What `__construct(private string $a)` declares. */
function promotedFields(members: readonly SyntaxNode[], lowering: Lowering): ClassForm['fields'] {
  return members
    .filter(({ type }) => type === 'method_declaration')
    .flatMap((method) => namedOf(fieldOf(method, 'parameters')))
    .filter(({ type }) => type === 'property_promotion_parameter')
    .map((one) => ({
      name: lowering.textOf(fieldOf(one, 'name') ?? one).replace(/^&?\$/, ''),
      type: typeName(fieldOf(one, 'type'), lowering),
      isStatic: false,
    }));
}

function fieldsIn(member: SyntaxNode, lowering: Lowering): ClassForm['fields'] {
  if (member.type === 'property_declaration') {
    const type = typeName(fieldOf(member, 'type'), lowering);
    const isStatic = childOf(member, 'static_modifier') !== undefined;
    return namedOf(member)
      .filter((one) => one.type === 'property_element')
      .map((one) => {
        const name = lowering.textOf(fieldOf(one, 'name') ?? one).replace(/^\$/, '');
        const value = fieldOf(one, 'default_value');
        return { name, type, value: value && lowering.expression(value), isStatic };
      });
  }
  if (member.type === 'enum_case') {
    const value = fieldOf(member, 'value');
    const name = lowering.textOf(fieldOf(member, 'name') ?? member);
    return [{ name, value: value && lowering.expression(value), isStatic: true }];
  }
  if (member.type !== 'const_declaration') return [];
  return namedOf(member)
    .filter((one) => one.type === 'const_element')
    .map((one) => {
      const [name, value] = namedOf(one);
      return {
        name: name === undefined ? '' : lowering.textOf(name),
        value: value && lowering.expression(value),
        isStatic: true,
      };
    });
}
