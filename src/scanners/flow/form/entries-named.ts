import type { Expression } from './form.ts';

/** What stands under a name in the maps that some code makes, where that can be a function. */
export function entriesNamed(code: object, name: string): readonly Expression[] {
  const own = entryOf(code, name);
  const parts = code instanceof Map ? [...code.values()] : Object.values(code);
  const within = parts.flatMap((part: unknown) =>
    typeof part === 'object' && part !== null ? entriesNamed(part, name) : [],
  );
  return own === undefined ? within : [own, ...within];
}

const functions: ReadonlySet<Expression['kind']> = new Set(['function', 'name', 'member']);

function entryOf(code: object, name: string): Expression | undefined {
  if (!isEntry(code) || code.key?.kind !== 'constant' || code.key.value !== name) return undefined;
  return functions.has(code.value.kind) ? code.value : undefined;
}

function isEntry(code: object): code is { readonly key: Expression | undefined; readonly value: Expression } {
  return 'key' in code && 'value' in code && typeof code.value === 'object';
}
