import type { RawOutput } from '../templates/raw-output.ts';
import { type Inclusion, inContext, type Names, type Part, type Template } from '../templates/template.ts';
import type { TemplateFile } from '../templates/templates.ts';
import type { Machine } from './machine.ts';
import { clean, mergeTaints, type Taint } from './value.ts';

/** What is tainted of what leads from a template's values by these names. */
export type TaintsOf = (names: Names) => readonly Taint[];

/** A place that shows something as it is, with what the template that it stands in is given. */
export interface Shown extends RawOutput {
  readonly file: string;
  readonly taintsOf: TaintsOf;
}

/** Templates within templates. */
const deepest = 5;
/** More is no page. */
const mostInclusions = 300;

interface Walk {
  readonly machine: Machine;
  /** What is under way, from the template that code names. */
  readonly around: readonly string[];
  left: number;
}

/** What templates show as it is, and what those show that they are put together of. */
export function shown(
  machine: Machine,
  templates: readonly TemplateFile[],
  taintsOf: TaintsOf,
): readonly Shown[] {
  const walk: Walk = { machine, around: [], left: mostInclusions };
  return templates.flatMap((one) => inFile(walk, one, undefined, taintsOf));
}

function inFile(
  walk: Walk,
  { file, template }: TemplateFile,
  part: Part | undefined,
  taintsOf: TaintsOf,
): readonly Shown[] {
  const key = `${file}#${part?.name ?? ''}`;
  if (walk.around.length > deepest || walk.around.includes(key)) return [];
  const isHere = ({ start }: { readonly start: number }) => isIn(template, part, start);
  const inner = { ...walk, around: [...walk.around, key] };
  const found = template.inclusions.filter(isHere).flatMap((one) => {
    walk.left -= 1;
    inner.left = walk.left;
    const more = walk.left < 0 ? [] : included(inner, one, { file, template }, taintsOf);
    walk.left = inner.left;
    return more;
  });
  return [...template.outputs.filter(isHere).map((one) => ({ ...one, file, taintsOf })), ...found];
}

function isIn({ parts }: Template, part: Part | undefined, at: number): boolean {
  if (part !== undefined) return at >= part.start && at < part.end;
  return !parts.some(({ start, end, isShown }) => !isShown && at >= start && at < end);
}

function included(walk: Walk, one: Inclusion, from: TemplateFile, taintsOf: TaintsOf): readonly Shown[] {
  const { machine } = walk;
  const files =
    one.template === undefined
      ? [from]
      : machine.templates.named(one.template, machine.model.language, from.file);
  return files.flatMap((other) => {
    const part = other.template.parts.find(({ name }) => name === one.part);
    const isPart = one.part !== undefined && one.part !== inContext;
    if (part === undefined && isPart && one.template === undefined) return [];
    return inFile(walk, other, part, (names) => given(one, part, names, taintsOf));
  });
}

/** By the names of the other template. */
function given(one: Inclusion, part: Part | undefined, names: Names, taintsOf: TaintsOf): readonly Taint[] {
  const [first = '', ...rest] = names;
  const position = part?.takes.indexOf(first) ?? -1;
  const known = one.given.get(first) ?? (position === -1 ? undefined : one.values[position]);
  if (known !== undefined) return all(known, rest, taintsOf);
  if (one.part === inContext) return all(one.values[0] ?? [], names, taintsOf);
  if (one.isOnly || position !== -1) return clean;
  const around = one.around.get(first);
  return around === undefined ? taintsOf(names) : all(around, rest, taintsOf);
}

function all(chains: readonly Names[], rest: Names, taintsOf: TaintsOf): readonly Taint[] {
  return chains.reduce((sum, chain) => mergeTaints(sum, taintsOf([...chain, ...rest])), clean);
}
