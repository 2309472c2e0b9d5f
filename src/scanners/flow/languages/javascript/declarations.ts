import type { ClassForm, Expression, FunctionForm, Parameter, Statement } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { offered, resolvers } from './offered.ts';
import { targetOf } from './targets.ts';

export function methodName(node: SyntaxNode, lowering: Lowering): string {
  const name = fieldOf(node, 'name') ?? fieldOf(node, 'property');
  return name === undefined ? '' : lowering.textOf(name).replaceAll(/['"]/g, '');
}

export function functionForm(
  node: SyntaxNode,
  lowering: Lowering,
  name: string,
  decorators: readonly SyntaxNode[] = [],
): FunctionForm {
  const single = fieldOf(node, 'parameter');
  const { result, locals } = lowering.scope.within(() => {
    const nodes = single === undefined ? namedOf(fieldOf(node, 'parameters')) : [single];
    const parameters = nodes.map((one, index) => parameterOf(one, lowering, index));
    return { parameters, body: bodyOf(fieldOf(node, 'body'), lowering) };
  });
  return {
    name,
    ...result,
    locals,
    annotations: decorators.map((one) => decoratorName(one, lowering)),
    annotationText: decorators.map((one) => lowering.textOf(one)).join('\n'),
    takesSelf: false,
    isStatic: node.children.some(({ type }) => type === 'static'),
    isGetter: node.children.some(({ type }) => type === 'get'),
    ...spanOf(node),
  };
}

const functionTypes = new Set(['arrow_function', 'function_expression', 'function', 'generator_function']);

/** A value; a function without a name goes by that of what it is assigned to, and a map may be one of resolvers by it. */
export function namedValue(node: SyntaxNode | undefined, name: string, lowering: Lowering): Expression {
  if (node?.type === 'object' && resolvers.has(name)) return offered(lowering.expression(node), 'resolver');
  if (node === undefined || !functionTypes.has(node.type)) return lowering.expression(node);
  return { kind: 'function', form: functionForm(node, lowering, name), ...spanOf(node) };
}

/** An arrow function's body may be its value. */
function bodyOf(body: SyntaxNode | undefined, lowering: Lowering): readonly Statement[] {
  if (body === undefined) return [];
  if (body.type === 'statement_block') return lowering.statements(namedOf(body));
  return [{ kind: 'return', value: lowering.expression(body), ...spanOf(body) }];
}

function decoratorName(node: SyntaxNode, lowering: Lowering): string {
  const value = namedOf(node)[0];
  const callee = value?.type === 'call_expression' ? fieldOf(value, 'function') : value;
  return callee === undefined ? '' : lowering.textOf(callee);
}

/** Of `@Param('id', ParseIntPipe)` and `@Param('id', new ParseIntPipe())`: what the value goes through first. */
function pipeNames(decorator: SyntaxNode, lowering: Lowering): readonly string[] {
  return namedOf(fieldOf(namedOf(decorator)[0], 'arguments')).flatMap((given) => {
    const pipe = given.type === 'new_expression' ? fieldOf(given, 'constructor') : given;
    return pipe?.type === 'identifier' ? [lowering.textOf(pipe)] : [];
  });
}

function parameterOf(node: SyntaxNode, lowering: Lowering, index: number): Parameter {
  const pattern = fieldOf(node, 'pattern') ?? fieldOf(node, 'left') ?? node;
  const inner = pattern.type === 'rest_pattern' ? (namedOf(pattern)[0] ?? pattern) : pattern;
  const value = fieldOf(node, 'value') ?? fieldOf(node, 'right');
  const type = fieldOf(node, 'type');
  const isName = inner.type === 'identifier';
  // What is taken apart at once has no name of its own.
  const name = isName ? lowering.textOf(inner) : ` ${index}`;
  lowering.scope.declare(name);
  return {
    name,
    target: isName ? undefined : targetOf(inner, lowering, true),
    type: type && lowering.textOf(type).replace(/^:\s*/, ''),
    annotations: node.children
      .filter((child) => child.type === 'decorator')
      .flatMap((child) => [decoratorName(child, lowering), ...pipeNames(child, lowering)]),
    default: value && lowering.expression(value),
    ...(pattern.type === 'rest_pattern' && { rest: true }),
    ...spanOf(node),
  };
}

export function classForm(node: SyntaxNode, lowering: Lowering): ClassForm {
  const named = fieldOf(node, 'name');
  const methods = new Map<string, FunctionForm>();
  const fields: ClassForm['fields'][number][] = [];
  lowering.scope.within(() => {
    let decorators: SyntaxNode[] = [];
    for (const member of namedOf(fieldOf(node, 'body'))) {
      if (member.type === 'decorator') {
        decorators.push(member);
        continue;
      }
      if (member.type === 'method_definition') {
        const name = methodName(member, lowering);
        methods.set(name, functionForm(member, lowering, name, decorators));
        if (name === 'constructor') fields.push(...fieldsIn(member, lowering));
      } else if (member.type.endsWith('field_definition')) fields.push(fieldIn(member, lowering, decorators));
      decorators = [];
    }
  });
  const heritage = childOf(node, 'class_heritage');
  return {
    name: named === undefined ? '' : lowering.textOf(named),
    bases: heritage === undefined ? [] : basesOf(lowering.textOf(heritage)),
    annotations: node.children
      .filter(({ type }) => type === 'decorator')
      .map((one) => decoratorName(one, lowering)),
    methods,
    constructorForm: methods.get('constructor'),
    fields,
    classes: [],
    ...spanOf(node),
  };
}

function basesOf(heritage: string): readonly string[] {
  return [...heritage.matchAll(/[\w.$]+/g)]
    .map(([name]) => name)
    .filter((name) => !/^(?:extends|implements)$/.test(name));
}

/** `constructor(private users: Users)` declares a field, too. */
function fieldsIn(method: SyntaxNode, lowering: Lowering): ClassForm['fields'][number][] {
  return namedOf(fieldOf(method, 'parameters')).flatMap((parameter) => {
    const isField = parameter.children.some(
      ({ type }) => type === 'accessibility_modifier' || type === 'readonly',
    );
    const name = fieldOf(parameter, 'pattern');
    const type = fieldOf(parameter, 'type');
    if (!isField || name === undefined || type === undefined) return [];
    return [
      {
        name: lowering.textOf(name),
        type: lowering.textOf(type).replace(/^:\s*/, ''),
        value: undefined,
        isStatic: false,
      },
    ];
  });
}

/** Answered with an error unless it is so: https://github.com/typestack/class-validator#validation-decorators */
const limiting =
  /^(?:IsInt|IsNumber|IsBoolean|IsDate|IsDateString|IsISO8601|IsUUID|IsEnum|IsIn|IsMongoId|IsNumberString|IsAlphanumeric|IsPositive|IsIP|Equals)$/;

/** The same by a pattern of letters, digits and `-`. */
const limitingPattern =
  /^@Matches\(\s*\/\^(?:[\w()?:|+*-]|\[(?:[\w-]|\\[wd])+\]|\{[\d,]+\}|\\[wd-])+\$\/[a-z]*\s*[,)]/;

function fieldIn(
  node: SyntaxNode,
  lowering: Lowering,
  before: readonly SyntaxNode[],
): ClassForm['fields'][number] {
  const type = fieldOf(node, 'type');
  const value = fieldOf(node, 'value');
  const decorators = [...before, ...node.children.filter((child) => child.type === 'decorator')];
  const isLimited = decorators.some(
    (one) => limiting.test(decoratorName(one, lowering)) || limitingPattern.test(lowering.textOf(one)),
  );
  return {
    name: methodName(node, lowering),
    // Whatever it is declared as, no text of the sender's choice.
    type: isLimited ? 'UUID' : type && lowering.textOf(type).replace(/^:\s*/, ''),
    value: value && lowering.expression(value),
    isStatic: node.children.some((child) => child.type === 'static'),
  };
}
