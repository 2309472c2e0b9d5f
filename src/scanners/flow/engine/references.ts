import type { Expression, FunctionForm, Target } from '../form/form.ts';
import { assign } from './assign.ts';
import type { Frame } from './frame.ts';
import { nameIn } from './look-up.ts';
import type { Given, Machine } from './machine.ts';

/** Whether a run of the function may change what its caller's variables hold. */
export function takesReferences({ parameters }: FunctionForm): boolean {
  return parameters.some(({ byReference }) => byReference);
}

/** What a run of the function leaves in its parameters is what the variables hold that it was given as references. */
export function giveBack(
  machine: Machine,
  run: Frame,
  { parameters }: FunctionForm,
  { given, to }: { readonly given: readonly Given[]; readonly to: Frame },
): void {
  const positional = given.some(({ spread }) => spread) ? [] : given.filter(({ name }) => name === undefined);
  for (const [index, { name, byReference }] of parameters.entries()) {
    if (!byReference) continue;
    const { expression } = given.find((one) => one.name === name) ?? positional[index] ?? {};
    const target = expression && targetOf(expression);
    const value = machine.store.get(nameIn(run, name));
    if (target !== undefined && value !== undefined) assign(machine, target, value, to);
  }
}

/** Only what can be assigned to has a reference. */
function targetOf(expression: Expression): Target | undefined {
  switch (expression.kind) {
    case 'name':
    case 'member':
      return expression;
    case 'element':
      return { ...expression, creates: true };
    default:
      return undefined;
  }
}
