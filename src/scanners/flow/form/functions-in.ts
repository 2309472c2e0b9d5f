import type { FunctionForm, Statement } from './form.ts';

/** Functions directly within some code, not those within them. */
export function functionsIn(body: readonly Statement[]): readonly FunctionForm[] {
  const found: FunctionForm[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === 'object' && value !== null) visitNode(value);
  };
  const visitNode = (value: object): void => {
    if (isFunctionForm(value)) found.push(value);
    else for (const item of Object.values(value)) visit(item);
  };
  visit(body);
  return found;
}

export function isFunctionForm(value: object): value is FunctionForm {
  return 'parameters' in value && 'locals' in value && 'body' in value;
}
