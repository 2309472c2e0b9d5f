import type { ClassForm, Expression, FunctionForm, Statement } from '../../form/form.ts';
import { childOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { namelessFunction } from '../nameless-function.ts';
import { valueOfEnum } from '../value-of-enum.ts';

import { annotationsOf, functionForm, nameOf, parametersOf } from './functions.ts';
import { fieldMark, inheritsMark, methodMark } from './names.ts';
import { isType, simpleType, typeOf } from './types.ts';

export const classTypes = new Set(['class_declaration', 'object_declaration']);

type Field = ClassForm['fields'][number];

/** What the members of a class come to, with those of its companion, which are everybody's. */
interface Members {
  readonly methods: Map<string, FunctionForm>;
  readonly fields: Field[];
  readonly classes: ClassForm[];
  /** What is done when an object is made, in the order in which it is written. */
  readonly start: Statement[];
  secondary: FunctionForm | undefined;
}

export function classForm(node: SyntaxNode, lowering: Lowering): ClassForm {
  const bases = basesOf(node, lowering);
  const list = childOf(childOf(node, 'primary_constructor'), 'class_parameters');
  const members: Members = { methods: new Map(), fields: [], classes: [], start: [], secondary: undefined };
  const { result: parameters, locals } = lowering.scope.within(() => {
    if (bases.length > 0) lowering.scope.declare(inheritsMark);
    const own = parametersOf(list, lowering);
    const body = bodyOf(node);
    markMembers(body, lowering);
    addMembers(
      body,
      { isStatic: node.type === 'object_declaration', names: own.map(({ name }) => name) },
      members,
      lowering,
    );
    return own;
  });
  const properties = namedOf(list).filter(
    ({ type, children }) => type === 'class_parameter' && children.some(isProperty),
  );
  const kept = properties.map((one) => {
    const named = childOf(one, 'identifier');
    return {
      name: named === undefined ? '' : lowering.textOf(named),
      type: typeOf(one, lowering),
      isStatic: false,
    };
  });
  const span = spanOf(node);
  const isEnum = childOf(node, 'enum_class_body') !== undefined;
  if (isEnum) members.methods.set('valueOf', valueOfEnum(span));
  const sets = kept.map(({ name }) => setField(name, { kind: 'name', name, ...span }, node));
  const isWritten = parameters.length > 0 || members.start.length > 0;
  const primary: FunctionForm | undefined = isWritten
    ? { ...namelessFunction, parameters, locals, body: [...sets, ...members.start], ...span }
    : undefined;
  return {
    name: nameOf(node, lowering),
    bases: isEnum ? [...bases, 'enum'] : bases,
    annotations: annotationsOf(childOf(node, 'modifiers'), lowering),
    methods: members.methods,
    constructorForm: primary ?? members.secondary,
    fields: [...kept, ...members.fields],
    classes: members.classes,
    ...span,
  };
}

const isProperty = ({ type }: SyntaxNode) => type === 'val' || type === 'var';

const bodyOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  namedOf(childOf(node, 'class_body', 'enum_class_body'));

function basesOf(node: SyntaxNode, lowering: Lowering): readonly string[] {
  return namedOf(childOf(node, 'delegation_specifiers')).flatMap((specifier) => {
    const [one] = namedOf(specifier);
    const type = one !== undefined && isType(one) ? one : one?.children.find(isType);
    return type === undefined ? [] : [simpleType(type, lowering)];
  });
}

/** What members are called by their names alone. */
function markMembers(body: readonly SyntaxNode[], lowering: Lowering): void {
  for (const member of body)
    if (member.type === 'function_declaration') lowering.scope.declare(methodMark(nameOf(member, lowering)));
    else if (member.type === 'property_declaration')
      lowering.scope.declare(fieldMark(propertyName(member, lowering)));
    else if (member.type === 'companion_object') markMembers(bodyOf(member), lowering);
}

function propertyName(node: SyntaxNode, lowering: Lowering): string {
  const named = childOf(childOf(node, 'variable_declaration'), 'identifier');
  return named === undefined ? '' : lowering.textOf(named);
}

interface Around {
  readonly isStatic: boolean;
  /** Parameters of the constructor, which only what is done with it can see. */
  readonly names: readonly string[];
}

function addMembers(body: readonly SyntaxNode[], around: Around, members: Members, lowering: Lowering): void {
  for (const member of body)
    switch (member.type) {
      case 'function_declaration': {
        const form = functionForm(member, lowering);
        addMethod(members.methods, { ...form, isStatic: around.isStatic });
        break;
      }
      case 'property_declaration':
        addProperty(member, around, members, lowering);
        break;
      case 'anonymous_initializer':
        members.start.push(...lowering.statement(childOf(member, 'block')));
        break;
      case 'secondary_constructor':
        members.secondary ??= functionForm(member, lowering);
        break;
      case 'companion_object':
        addMembers(bodyOf(member), { isStatic: true, names: [] }, members, lowering);
        break;
      default:
        if (classTypes.has(member.type)) members.classes.push(classForm(member, lowering));
    }
}

function addMethod(methods: Map<string, FunctionForm>, form: FunctionForm): void {
  methods.set(methods.has(form.name) ? `${form.name}/${methods.size}` : form.name, form);
}

function addProperty(
  node: SyntaxNode,
  { isStatic, names }: Around,
  members: Members,
  lowering: Lowering,
): void {
  const name = propertyName(node, lowering);
  const getter = childOf(node, 'getter');
  if (getter !== undefined && childOf(getter, 'function_body') !== undefined) {
    members.methods.set(name, { ...functionForm(getter, lowering), name, isStatic, isGetter: true });
    return;
  }
  const value = valueOfProperty(node);
  const type = typeOf(childOf(node, 'variable_declaration'), lowering);
  const start = value === undefined ? undefined : lowering.expression(value);
  const words: readonly string[] = value === undefined ? [] : (lowering.textOf(value).match(/\w+/g) ?? []);
  const isLater = start !== undefined && !isStatic && words.some((word) => names.includes(word));
  if (isLater) members.start.push(setField(name, start, node));
  members.fields.push({ name, type, isStatic, ...(!isLater && { value: start }) });
}

/** What stands behind `=` or `by`. */
export function valueOfProperty(node: SyntaxNode): SyntaxNode | undefined {
  const delegate = childOf(node, 'property_delegate');
  if (delegate !== undefined) return namedOf(delegate)[0];
  const at = node.children.findIndex(({ type }) => type === '=');
  return at === -1 ? undefined : node.children.slice(at).find(({ named }) => named);
}

function setField(name: string, value: Expression, node: SyntaxNode): Statement {
  const span = spanOf(node);
  const target = { kind: 'member', object: { kind: 'self', ...span }, name, ...span } as const;
  return { kind: 'expression', value: { kind: 'assign', target, value, ...span }, ...span };
}

/** `object : Base { … }` */
export function objectLiteral(node: SyntaxNode, lowering: Lowering): Expression {
  const span = spanOf(node);
  return {
    kind: 'call',
    callee: { kind: 'class', form: classForm(node, lowering), ...span },
    args: [],
    creates: true,
    ...span,
  };
}
