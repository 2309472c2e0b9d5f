import { posix } from 'node:path';
import type { Expression, MapEntry } from '../../form/form.ts';
import { childOf, fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { constant } from '../shared-expressions.ts';
import { answered } from './answers.ts';
import { searched } from './builtins.ts';
import { creation, functionCall, methodCall, named, scopeOf, staticCall } from './calls.ts';
import { closure } from './declarations.ts';
import { isSuperglobal, simpleName } from './names.ts';
import { targetOf } from './targets.ts';
import { filledText, heredoc, nowdoc, plainLiteral } from './text.ts';

type Handler = (node: SyntaxNode, lowering: Lowering) => Expression;

const inner: Handler = (node, lowering) => lowering.expression(namedOf(node)[0]);

const number: Handler = (node, lowering) => ({
  kind: 'constant',
  value: Number(lowering.textOf(node).replaceAll('_', '')) || 0,
  ...spanOf(node),
});

/** A value that is known to be nothing that can carry text. */
const ofNumbers = (left: Expression, right: Expression, node: SyntaxNode): Expression => ({
  kind: 'binary',
  operator: 'numeric',
  left,
  right,
  ...spanOf(node),
});

const words: Readonly<Record<string, string>> = { and: '&&', or: '||', '<>': '!=' };
/** What other languages do to texts with these, PHP does to numbers. */
const numeric = new Set(['+', '-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', 'xor', '<=>']);

function combined(operator: string, left: Expression, right: Expression, node: SyntaxNode): Expression {
  const span = spanOf(node);
  if (operator === '.') return { kind: 'text', parts: [...partsOf(left), ...partsOf(right)], ...span };
  const isJoined = operator === '+' && [left, right].some(({ kind }) => kind === 'list' || kind === 'map');
  if (isJoined) return { kind: 'binary', operator: '|', left, right, ...span };
  if (numeric.has(operator)) return ofNumbers(left, right, node);
  return { kind: 'binary', operator: words[operator.toLowerCase()] ?? operator, left, right, ...span };
}

const partsOf = (one: Expression): readonly Expression[] => (one.kind === 'text' ? one.parts : [one]);

const binary: Handler = (node, lowering) => {
  const operator = fieldOf(node, 'operator')?.type ?? '';
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  if (operator === 'instanceof') return named('instanceof', [{ value: lowering.expression(left) }], node);
  const search = /^[!=]==?$/.test(operator) ? searched(operator, [left, right], lowering) : undefined;
  const said = search ?? answered(operator, [left, right], lowering);
  return said ?? combined(operator, lowering.expression(left), lowering.expression(right), node);
};

const variable: Handler = (node, lowering) => {
  const name = lowering.textOf(node);
  if (name === '$this') return { kind: 'self', ...spanOf(node) };
  if (!isSuperglobal(name)) {
    lowering.scope.declare(name);
    return { kind: 'name', name, ...spanOf(node) };
  }
  const object: Expression = { kind: 'name', name: '$', ...spanOf(node) };
  return { kind: 'member', object, name: name.slice(1), ...spanOf(node) };
};

const member: Handler = (node, lowering) => {
  const object = lowering.expression(fieldOf(node, 'object'));
  const name = fieldOf(node, 'name');
  return name?.type === 'name'
    ? { kind: 'member', object, name: lowering.textOf(name), ...spanOf(node) }
    : { kind: 'element', object, key: lowering.expression(name), ...spanOf(node) };
};

const element: Handler = (node, lowering) => {
  const [object, key] = namedOf(node);
  // Each upload has the same parts, whatever its field is called.
  if (object?.type === 'variable_name' && lowering.textOf(object) === '$_FILES')
    return {
      kind: 'member',
      object: { kind: 'name', name: '$', ...spanOf(object) },
      name: '_FILES[]',
      ...spanOf(node),
    };
  return {
    kind: 'element',
    object: lowering.expression(object),
    key: key === undefined ? { kind: 'other', parts: [], ...spanOf(node) } : lowering.expression(key),
    ...spanOf(node),
  };
};

const assignment: Handler = (node, lowering) => {
  const right = fieldOf(node, 'right');
  return {
    kind: 'assign',
    value: lowering.expression(right),
    target: targetOf(fieldOf(node, 'left'), lowering),
    // Arrays are values.
    copies: node.type === 'assignment_expression',
    ...spanOf(node),
  };
};

/** Begins with a tag: it is put into a page that is written later, often in another file. */
function hasMarkup(value: Expression): boolean {
  const [first] = value.kind === 'text' ? value.parts : [];
  return first?.kind === 'constant' && typeof first.value === 'string' && /<\/?[a-z]/i.test(first.value);
}

const augmented: Handler = (node, lowering) => {
  const left = fieldOf(node, 'left');
  const operator = fieldOf(node, 'operator')?.type.replace(/=$/, '') ?? '';
  const right = fieldOf(node, 'right');
  const [before, added] = [lowering.expression(left), lowering.expression(right)];
  const isPage = operator === '.' && left?.type === 'variable_name' && hasMarkup(added);
  return {
    kind: 'assign',
    target: targetOf(left, lowering),
    value: combined(
      operator,
      before,
      isPage ? named('markup', [{ value: added }], right ?? node) : added,
      node,
    ),
    ...spanOf(node),
  };
};

const array: Handler = (node, lowering) => {
  const items = namedOf(node).filter(({ type }) => type === 'array_element_initializer');
  const isMap = items.some((item) => childOf(item, '=>') !== undefined);
  if (!isMap)
    return {
      kind: 'list',
      items: items.map((item) => {
        const spread = childOf(item, 'variadic_unpacking');
        return {
          value: lowering.expression(namedOf(spread ?? item)[0]),
          ...(spread !== undefined && { spread: true }),
        };
      }),
      ...spanOf(node),
    };
  const entries = items.map((item, index): MapEntry => {
    const [first, second] = namedOf(item);
    if (first?.type === 'variadic_unpacking') return { value: lowering.expression(namedOf(first)[0]) };
    if (second !== undefined) return { key: lowering.expression(first), value: lowering.expression(second) };
    return {
      key: { kind: 'constant', value: index, ...spanOf(item) },
      value: lowering.expression(first),
    };
  });
  return { kind: 'map', entries, ...spanOf(node) };
};

const choice: Handler = (node, lowering) => {
  const [test, yes, no] = ['condition', 'body', 'alternative'].map((field) => fieldOf(node, field));
  if (yes === undefined) return combined('||', lowering.expression(test), lowering.expression(no), node);
  return {
    kind: 'choice',
    test: lowering.expression(test),
    yes: lowering.expression(yes),
    no: lowering.expression(no),
    ...spanOf(node),
  };
};

/** `match` as choices one within the other. */
const match: Handler = (node, lowering) => {
  const condition = fieldOf(node, 'condition');
  const subject = lowering.expression(condition);
  const isTrue = subject.kind === 'constant' && subject.value === true;
  const arms = namedOf(fieldOf(node, 'body'));
  return arms.reduceRight<Expression>(
    (no, arm) => {
      const value = lowering.expression(fieldOf(arm, 'return_expression'));
      if (arm.type !== 'match_conditional_expression') return value;
      const tests = namedOf(fieldOf(arm, 'conditional_expressions')).map((one): Expression => {
        const right = lowering.expression(one);
        return isTrue ? right : { kind: 'binary', operator: '===', left: subject, right, ...spanOf(one) };
      });
      const test = tests.reduce((left, right) => combined('||', left, right, arm));
      return { kind: 'choice', test, yes: value, no, ...spanOf(arm) };
    },
    { kind: 'constant', value: null, ...spanOf(node) },
  );
};

const casts: Readonly<Record<string, string>> = { integer: 'int', boolean: 'bool', real: 'float' };

const cast: Handler = (node, lowering) => {
  const type = fieldOf(node, 'type');
  const value = lowering.expression(fieldOf(node, 'value'));
  const name = type === undefined ? '' : lowering.textOf(type).trim().toLowerCase();
  const known = casts[name] ?? name;
  if (known === 'string') return { kind: 'text', parts: [value], ...spanOf(node) };
  return /^(?:int|float|double|bool)$/.test(known)
    ? { kind: 'typed', value, type: known, ...spanOf(node) }
    : value;
};

/** `__DIR__` is known: files say by it which others they load. */
const bareName: Handler = (node, lowering) => {
  const text = simpleName(node, lowering);
  const places: Readonly<Record<string, string>> = {
    __DIR__: posix.dirname(lowering.file),
    __FILE__: lowering.file,
  };
  if (Object.hasOwn(places, text)) return { kind: 'constant', value: places[text] ?? '', ...spanOf(node) };
  // Without brackets these are calls, too.
  if (/^(?:die|exit)$/i.test(text)) return named('exit', [], node);
  return { kind: 'name', name: text, ...spanOf(node) };
};

const calledAs =
  (name: string): Handler =>
  (node, lowering) =>
    named(name, lowering.arguments(namedOf(node)), node);

const included: Handler = (node, lowering) => {
  const [part] = namedOf(node);
  const path = lowering.expression(part);
  return { kind: 'include', call: named('include', [{ value: path }], node), path, ...spanOf(node) };
};

export const expressions: Readonly<Record<string, Handler>> = {
  variable_name: variable,
  name: bareName,
  qualified_name: bareName,
  boolean: (node, lowering) => constant(/^t/i.test(lowering.textOf(node)))(node, lowering),
  null: constant(null),
  integer: number,
  float: number,
  string: plainLiteral,
  encapsed_string: filledText,
  heredoc,
  nowdoc,
  shell_command_expression: (node, lowering) =>
    named('shell_exec', [{ value: filledText(node, lowering) }], node),
  parenthesized_expression: inner,
  error_suppression_expression: inner,
  clone_expression: inner,
  by_ref: inner,
  binary_expression: binary,
  unary_op_expression: (node, lowering) => ({
    kind: 'unary',
    operator: fieldOf(node, 'operator')?.type ?? '',
    operand: lowering.expression(fieldOf(node, 'argument') ?? namedOf(node)[0]),
    ...spanOf(node),
  }),
  update_expression: (node, lowering) => {
    const argument = fieldOf(node, 'argument');
    const one: Expression = { kind: 'constant', value: 1, ...spanOf(node) };
    const value = ofNumbers(lowering.expression(argument), one, node);
    return { kind: 'assign', target: targetOf(argument, lowering), value, ...spanOf(node) };
  },
  conditional_expression: choice,
  match_expression: match,
  cast_expression: cast,
  assignment_expression: assignment,
  reference_assignment_expression: assignment,
  augmented_assignment_expression: augmented,
  array_creation_expression: array,
  member_access_expression: member,
  nullsafe_member_access_expression: member,
  scoped_property_access_expression: (node, lowering) => {
    const name = fieldOf(node, 'name');
    return {
      kind: 'member',
      object: scopeOf(fieldOf(node, 'scope'), lowering),
      name: name === undefined ? '' : lowering.textOf(name).replace(/^\$/, ''),
      ...spanOf(node),
    };
  },
  class_constant_access_expression: (node, lowering) => {
    const [scope, name] = namedOf(node);
    const text = name === undefined ? '' : lowering.textOf(name);
    if (text === 'class') return { kind: 'constant', value: simpleName(scope, lowering), ...spanOf(node) };
    return { kind: 'member', object: scopeOf(scope, lowering), name: text, ...spanOf(node) };
  },
  subscript_expression: element,
  function_call_expression: functionCall,
  member_call_expression: methodCall,
  nullsafe_member_call_expression: methodCall,
  scoped_call_expression: staticCall,
  object_creation_expression: creation,
  anonymous_function: closure,
  arrow_function: closure,
  print_intrinsic: calledAs('print'),
  include_expression: included,
  include_once_expression: included,
  require_expression: included,
  require_once_expression: included,
};
