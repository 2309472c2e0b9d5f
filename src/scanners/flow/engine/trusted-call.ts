import type { Expression, Statement } from '../form/form.ts';
import { allTaints } from './deep-taints.ts';
import type { Call, Machine } from './machine.ts';
import { cleanFor, taintedValue, type Value } from './value.ts';

/** What a function of the scanned code says by its name that it makes harmless, unless its code plainly does nothing. */
export function trustedCall(machine: Machine, made: Call, callee: Value): Value | undefined {
  const kinds = machine.model.trusted.reduce(
    (sum, one) => (one.name.test(made.name) ? sum | one.kinds : sum),
    0,
  );
  if (kinds === 0 || (callee.closure !== undefined && givesBack(callee.closure.form.body))) return undefined;
  return taintedValue(cleanFor(allTaints(machine, made), kinds));
}

/** Whether all it does is give something back as it is. One without code is only declared here. */
function givesBack(body: readonly Statement[]): boolean {
  return (
    body.length > 0 &&
    body.every((statement) =>
      statement.kind === 'block'
        ? givesBack(statement.body)
        : statement.kind === 'return' && isAsItIs(statement.value),
    )
  );
}

function isAsItIs(value: Expression | undefined): boolean {
  switch (value?.kind) {
    case 'name':
    case 'constant':
      return true;
    case 'typed':
      return isAsItIs(value.value);
    case 'binary':
      return ['||', '??'].includes(value.operator) && isAsItIs(value.left) && isAsItIs(value.right);
    case 'choice':
      return value.test.kind === 'name' && isAsItIs(value.yes) && isAsItIs(value.no);
    default:
      return false;
  }
}
