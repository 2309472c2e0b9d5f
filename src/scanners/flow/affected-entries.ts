import { alteredFunctions } from './altered-functions.ts';
import { Analysis, type FlowFinding } from './engine/analysis.ts';
import { type Alteration, Reach, type Sources } from './engine/reach.ts';
import type { ModuleForm } from './form/form.ts';
import type { Project } from './project.ts';
import type { FlowModel } from './rules/flow-rule.ts';
import type { Side } from './side.ts';

/** One side of a change, or what is scanned whole. */
export interface OpenSide extends Sources {
  readonly side: Side;
}

/** What all sides are followed with. */
export interface Knowledge {
  readonly model: FlowModel;
  /** Milliseconds that the processor has worked. */
  readonly spent: () => number;
}

/** What a change has to do with the files that read data from outside. */
interface Affected {
  /** Those whose analysis comes to what the change alters. */
  readonly entries: ReadonlySet<string>;
  /** What is found from all others, which is the same on all sides. */
  readonly elsewhere: readonly FlowFinding[];
}

/**
 * Each file is followed on one side, as far as the first place that the change alters. Nothing is affected where all
 * sides are whole.
 */
export function affectedEntries(sides: readonly OpenSide[], { model, spent }: Knowledge): Affected {
  const entries = new Set<string>();
  const first = sides.find(({ side }) => !side.isWhole);
  if (first === undefined) return { entries, elsewhere: [] };
  const { changed } = first.side;
  const others = sides.filter((one) => one !== first);
  const reach = new Reach(alterationsIn(changed, first, others), others);
  const analysis = new Analysis(watched(first, reach), { model, spent, reach });
  const followed = new Map<string, ReadonlySet<string>>();
  const mentioning = sides.map(({ project }) => new Set(project.mentioning));
  for (const file of new Set(mentioning.flatMap((files) => [...files]))) {
    const isChanged = changed.has(file) || mentioning.some((files) => !files.has(file));
    const found = isChanged ? undefined : reach.follow(() => analysis.analyse(file));
    // With a changed file among what was led to, each side comes to its limit somewhere else.
    if (found === undefined || first.project.isFullBy(changed)) entries.add(file);
    else followed.set(file, found);
  }
  first.project.forget();
  const { findings } = analysis;
  // What stands in a changed file stands at another place on each side.
  const moved = new Set(findings.filter(({ place }) => changed.has(place.file)).map(({ key }) => key));
  const isThere = (found: ReadonlySet<string>) => moved.isDisjointFrom(found);
  const keys = new Set([...followed.values()].filter(isThere).flatMap((found) => [...found]));
  for (const [file, found] of followed) if (!isThere(found)) entries.add(file);
  return { entries, elsewhere: findings.filter(({ key }) => keys.has(key)) };
}

/**
 * Of a file in which functions do something else, and nothing more, what comes to these is affected alone. That is found
 * out of a file when data is first followed to it: most that a change touches are parsed for nothing else.
 */
function alterationsIn(
  changed: ReadonlySet<string>,
  first: OpenSide,
  others: readonly OpenSide[],
): (file: string) => Alteration {
  const known = new Map<string, Alteration>();
  return (file) => {
    if (!changed.has(file)) return undefined;
    const alteration = known.get(file) ?? alterationOf(file, first, others);
    known.set(file, alteration);
    return alteration;
  };
}

function alterationOf(
  file: string,
  first: OpenSide,
  others: readonly OpenSide[],
): 'all' | ReadonlySet<number> {
  const own = first.project.has(file) ? first.project.look(file) : undefined;
  if (own === undefined) return 'all';
  const starts = others.map(({ project }) => startsIn(own, project));
  return starts.includes(undefined) ? 'all' : new Set(starts.flatMap((found) => found ?? []));
}

function startsIn(own: ModuleForm, project: Project): readonly number[] | undefined {
  const other = project.has(own.file) ? project.look(own.file) : undefined;
  return other && alteredFunctions(own, other);
}

/** Which templates are filled in has to be the same on all sides, too. */
function watched({ project, templates }: Sources, reach: Reach): Sources {
  return {
    project,
    templates: {
      named(...asked) {
        const found = templates.named(...asked);
        const files = found.map(({ file }) => file);
        reach.answer(files, (other) => other.templates.named(...asked).map(({ file }) => file));
        for (const file of files) reach.file(file);
        return found;
      },
    },
  };
}
