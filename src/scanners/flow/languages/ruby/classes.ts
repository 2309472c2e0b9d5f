import type { ClassForm, FunctionForm, ModuleForm, Statement } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { namelessFunction } from '../nameless-function.ts';
import { accessors } from './accessors.ts';
import { blockForm, methodForm } from './functions.ts';
import { lastName } from './names.ts';
import { bodyOf } from './tails.ts';
import { nameTarget } from './targets.ts';
import { impliedView, isOfAll, layoutForm, layoutMethod } from './views.ts';

/** What a file declares, wherever in it: classes and constants go by their simple names. */
interface Declared {
  readonly classes: ClassForm[];
  readonly constants: SyntaxNode[];
}

/** What a class has, as far as its body is read. */
interface Members {
  readonly methods: Map<string, FunctionForm>;
  readonly bases: string[];
  /** Methods that run before others. */
  readonly filters: string[];
  /** What is run when the class is made. */
  readonly rest: SyntaxNode[];
}

/** The file as a class of its own: what stands outside of all others is called like methods, too. */
export function lowerProgram(file: string, tree: SyntaxNode, lowering: Lowering): ModuleForm {
  const { result: body, locals } = lowering.scope.within(() => {
    const declared: Declared = { classes: [], constants: [] };
    for (const name of constantsIn(tree, lowering)) lowering.scope.declare(name);
    const main = formOf('main', tree, namedOf(tree), { declared, lowering, bases: [] });
    const classes = [...declared.classes, main];
    for (const { name } of classes) lowering.scope.declare(name);
    return [
      ...classes.map((form): Statement => ({ kind: 'class', form, start: form.start, end: form.end })),
      ...declared.constants.flatMap((node) => constantOf(node, lowering)),
    ];
  });
  return { file, body, locals };
}

function constantsIn(node: SyntaxNode, lowering: Lowering): readonly string[] {
  const own = node.type === 'assignment' ? fieldOf(node, 'left') : undefined;
  const names = own?.type === 'constant' ? [lowering.textOf(own)] : [];
  if (/^(?:method|singleton_method|call|argument_list)$/.test(node.type)) return names;
  return [...names, ...node.children.flatMap((child) => (child.named ? constantsIn(child, lowering) : []))];
}

function constantOf(node: SyntaxNode, lowering: Lowering): readonly Statement[] {
  const left = fieldOf(node, 'left') ?? node;
  const target = nameTarget(lowering.textOf(left), left, lowering);
  const value = lowering.expression(fieldOf(node, 'right'));
  return [{ kind: 'expression', value: { kind: 'assign', target, value, ...spanOf(node) }, ...spanOf(node) }];
}

interface Reading {
  readonly declared: Declared;
  readonly lowering: Lowering;
  readonly bases: readonly string[];
}

function formOf(
  name: string,
  node: SyntaxNode,
  body: readonly SyntaxNode[],
  { declared, lowering, bases }: Reading,
): ClassForm {
  const members: Members = { methods: new Map(), bases: [...bases], filters: [], rest: [] };
  readBody(body, members, { declared, lowering, bases }, false);
  const made = members.methods.get('initialize');
  if (isOfAll(name, lowering) && !members.methods.has(layoutMethod))
    members.methods.set(layoutMethod, layoutForm('application', node));
  const first = filtersForm(members.filters, made, node);
  if (members.rest.length > 0) members.methods.set(' body', bodyForm(members.rest, node, lowering));
  return {
    name,
    bases: members.bases,
    annotations: [],
    methods: members.methods,
    constructorForm: first ?? made,
    fields: [],
    classes: [],
    explicit: true,
    ...spanOf(node),
  };
}

/** `before_action :load`: what it sets is there in all other methods. */
function filtersForm(
  filters: readonly string[],
  made: FunctionForm | undefined,
  node: SyntaxNode,
): FunctionForm | undefined {
  if (filters.length === 0 || made !== undefined) return undefined;
  const span = { start: node.start, end: node.start };
  const body = filters.map((name): Statement => {
    const callee = { kind: 'member', object: { kind: 'self', ...span }, name, ...span } as const;
    return { kind: 'expression', value: { kind: 'call', callee, args: [], ...span }, ...span };
  });
  return { ...namelessFunction, name: 'constructor', body, locals: new Set(), ...span };
}

function bodyForm(rest: readonly SyntaxNode[], node: SyntaxNode, lowering: Lowering): FunctionForm {
  const { result: body, locals } = lowering.scope.within(() => lowering.statements(rest), true);
  return { ...namelessFunction, name: ' body', body, locals, ...spanOf(node) };
}

function readBody(nodes: readonly SyntaxNode[], members: Members, reading: Reading, isStatic: boolean): void {
  for (const node of nodes) readMember(node, members, reading, isStatic);
}

function readMember(node: SyntaxNode, members: Members, reading: Reading, isStatic: boolean): void {
  const { declared, lowering } = reading;
  switch (node.type) {
    case 'method':
    case 'singleton_method':
      addMethod(node, members, lowering, isStatic || node.type === 'singleton_method');
      return;
    case 'class':
    case 'module': {
      const name = lowering.textOf(fieldOf(node, 'name') ?? node);
      const base = namedOf(fieldOf(node, 'superclass'))[0];
      const bases = base === undefined || base.type === 'call' ? [] : [lowering.textOf(base)];
      const body = bodyOf(fieldOf(node, 'body'));
      declared.classes.push(formOf(lastName(name), node, body, { ...reading, bases }));
      return;
    }
    case 'singleton_class':
      readBody(bodyOf(fieldOf(node, 'body')), members, reading, true);
      return;
    case 'assignment':
      if (fieldOf(node, 'left')?.type === 'constant') declared.constants.push(node);
      else members.rest.push(node);
      return;
    case 'call':
      readCall(node, members, reading, isStatic);
      return;
    default:
      members.rest.push(node);
  }
}

function addMethod(node: SyntaxNode, members: Members, lowering: Lowering, isStatic: boolean): void {
  const name = lowering.textOf(fieldOf(node, 'name') ?? node);
  const takesNothing = namedOf(fieldOf(node, 'parameters')).length === 0;
  const before = takesNothing && !isStatic ? impliedView(node, name, lowering) : [];
  members.methods.set(name, methodForm(node, lowering, { isStatic, before }));
}

const inside =
  /^(?:included|prepended|class_methods|helpers|concerning|class_eval|instance_eval|configure|register)$/;
const filters = /^(?:prepend_|append_)?(?:before|around)_(?:action|filter)$/;

/** What a class says by calls in its body. */
function readCall(node: SyntaxNode, members: Members, reading: Reading, isStatic: boolean): void {
  const isRead =
    fieldOf(node, 'receiver') === undefined &&
    (readLayout(node, members, reading) || readDeclaration(node, members, reading, isStatic));
  if (!isRead) members.rest.push(node);
}

/** `layout 'wide'` */
function readLayout(node: SyntaxNode, members: Members, { lowering }: Reading): boolean {
  const name = lowering.textOf(fieldOf(node, 'method') ?? node);
  const [around] = namedOf(fieldOf(node, 'arguments'));
  if (name !== 'layout' || around?.type !== 'string') return false;
  members.methods.set(layoutMethod, layoutForm(lowering.textOf(around).slice(1, -1), node));
  return true;
}

function readDeclaration(node: SyntaxNode, members: Members, reading: Reading, isStatic: boolean): boolean {
  const { lowering } = reading;
  const name = lowering.textOf(fieldOf(node, 'method') ?? node);
  const args = namedOf(fieldOf(node, 'arguments'));
  const block = fieldOf(node, 'block');
  const methods = args.filter(({ type }) => /method$/.test(type));
  if (methods.length > 0) {
    // `private def …`
    readBody(methods, members, reading, isStatic);
    return true;
  }
  if (/^(?:include|extend|prepend)$/.test(name)) {
    const modules = args.filter(({ type }) => /^(?:constant|scope_resolution)$/.test(type));
    members.bases.push(...modules.map((one) => lowering.textOf(one)));
    return true;
  }
  if (/^(?:[mc]?attr_|attr$)/.test(name)) {
    for (const one of accessors(name, args, lowering)) members.methods.set(one.name, one);
    return true;
  }
  if (block !== undefined && inside.test(name)) {
    const body = bodyOf(fieldOf(block, 'body'));
    readBody(body, members, reading, isStatic || name === 'class_methods');
    return true;
  }
  const symbols = args.filter(({ type }) => type === 'simple_symbol');
  if (block === undefined && filters.test(name)) {
    members.filters.push(...symbols.map((one) => lowering.textOf(one).slice(1)));
    return true;
  }
  const made = args.find(isFunction) ?? block;
  if (symbols[0] === undefined || made === undefined || !/^(?:scope|define_method)$/.test(name)) return false;
  const called = lowering.textOf(symbols[0]).slice(1);
  const form = blockForm(made, lowering);
  members.methods.set(called, { ...form, name: called, isStatic: name === 'scope' });
  return true;
}

const isFunction = ({ type }: SyntaxNode) => type === 'lambda';
