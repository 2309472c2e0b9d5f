import type { ClassForm, FunctionForm, Parameter, Statement } from '../../form/form.ts';
import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { addMethod, longest } from '../add-method.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { valueOfEnum } from '../value-of-enum.ts';

const annotationTypes = new Set(['marker_annotation', 'annotation']);

function modifiersOf(node: SyntaxNode): SyntaxNode | undefined {
  return childOf(node, 'modifiers');
}

export function annotationsOf(node: SyntaxNode, lowering: Lowering): readonly string[] {
  return (modifiersOf(node)?.children ?? [])
    .filter(({ type }) => annotationTypes.has(type))
    .map((one) => {
      const name = fieldOf(one, 'name');
      return name === undefined ? '' : lowering.textOf(name);
    });
}

const isStatic = (node: SyntaxNode) =>
  modifiersOf(node)?.children.some(({ type }) => type === 'static') ?? false;

interface Signature {
  readonly name: string;
  readonly parameters: readonly SyntaxNode[];
}

export function functionForm(
  node: SyntaxNode,
  lowering: Lowering,
  { name, parameters }: Signature,
): FunctionForm {
  const { result, locals } = lowering.scope.within(() => {
    const lowered = parameters.flatMap((one) => parameterOf(one, lowering));
    return { parameters: lowered, body: bodyOf(fieldOf(node, 'body'), lowering) };
  });
  const modifiers = modifiersOf(node);
  const returns = fieldOf(node, 'type');
  return {
    name,
    ...result,
    locals,
    annotations: annotationsOf(node, lowering),
    annotationText: modifiers === undefined ? '' : lowering.textOf(modifiers),
    takesSelf: false,
    isStatic: isStatic(node),
    returns: returns && lowering.textOf(returns),
    ...spanOf(node),
  };
}

/** A lambda's body may be its value. */
function bodyOf(body: SyntaxNode | undefined, lowering: Lowering): readonly Statement[] {
  if (body === undefined) return [];
  if (body.type === 'block' || body.type === 'constructor_body') return lowering.statements(namedOf(body));
  return [{ kind: 'return', value: lowering.expression(body), ...spanOf(body) }];
}

function parameterOf(node: SyntaxNode, lowering: Lowering): Parameter[] {
  const declarator = childOf(node, 'variable_declarator');
  const named = node.type === 'identifier' ? node : (fieldOf(node, 'name') ?? fieldOf(declarator, 'name'));
  if (named === undefined) return [];
  const name = lowering.textOf(named);
  lowering.scope.declare(name);
  const type =
    fieldOf(node, 'type') ??
    node.children.find((child) => child.type.endsWith('type') || child.type === 'type_identifier');
  return [
    {
      name,
      type: type && node.type !== 'identifier' ? lowering.textOf(type) : undefined,
      annotations: annotationsOf(node, lowering),
      ...(node.type === 'spread_parameter' && { rest: true }),
      ...spanOf(node),
    },
  ];
}

interface Heading {
  readonly name: string;
  readonly bases: readonly string[];
  readonly body: SyntaxNode | undefined;
}

export function classForm(node: SyntaxNode, lowering: Lowering, { name, bases, body }: Heading): ClassForm {
  const members = namedOf(body).flatMap((member) =>
    member.type === 'enum_body_declarations' ? namedOf(member) : [member],
  );
  const methods = new Map<string, FunctionForm>();
  let constructorForm: FunctionForm | undefined;
  const classes: ClassForm[] = [];
  const fields: ClassForm['fields'][number][] = [];
  // Names of fields belong to objects, not to the function around the class.
  lowering.scope.within(() => {
    for (const member of members) {
      if (member.type === 'method_declaration') addMethod(methods, methodForm(member, lowering));
      else if (member.type === 'constructor_declaration')
        constructorForm = longest(constructorForm, methodForm(member, lowering));
      else if (member.type === 'field_declaration') fields.push(...fieldsIn(member, lowering));
      else if (classTypes.has(member.type)) classes.push(declaredClass(member, lowering));
    }
  });
  if (node.type === 'enum_declaration') methods.set('valueOf', valueOfEnum(node));
  const record = namedOf(fieldOf(node, 'parameters')).flatMap((one) => parameterOf(one, lowering));
  for (const component of record)
    if (!methods.has(component.name)) methods.set(component.name, accessorOf(component));
  return {
    name,
    bases,
    annotations: annotationsOf(node, lowering),
    methods,
    constructorForm,
    fields: [...fields, ...record.map(({ name: field, type }) => ({ name: field, type, isStatic: false }))],
    classes,
    ...spanOf(node),
  };
}

/** A record has a method of the name of each component (https://docs.oracle.com/javase/specs/jls/se21/html/jls-8.html#jls-8.10.3). */
function accessorOf({ name, type, start, end }: Parameter): FunctionForm {
  const span = { start, end };
  const value = { kind: 'member', object: { kind: 'self', ...span }, name, ...span } as const;
  return {
    name,
    parameters: [],
    body: [{ kind: 'return', value, ...span }],
    locals: new Set(),
    annotations: [],
    annotationText: '',
    takesSelf: false,
    isStatic: false,
    returns: type,
    ...span,
  };
}

export const classTypes = new Set([
  'class_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
]);

export function declaredClass(node: SyntaxNode, lowering: Lowering): ClassForm {
  const named = fieldOf(node, 'name');
  const above = [
    fieldOf(node, 'superclass'),
    fieldOf(node, 'interfaces'),
    childOf(node, 'extends_interfaces'),
  ];
  const bases = above.flatMap((one) => (one === undefined ? [] : typesIn(one, lowering)));
  if (node.type === 'enum_declaration') bases.push('enum');
  return classForm(node, lowering, {
    name: named === undefined ? '' : lowering.textOf(named),
    bases,
    body: fieldOf(node, 'body'),
  });
}

function typesIn(node: SyntaxNode, lowering: Lowering): readonly string[] {
  if (
    node.type === 'type_identifier' ||
    node.type === 'scoped_type_identifier' ||
    node.type === 'generic_type'
  )
    return [lowering.textOf(node).replace(/<.*$/s, '')];
  return namedOf(node).flatMap((child) => typesIn(child, lowering));
}

export function methodForm(node: SyntaxNode, lowering: Lowering): FunctionForm {
  const named = fieldOf(node, 'name');
  return functionForm(node, lowering, {
    name: named === undefined ? '' : lowering.textOf(named),
    parameters: namedOf(fieldOf(node, 'parameters')),
  });
}

function fieldsIn(node: SyntaxNode, lowering: Lowering): ClassForm['fields'] {
  const type = fieldOf(node, 'type');
  return fieldsOf(node, 'declarator').map((declarator) => {
    const named = fieldOf(declarator, 'name');
    const value = fieldOf(declarator, 'value');
    return {
      name: named === undefined ? '' : lowering.textOf(named),
      type: type && lowering.textOf(type),
      value: value && lowering.expression(value),
      isStatic: isStatic(node),
    };
  });
}
