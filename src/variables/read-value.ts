import type { Variable } from './variable.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Value = string | number | boolean | readonly string[];

export type Reading =
  | { readonly state: 'absent' }
  | { readonly state: 'value'; readonly value: Value }
  | { readonly state: 'wrong'; readonly message: string };

/** Most items of a list in the pipe form; a count beyond it is a mistake, and must not make us loop. */
const maxItems = 10_000;

/**
 * Reads one variable from the environment. The empty string counts as not set. Lists come as `a,b` or as Pipelines
 * hands a YAML list to a pipe: `X_COUNT=2`, `X_0=a`, `X_1=b`
 * (https://support.atlassian.com/bitbucket-cloud/docs/advanced-techniques-for-writing-pipes/).
 * A value that does not fit its type stays a string, for the schema to refuse.
 */
export function readValue(variable: Variable, environment: Environment): Reading {
  const text = environment[variable.name] || undefined;
  if (variable.type === 'array') return readList(variable, text, environment);
  if (isGivenAsList(variable.name, environment)) {
    return { state: 'wrong', message: `set as a list (${variable.name}_COUNT); it takes one value` };
  }
  if (text === undefined) return { state: 'absent' };
  return { state: 'value', value: parse(variable.type, text) };
}

/** A count alone may be somebody else's variable. */
function isGivenAsList(name: string, environment: Environment): boolean {
  return Boolean(environment[`${name}_COUNT`]) && environment[`${name}_0`] !== undefined;
}

function parse(type: 'string' | 'integer' | 'boolean', text: string): Value {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function readList(
  { name, default: usual }: Variable,
  text: string | undefined,
  environment: Environment,
): Reading {
  const count = environment[`${name}_COUNT`] || undefined;
  if (count === undefined) {
    if (text === undefined) return { state: 'absent' };
    const items = splitList(text);
    if (items.includes('')) return { state: 'wrong', message: `an item is empty in ${JSON.stringify(text)}` };
    return { state: 'value', value: items };
  }
  if (text !== undefined) {
    return { state: 'wrong', message: `set both as ${name} and as a list (${name}_COUNT); set one of them` };
  }
  if (!/^\d{1,6}$/.test(count) || Number(count) > maxItems) {
    return {
      state: 'wrong',
      message: `${name}_COUNT is ${JSON.stringify(count)}; accepted: 0 to ${maxItems}`,
    };
  }
  const items = Array.from({ length: Number(count) }, (_, index) => environment[`${name}_${index}`] ?? '');
  const missing = items.indexOf('');
  if (missing >= 0) {
    return {
      state: 'wrong',
      message: `${name}_COUNT is ${count}, but ${name}_${missing} is missing or empty`,
    };
  }
  if (items.length > 0) return { state: 'value', value: items };
  // Who says that there is nothing on the list does not ask for the default.
  return usual === undefined
    ? { state: 'absent' }
    : { state: 'wrong', message: `an empty list; leave it out for the default, ${JSON.stringify(usual)}` };
}

/** At its commas, but for those of a glob's braces, `{a,b}.sarif`. Braces that stay open are characters like others. */
function splitList(text: string): readonly string[] {
  const items: string[] = [];
  let from = 0;
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(/[{},]/g)) {
    if (mark === '{') depth += 1;
    if (mark === '}') depth -= 1;
    if (depth < 0) break;
    if (mark !== ',' || depth > 0) continue;
    items.push(text.slice(from, index));
    from = index + 1;
  }
  const whole = depth === 0 ? [...items, text.slice(from)] : text.split(',');
  return whole.map((item) => item.trim());
}
