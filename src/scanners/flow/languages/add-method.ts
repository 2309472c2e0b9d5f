import type { FunctionForm } from '../form/form.ts';

/** Of methods with one name the one with the most to it stands for all, and knows the others: arguments decide. */
export function addMethod(methods: Map<string, FunctionForm>, form: FunctionForm): void {
  const known = methods.get(form.name);
  const all = [form, ...(known === undefined ? [] : [known, ...(known.others ?? [])])];
  const main = all.reduce(longest);
  const others = all.filter((one) => one !== main).map((one) => ({ ...one, others: [] }));
  methods.set(form.name, { ...main, others });
  for (const [index, other] of others.entries()) methods.set(`${form.name}/${index}`, other);
}

export function longest(one: FunctionForm | undefined, other: FunctionForm): FunctionForm {
  return one === undefined || other.end - other.start > one.end - one.start ? other : one;
}
