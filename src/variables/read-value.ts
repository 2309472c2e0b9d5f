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
  if (text === undefined) return { state: 'absent' };
  return { state: 'value', value: parse(variable.type, text) };
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
    const items = text.split(',').map((item) => item.trim());
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
