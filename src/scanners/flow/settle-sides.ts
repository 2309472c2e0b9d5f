import type { Knowledge, OpenSide } from './affected-entries.ts';
import { Analysis, type FlowFinding } from './engine/analysis.ts';

/** What is found on one side. */
interface SideFindings extends OpenSide {
  readonly findings: readonly FlowFinding[];
}

/** Files that are followed once more; where more are in doubt, the change is a large one, and touches what is common to all. */
const mostFollowed = 8;

/**
 * How much code one file may lead to is limited, and what an earlier file has led to is not counted again: so what is
 * found from a file depends on those before it, and on what the change brings besides. Where only one side finds
 * something on ways that no changed file is on, the files that it comes from are followed once more, each alone. If
 * the other side finds it then, it is on both. If the other has no room for it, nothing tells: what the change's side
 * found is no news, and what the base's side found is not called gone.
 *
 * @param sides the change's first
 */
export function settleSides(
  sides: readonly SideFindings[],
  knowledge: Knowledge,
): readonly (readonly FlowFinding[])[] {
  const settled = sides.map(({ findings }) => new Map(findings.map((finding) => [finding.key, finding])));
  const lookAgain = followAlone(knowledge);
  for (const [index, { findings, side }] of sides.entries()) {
    if (side.isWhole) continue;
    const doubtful = findings.filter(
      (one) => !settled.every((found) => found.has(one.key)) && isUntouched(one, side.changed),
    );
    for (const finding of doubtful) {
      const again = sides.map((one) => lookAgain(one, finding));
      settle(settled, finding, { index, where: placeOfDoubtful(again, index) });
    }
  }
  return settled.map((found) => [...found.values()]);
}

type Where = 'as it was' | 'everywhere' | 'nowhere';

function placeOfDoubtful(again: readonly Again[], index: number): Where {
  const others = again.filter((_, other) => other !== index);
  if (again.includes('not followed')) return 'as it was';
  if (others.includes('there')) return 'everywhere';
  if (!others.includes('no room')) return 'as it was';
  return index === 0 ? 'everywhere' : 'nowhere';
}

function settle(
  settled: readonly Map<string, FlowFinding>[],
  finding: FlowFinding,
  { index, where }: { readonly index: number; readonly where: Where },
): void {
  const { key } = finding;
  if (where === 'nowhere') settled[index]?.delete(key);
  if (where === 'everywhere') for (const found of settled) found.set(key, found.get(key) ?? finding);
}

/** That no step of it stands in a file that the change touches. */
function isUntouched({ place, ways }: FlowFinding, changed: ReadonlySet<string>): boolean {
  return !changed.has(place.file) && filesOf(ways).isDisjointFrom(changed);
}

/** In the order of the steps. */
function filesOf(ways: FlowFinding['ways']): ReadonlySet<string> {
  const files = new Set<string>();
  for (const { taint, used } of ways) {
    files.add(taint.source.file);
    for (let step = taint.trail; step !== undefined; step = step.before) files.add(step.place.file);
    files.add(used.file);
  }
  return files;
}

/** What one file leads to. */
interface Alone {
  readonly keys: ReadonlySet<string>;
  readonly isFull: boolean;
}

type Again = 'there' | 'not there' | 'no room' | 'not followed';

/** Each file is followed once on each side, with nothing known from others. */
function followAlone(knowledge: Knowledge): (side: OpenSide, finding: FlowFinding) => Again {
  const followed = new Map<OpenSide, Map<string, Alone>>();
  const leadTo = (one: OpenSide, file: string): Alone | undefined => {
    const ofSide = followed.get(one) ?? new Map<string, Alone>();
    followed.set(one, ofSide);
    const known = ofSide.get(file);
    if (known !== undefined || ofSide.size >= mostFollowed) return known;
    one.project.forget();
    one.project.leaveOut(undefined);
    const analysis = new Analysis(one, knowledge);
    analysis.analyse(file);
    const found = { keys: new Set(analysis.findings.map(({ key }) => key)), isFull: one.project.isFull };
    analysis.forget();
    ofSide.set(file, found);
    return found;
  };
  return (one, { key, ways }) => {
    const entries = new Set(one.project.mentioning);
    let isFull = false;
    for (const file of filesOf(ways)) {
      if (!entries.has(file)) continue;
      const found = leadTo(one, file);
      if (found === undefined) return 'not followed';
      if (found.keys.has(key)) return 'there';
      isFull ||= found.isFull;
    }
    return isFull ? 'no room' : 'not there';
  };
}
