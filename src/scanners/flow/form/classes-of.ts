import type { ClassForm, ModuleForm } from './form.ts';

/** Those within others too. */
export function classesOf(module: ModuleForm): readonly ClassForm[] {
  return module.body.flatMap((statement) => (statement.kind === 'class' ? withInner(statement.form) : []));
}

function withInner(form: ClassForm): readonly ClassForm[] {
  return [form, ...form.classes.flatMap(withInner)];
}
