import { posix } from 'node:path';
import type { Argument, Expression, Target } from '../../form/form.ts';
import { fieldOf, namedOf, type SyntaxNode } from '../../syntax/syntax-node.ts';
import { type Lowering, spanOf } from '../lowering.ts';
import { callOf } from './callables.ts';
import { targetOf } from './targets.ts';
import { formatted } from './text.ts';
import { trimmed } from './trimmed.ts';

interface Use {
  readonly node: SyntaxNode;
  readonly lowering: Lowering;
}
type Builtin = (args: readonly Argument[], use: Use, name: string) => Expression | undefined;

/**
 * Functions that are better told as what they do; undefined for all others.
 * https://www.php.net/manual/en/funcref.php
 */
export function builtin(name: string, args: readonly Argument[], use: Use): Expression | undefined {
  return Object.hasOwn(builtins, name) ? builtins[name]?.(args, use, name) : undefined;
}

const isIn: Builtin = ([item, group], { node }) =>
  item && group && { kind: 'binary', operator: 'in', left: item.value, right: group.value, ...spanOf(node) };

const contains: Builtin = ([text, sought], { node }) =>
  text &&
  sought && { kind: 'binary', operator: 'in', left: sought.value, right: text.value, ...spanOf(node) };

const fill: Builtin = ([format, ...args], { node }) =>
  format?.value.kind === 'constant' && args.every(({ spread }) => !spread)
    ? formatted(
        String(format.value.value),
        args.map(({ value }) => value),
        spanOf(node),
      )
    : undefined;

/** What a function leaves in a variable that it is given, and then what it says itself. */
const leaves =
  (place: number, made: string): Builtin =>
  (args, { node, lowering }, name) => {
    const target = targetAt(place, node, lowering);
    if (target === undefined) return undefined;
    const span = spanOf(node);
    const call = (called: string): Expression => ({
      kind: 'call',
      callee: { kind: 'name', name: called, start: node.start, end: node.start + name.length },
      args: args.slice(0, place),
      ...span,
    });
    return {
      kind: 'binary',
      operator: '&&',
      left: { kind: 'assign', target, value: call(made), ...span },
      right: call(name),
      ...span,
    };
  };

function targetAt(place: number, node: SyntaxNode, lowering: Lowering): Target | undefined {
  const argument = namedOf(fieldOf(node, 'arguments'))[place];
  const target = argument && targetOf(namedOf(argument)[0], lowering);
  return target?.kind === 'nothing' ? undefined : target;
}

const append: Builtin = (args, { node, lowering }) => {
  const [object, ...added] = args;
  const place = targetAt(0, node, lowering);
  if (object === undefined || place === undefined) return undefined;
  const span = spanOf(node);
  const key: Expression = { kind: 'other', parts: [], ...span };
  return {
    kind: 'other',
    parts: added.map(({ value }) => ({
      kind: 'assign',
      target: { kind: 'element', object: object.value, key, creates: true, ...span },
      value,
      ...span,
    })),
    ...span,
  };
};

/** `compact('a', 'b')`: variables by their names. */
const compact: Builtin = (args, { node, lowering }) => ({
  kind: 'map',
  entries: args.flatMap(({ value }) => {
    if (value.kind !== 'constant') return [];
    const name = `$${String(value.value)}`;
    lowering.scope.declare(name);
    return [{ key: value, value: { kind: 'name', name, start: value.start, end: value.end } as const }];
  }),
  ...spanOf(node),
});

/** Whether one of the keys is there: who asks so has a list of them. */
const isSet: Builtin = (args, { node }) => {
  const tests = args.flatMap(({ value }): Expression[] =>
    value.kind === 'element' && value.key.kind !== 'constant'
      ? [
          {
            kind: 'binary',
            operator: 'in',
            left: value.key,
            right: value.object,
            start: value.start,
            end: value.end,
          },
        ]
      : [],
  );
  return tests.reduceRight<Expression | undefined>(
    (rest, test) =>
      rest === undefined
        ? test
        : { kind: 'binary', operator: '&&', left: test, right: rest, ...spanOf(node) },
    undefined,
  );
};

const folder: Builtin = ([path, levels], { node }) =>
  path?.value.kind === 'constant' && typeof path.value.value === 'string' && levels === undefined
    ? { kind: 'constant', value: posix.dirname(path.value.value), ...spanOf(node) }
    : undefined;

const itemName = '$ item';

/** What a function makes of each element; undefined where it is not known which. */
const mapped: Builtin = ([callable, over, ...others], { node, lowering }) => {
  if (callable === undefined || over === undefined) return undefined;
  const span = spanOf(node);
  const key: Expression = { kind: 'other', parts: [], ...span };
  const besides = others.map(
    ({ value }): Argument => ({
      value: { kind: 'element', object: value, key, ...span },
    }),
  );
  const element = callOf(callable.value, [{ value: { kind: 'name', name: itemName, ...span } }, ...besides]);
  if (element === undefined) return undefined;
  lowering.scope.declare(itemName);
  const target = { kind: 'name', name: itemName, ...span } as const;
  return { kind: 'each', target, over: over.value, tests: [], element, ...span };
};

/** The elements of which a function says so; undefined where it is not known which. */
const chosen: Builtin = ([over, callable, ...others], { node, lowering }) => {
  if (callable === undefined || over === undefined || others.length > 0) return undefined;
  const test = callOf(callable.value, [{ value: { kind: 'name', name: itemName, ...spanOf(node) } }]);
  return test && eachThat(test, over.value, { node, lowering });
};

/** The elements that are in all of them. */
const shared: Builtin = ([over, other], { node, lowering }) => {
  if (over === undefined || other === undefined) return undefined;
  const span = spanOf(node);
  const item = { kind: 'name', name: itemName, ...span } as const;
  const test = { kind: 'binary', operator: 'in', left: item, right: other.value, ...span } as const;
  return eachThat(test, over.value, { node, lowering });
};

function eachThat(
  test: Expression,
  over: Expression,
  { node, lowering }: Parameters<Builtin>[1],
): Expression {
  lowering.scope.declare(itemName);
  const item = { kind: 'name', name: itemName, ...spanOf(node) } as const;
  return { kind: 'each', target: item, over, tests: [test], element: item, ...spanOf(node) };
}

/** Arrays one over another: what stands under a key of the last one is its own. */
const merged: Builtin = (args, { node }) =>
  args.length < 2 || args.some(({ spread }) => spread)
    ? undefined
    : { kind: 'map', entries: args.map(({ value }) => ({ value })), ...spanOf(node) };

const calledWith: Builtin = ([callable, ...args]) => callable && callOf(callable.value, args);

const calledWithAll: Builtin = ([callable, args]) =>
  callable && args && callOf(callable.value, [{ ...args, spread: true }]);

/** `apply_filters('name', $value, …)` of WordPress gives the value back; the others only tell what it is about. */
const filtered: Builtin = ([, ...given], { node }) => {
  if (given.length < 2 || given.some(({ spread }) => spread)) return undefined;
  const span = spanOf(node);
  const first: Expression = { kind: 'constant', value: 0, ...span };
  return { kind: 'element', object: { kind: 'list', items: given, ...span }, key: first, ...span };
};

const typesSet: Readonly<Record<string, string>> = {
  int: 'int',
  integer: 'int',
  float: 'float',
  double: 'float',
  bool: 'bool',
  boolean: 'bool',
};

/** `settype($x, 'int')` */
const setType: Builtin = ([held, type], { node, lowering }) => {
  const target = targetAt(0, node, lowering);
  const name = type?.value.kind === 'constant' ? typesSet[String(type.value.value).toLowerCase()] : undefined;
  if (held === undefined || target === undefined || name === undefined) return undefined;
  const span = spanOf(node);
  return {
    kind: 'assign',
    target,
    value: { kind: 'typed', value: held.value, type: name, ...span },
    ...span,
  };
};

const keepsText: Builtin = (args, { node }, name) => trimmed(name, args, node);

const builtins: Readonly<Record<string, Builtin>> = {
  in_array: isIn,
  array_key_exists: isIn,
  key_exists: isIn,
  isset: isSet,
  str_contains: contains,
  sprintf: fill,
  trim: keepsText,
  ltrim: keepsText,
  rtrim: keepsText,
  chop: keepsText,
  preg_replace: keepsText,
  preg_match: leaves(2, 'preg_match_groups'),
  preg_match_all: leaves(2, 'preg_match_groups'),
  parse_str: leaves(1, 'parse_str'),
  mb_parse_str: leaves(1, 'parse_str'),
  array_push: append,
  array_map: mapped,
  array_filter: chosen,
  array_intersect: shared,
  array_merge: merged,
  array_replace: merged,
  apply_filters: filtered,
  call_user_func: calledWith,
  call_user_func_array: calledWithAll,
  settype: setType,
  compact,
  dirname: folder,
};

const searches = new Set(['strpos', 'stripos', 'mb_strpos', 'mb_stripos', 'strstr', 'stristr', 'strrpos']);

/** `strpos($text, $sought) === false`, and whether it is so. */
export function searched(
  operator: string,
  sides: readonly (SyntaxNode | undefined)[],
  lowering: Lowering,
): Expression | undefined {
  const call = sides.find((side) => side?.type === 'function_call_expression');
  const other = sides.find((side) => side !== call);
  if (call === undefined || other === undefined) return undefined;
  const name = fieldOf(call, 'function');
  if (name === undefined || !searches.has(lowering.textOf(name).toLowerCase())) return undefined;
  const [text, sought] = namedOf(fieldOf(call, 'arguments')).map((one) =>
    lowering.expression(namedOf(one)[0]),
  );
  if (text === undefined || sought === undefined) return undefined;
  const compared = lowering.textOf(other).toLowerCase();
  const isEqual = operator.startsWith('=');
  if (compared === 'false')
    return {
      kind: 'binary',
      operator: isEqual ? 'not in' : 'in',
      left: sought,
      right: text,
      ...spanOf(call),
    };
  if (compared !== '0') return undefined;
  const starts: Expression = {
    kind: 'call',
    callee: { kind: 'name', name: 'str_starts_with', ...spanOf(name) },
    args: [{ value: text }, { value: sought }],
    ...spanOf(call),
  };
  return isEqual ? starts : { kind: 'unary', operator: '!', operand: starts, ...spanOf(call) };
}
