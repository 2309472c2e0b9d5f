import { Analysis, type FlowFinding } from './engine/analysis.ts';
import { Reach, type Sources } from './engine/reach.ts';
import type { FlowModel } from './rules/flow-rule.ts';
import type { Side } from './side.ts';

/** One side of a change, or what is scanned whole. */
export interface OpenSide extends Sources {
  readonly side: Side;
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
export function affectedEntries(
  sides: readonly OpenSide[],
  { model, spent }: { readonly model: FlowModel; readonly spent: () => number },
): Affected {
  const entries = new Set<string>();
  const first = sides.find(({ side }) => !side.isWhole);
  if (first === undefined) return { entries, elsewhere: [] };
  const { changed } = first.side;
  const others = sides.filter((one) => one !== first);
  const reach = new Reach(changed, others);
  const analysis = new Analysis(watched(first, reach), { model, spent, reach });
  const mentioning = sides.map(({ project }) => new Set(project.mentioning));
  const keys = new Set<string>();
  for (const file of new Set(mentioning.flatMap((files) => [...files]))) {
    const isChanged = changed.has(file) || mentioning.some((files) => !files.has(file));
    const found = isChanged ? undefined : reach.follow(() => analysis.analyse(file));
    // What there was no room for may come to the change, too.
    if (found === undefined || first.project.isFull) entries.add(file);
    else for (const key of found) keys.add(key);
  }
  first.project.forget();
  return { entries, elsewhere: analysis.findings.filter(({ key }) => keys.has(key)) };
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
