import type { ErrorObject } from 'ajv';
import type { Problem } from '../core/errors.ts';
import type { PolicyDocument } from './policy-document.ts';

/** Characters of a refused value that a problem repeats. */
const shownLength = 80;

/** What the schema refused, one problem a place, each with `file:line:column`, in the order of the file. */
export function explainSchemaErrors(
  errors: readonly ErrorObject[],
  document: PolicyDocument,
  fileName: string,
): readonly Problem[] {
  const problems = new Map<string, Problem & { readonly line: number; readonly column: number }>();
  for (const error of errors) {
    // The alternatives of an `anyOf` are told by the `anyOf` itself.
    if (error.schemaPath.includes('/anyOf/') || error.keyword === 'if') continue;
    const path = error.instancePath.split('/').slice(1).map(unescaped);
    const key = keyAtFault(error);
    const { line, column } = document.position(path.map(indexOrKey), key);
    const name = [...path, ...(key === undefined ? [] : [key])].join('.') || 'the file';
    const where = `${fileName}:${line}:${column}`;
    const message = `${shown(name)} ${complaint(error, valueAt(document.value, path))}`;
    if (!problems.has(`${where} ${name}`)) problems.set(`${where} ${name}`, { where, message, line, column });
  }
  return [...problems.values()]
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
    .map(({ where, message }) => ({ where, message }));
}

function keyAtFault({ keyword, params, propertyName }: ErrorObject): string | undefined {
  if (keyword === 'additionalProperties') return String(params['additionalProperty']);
  if (keyword === 'propertyNames') return String(params['propertyName']);
  return propertyName;
}

function complaint({ keyword, params, propertyName, parentSchema }: ErrorObject, value: unknown): string {
  switch (keyword) {
    case 'additionalProperties':
      return `is no key of this place${known(parentSchema)}`;
    case 'propertyNames':
      return 'is no name that can stand here';
    case 'required':
      return `lacks ${String(params['missingProperty'])}`;
    case 'anyOf':
      return 'says of no finding which it means: give rule, scanner, path, fingerprint, severity or category';
    case 'enum':
      return `is ${shown(value)}; accepted: ${(params['allowedValues'] as readonly unknown[]).join(', ')}`;
    case 'const':
      return `is ${shown(value)}; accepted: ${String(params['allowedValue'])}`;
    case 'type':
      return `is ${shown(value)}; accepted: ${typeNames(params['type'])}`;
    case 'pattern':
      if (propertyName !== undefined) return 'is no name that can stand here';
      return `is ${shown(value)}; accepted: what fits ${String(params['pattern'])}`;
    case 'minimum':
    case 'maximum':
      return `is ${shown(value)}; accepted: ${String(params['comparison'])} ${String(params['limit'])}`;
    default:
      return `is too ${keyword.startsWith('min') ? 'short' : 'long'}: the limit is ${String(params['limit'])}`;
  }
}

function known(schema: unknown): string {
  const properties =
    typeof schema === 'object' && schema !== null && 'properties' in schema ? schema.properties : {};
  const names = Object.keys(Object(properties));
  return names.length === 0 ? '' : `; accepted: ${names.join(', ')}`;
}

function typeNames(type: unknown): string {
  const names: Readonly<Record<string, string>> = {
    object: 'a mapping',
    array: 'a list',
    string: 'text',
    integer: 'a whole number',
    boolean: 'true or false',
  };
  return names[String(type)] ?? String(type);
}

/** Text in quotes and nothing else: that `"1"` is no number is what somebody may have to see. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  return shortened(JSON.stringify(value) ?? 'nothing');
}

function shortened(text: string): string {
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? Reflect.get(value, step)
        : undefined,
    root,
  );
}

function indexOrKey(step: string): string | number {
  return /^\d+$/.test(step) ? Number(step) : step;
}

/** RFC 6901. */
function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
