import type { Expression, Statement } from '../../form/form.ts';
import { markupCall } from '../../templates/script-code.ts';

/**
 * What a page's code is taken for: what it puts out as markup is put into an element, and is so when its script has run,
 * before which it often stands.
 */
export function asPage(body: readonly Statement[]): readonly Statement[] {
  const { true: puts = [], false: script = [] } = Object.groupBy(body, (statement) =>
    String(putOut(statement) !== undefined),
  );
  return [...script, ...puts.flatMap(intoElement)];
}

function putOut(statement: Statement): Expression | undefined {
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return undefined;
  const { callee, args } = statement.value;
  return callee.kind === 'name' && callee.name === markupCall ? args[0]?.value : undefined;
}

function intoElement(statement: Statement): readonly Statement[] {
  const value = putOut(statement);
  if (value === undefined) return [];
  const { start, end } = value;
  const element: Expression = { kind: 'name', name: 'document', start, end };
  const target = { kind: 'member', object: element, name: 'innerHTML', start, end } as const;
  return [{ kind: 'expression', value: { kind: 'assign', target, value, start, end }, start, end }];
}
