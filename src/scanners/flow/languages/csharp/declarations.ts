import type { ClassForm, Expression, FunctionForm, Statement } from '../../form/form.ts';
import { childOf, fieldOf, fieldsOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { addMethod, longest } from '../add-method.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { attributesOf, boundProperty, hasModifier, isEntryClass, isMapped } from './attributes.ts';
import { outsOf, withOuts } from './outs.ts';
import { parametersOf } from './parameters.ts';
import { simpleName, typeText } from './types.ts';

interface Signature {
  readonly name: string;
  readonly parameters: readonly SyntaxNode[];
  /** What calls it from outside, beside its attributes. */
  readonly entry?: string | undefined;
  readonly isGetter?: boolean;
}

export function functionForm(node: SyntaxNode, lowering: Lowering, signature: Signature): FunctionForm {
  const { name, parameters, entry, isGetter } = signature;
  const { result, locals } = lowering.scope.within(() => {
    const lowered = parametersOf(parameters, lowering);
    const body = bodyOf(bodyIn(node), lowering);
    return { parameters: lowered, body: withOuts(body, outsOf(parameters, lowering), node) };
  });
  const lists = node.children.filter(({ type }) => type === 'attribute_list');
  const isHandler = entry === undefined && isMapped(name, lowering);
  return {
    name,
    ...result,
    locals,
    annotations: [
      ...attributesOf(node, lowering),
      ...(entry ?? (isHandler ? 'action' : '')).split(' ').filter(Boolean),
    ],
    annotationText: lists.map((list) => lowering.textOf(list)).join(' '),
    takesSelf: false,
    isStatic: hasModifier(node, 'static', lowering),
    returns: typeText(fieldOf(node, 'returns') ?? fieldOf(node, 'type'), lowering),
    ...(isExtension(parameters, lowering) && { extends: true }),
    ...(isGetter && { isGetter }),
    ...spanOf(node),
  };
}

/** `static string Quoted(this string text)`. */
function isExtension(parameters: readonly SyntaxNode[], lowering: Lowering): boolean {
  const first = parameters.find(({ type }) => type === 'parameter');
  return first !== undefined && hasModifier(first, 'this', lowering);
}

function bodyIn(node: SyntaxNode): SyntaxNode | undefined {
  return fieldOf(node, 'body') ?? childOf(node, 'block', 'arrow_expression_clause');
}

/** The body of a method or lambda may be its value. */
function bodyOf(body: SyntaxNode | undefined, lowering: Lowering): readonly Statement[] {
  if (body === undefined) return [];
  if (body.type === 'block') return lowering.statement(body);
  const value = body.type === 'arrow_expression_clause' ? namedOf(body)[0] : body;
  return [{ kind: 'return', value: lowering.expression(value), ...spanOf(body) }];
}

export const classTypes = new Set([
  'class_declaration',
  'struct_declaration',
  'interface_declaration',
  'record_declaration',
  'record_struct_declaration',
  'enum_declaration',
]);

export function classForm(node: SyntaxNode, lowering: Lowering): ClassForm {
  const named = fieldOf(node, 'name');
  const name = named === undefined ? '' : lowering.textOf(named);
  const isEnum = node.type === 'enum_declaration';
  const bases = namedOf(childOf(node, 'base_list'))
    .filter(({ type }) => type !== 'argument_list')
    .map((base) =>
      simpleName(base.type === 'primary_constructor_base_type' ? namedOf(base)[0] : base, lowering),
    );
  const entry = isEntryClass(node, name, bases, lowering);
  const members = isEnum ? [] : membersOf(fieldOf(node, 'body'));
  const { result } = lowering.scope.within(() => ({
    primary: parametersOf(namedOf(childOf(node, 'parameter_list')), lowering),
    ...membersForm(members, lowering, entry),
  }));
  const { primary, ...rest } = result;
  const given = primary.map(({ name: field, type }) => ({ name: field, type, isStatic: false }));
  return {
    name,
    bases: isEnum ? ['enum'] : bases,
    annotations: attributesOf(node, lowering),
    ...rest,
    fields: [...rest.fields, ...given],
    ...spanOf(node),
  };
}

/** Those of a class, with those that only some builds have. */
function membersOf(body: SyntaxNode | undefined): readonly SyntaxNode[] {
  return namedOf(body).flatMap((member) =>
    member.type.startsWith('preproc_') ? membersOf(member) : [member],
  );
}

type Members = Pick<ClassForm, 'methods' | 'constructorForm' | 'fields' | 'classes'>;

function membersForm(members: readonly SyntaxNode[], lowering: Lowering, entry: string | undefined): Members {
  const methods = new Map<string, FunctionForm>();
  const fields: ClassForm['fields'][number][] = [];
  const classes: ClassForm[] = [];
  let constructorForm: FunctionForm | undefined;
  for (const member of members) {
    switch (member.type) {
      case 'method_declaration':
        addMethod(methods, methodForm(member, lowering, entry));
        break;
      case 'constructor_declaration':
        constructorForm = longest(constructorForm, methodForm(member, lowering, undefined));
        break;
      case 'field_declaration':
        fields.push(...fieldsIn(member, lowering));
        break;
      case 'property_declaration':
        addProperty(member, lowering, { methods, fields });
        break;
      default:
        if (classTypes.has(member.type)) classes.push(classForm(member, lowering));
    }
  }
  return { methods, constructorForm, fields, classes };
}

function methodForm(node: SyntaxNode, lowering: Lowering, entry: string | undefined): FunctionForm {
  const named = fieldOf(node, 'name');
  const name = named === undefined ? '' : lowering.textOf(named);
  const isOpen =
    hasModifier(node, 'public', lowering) &&
    !hasModifier(node, 'static', lowering) &&
    !attributesOf(node, lowering).includes('NonAction');
  const form = functionForm(node, lowering, {
    name,
    parameters: fieldOf(node, 'parameters')?.children ?? [],
    entry: isOpen ? entry : undefined,
  });
  return entry === 'handler' && isOpen && showsPage.test(name)
    ? { ...form, body: [...form.body, shownAtEnd(form)] }
    : form;
}

/** Of a page's model (https://learn.microsoft.com/aspnet/core/razor-pages): the page is shown after it, unless it says what else. */
const showsPage = /^On(?:Get|Post|Put|Delete|Patch)/;

function shownAtEnd({ end }: FunctionForm): Statement {
  const span = { start: end, end };
  const callee = { kind: 'member', object: { kind: 'self', ...span }, name: 'Page', ...span } as const;
  return { kind: 'expression', value: { kind: 'call', callee, args: [], ...span }, ...span };
}

function fieldsIn(node: SyntaxNode, lowering: Lowering): ClassForm['fields'] {
  const declaration = childOf(node, 'variable_declaration');
  const type = typeText(fieldOf(declaration, 'type'), lowering);
  const isStatic = hasModifier(node, 'static', lowering) || hasModifier(node, 'const', lowering);
  return namedOf(declaration)
    .filter((one) => one.type === 'variable_declarator')
    .map((declarator) => {
      const [name, value] = namedOf(declarator);
      return {
        name: name === undefined ? '' : lowering.textOf(name),
        type,
        value: initialValue(value, type, lowering),
        isStatic,
      };
    });
}

/** `new()` is one of the declared class. */
export function initialValue(
  node: SyntaxNode | undefined,
  type: string | undefined,
  lowering: Lowering,
): Expression | undefined {
  const value = node && lowering.expression(node);
  if (value?.kind !== 'call' || node?.type !== 'implicit_object_creation_expression' || type === undefined)
    return value;
  const name = type.replace(/<.*$/s, '').replace(/^.*\./s, '');
  return { ...value, callee: { kind: 'name', name, ...spanOf(node) } };
}

interface Sorted {
  readonly methods: Map<string, FunctionForm>;
  readonly fields: ClassForm['fields'][number][];
}

/** A property without code is a field; one with code is asked like a method. */
function addProperty(node: SyntaxNode, lowering: Lowering, { methods, fields }: Sorted): void {
  const named = fieldOf(node, 'name');
  const name = named === undefined ? '' : lowering.textOf(named);
  const value = fieldOf(node, 'value');
  const type = typeText(fieldOf(node, 'type'), lowering);
  const getter = fieldsOf(fieldOf(node, 'accessors'), 'name').length > 0 ? getterOf(node) : undefined;
  const code = value?.type === 'arrow_expression_clause' ? node : getter;
  if (code !== undefined) {
    const form = functionForm(code, lowering, { name, parameters: [], isGetter: true });
    const body = code === node ? bodyOf(value, lowering) : form.body;
    const isStatic = hasModifier(node, 'static', lowering);
    methods.set(name, { ...form, body, isStatic, returns: type });
    return;
  }
  fields.push({
    name,
    type,
    value: boundProperty(node, lowering) ?? initialValue(value, type, lowering),
    isStatic: hasModifier(node, 'static', lowering),
  });
}

function getterOf(node: SyntaxNode): SyntaxNode | undefined {
  const accessors = namedOf(fieldOf(node, 'accessors'));
  return accessors.find((one) => childOf(one, 'get') !== undefined && bodyIn(one) !== undefined);
}
