import type { FunctionForm, Parameter } from '../form/form.ts';
import type { ParameterSource } from '../rules/flow-rule.ts';
import { simpleType } from './declared-type.ts';
import type { Frame } from './frame.ts';
import { isBasedOn } from './is-based-on.ts';
import { type Machine, placeOf } from './machine.ts';
import { isEnumeration } from './members.ts';
import { clean, unknown, type Value } from './value.ts';

/** A parameter that nobody here gives a value. */
export function fromOutside(
  machine: Machine,
  parameter: Parameter,
  index: number,
  frame: Frame,
  all: readonly Parameter[],
): Value {
  const source = machine.model.parameters.find((one) =>
    isSource(machine, one, parameter, { index, frame, all }),
  );
  if (source?.label !== undefined && isEnumeration(machine, parameter.type, frame.module.file))
    return unknown;
  if (source?.label !== undefined)
    return {
      taints: [
        { source: placeOf(frame, parameter), label: source.label, clean: source.clean, trail: undefined },
      ],
      path: source.path,
    };
  if (source !== undefined) return { taints: clean, path: source.path };
  return parameter.default === undefined ? unknown : { ...unknown };
}

function isSource(
  machine: Machine,
  source: ParameterSource,
  { name, type, annotations }: Parameter,
  {
    index,
    frame,
    all,
  }: { readonly index: number; readonly frame: Frame; readonly all: readonly Parameter[] },
): boolean {
  const {
    names,
    notNames,
    types,
    typePattern,
    annotations: marks,
    beside,
    after,
    position,
    notTypes,
  } = source;
  const simple = type === undefined ? undefined : simpleType(type);
  return (
    (position === undefined || position === index) &&
    (names === undefined || names.has(name)) &&
    !notNames?.test(name) &&
    (types === undefined || (simple !== undefined && types.has(simple))) &&
    (typePattern === undefined || (type !== undefined && typePattern.test(type))) &&
    (marks === undefined || annotations.some((one) => marks.has(simpleType(one)))) &&
    isFunctionOf(source, frame.form) &&
    isMethodOf(machine, source, frame) &&
    (!source.isRouted || machine.names.isRouted(frame.form?.name ?? '')) &&
    (beside === undefined || all.some((one) => beside.has(one.name))) &&
    (after === undefined || all.slice(0, index).some((one) => after.has(one.name))) &&
    (notTypes === undefined || type === undefined || !notTypes.test(type))
  );
}

function isFunctionOf(
  { functionAnnotations, functionNames, functionPattern }: ParameterSource,
  form: FunctionForm | undefined,
): boolean {
  const name = form?.name ?? '';
  return (
    (functionAnnotations === undefined ||
      (form?.annotations.some((one) => functionAnnotations.test(one)) ?? false)) &&
    (functionNames === undefined || functionNames.has(name)) &&
    (functionPattern === undefined || functionPattern.test(name))
  );
}

function isMethodOf(machine: Machine, { bases }: ParameterSource, { outer }: Frame): boolean {
  if (bases === undefined) return true;
  if (outer?.class === undefined || outer.outer === undefined) return false;
  return isBasedOn(machine, { form: outer.class, scope: outer.outer }, bases);
}
