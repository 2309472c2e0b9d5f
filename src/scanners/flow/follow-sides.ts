import type { Knowledge, OpenSide } from './affected-entries.ts';
import { Analysis, type FlowFinding } from './engine/analysis.ts';

export interface Followed extends OpenSide {
  readonly analysis: Analysis;
  /** With what other analyses found that is of this side, too. */
  readonly findings: readonly FlowFinding[];
}

/**
 * Follows data through each side: whole, or from the files whose analysis comes to what the change alters. What is new
 * and what is gone is then as by whole scans of all sides. What only a change needs is loaded for one.
 */
export async function followSides(
  sides: readonly OpenSide[],
  knowledge: Knowledge,
): Promise<readonly Followed[]> {
  const isWhole = sides.every(({ side }) => side.isWhole);
  const { entries, elsewhere } = isWhole
    ? { entries: new Set<string>(), elsewhere: [] }
    : (await import('./affected-entries.ts')).affectedEntries(sides, knowledge);
  /** By the file that was analysed, on the first side. */
  const leftOut = new Map<string, ReadonlySet<string>>();
  const analyses = sides.map((side, index) =>
    follow(side, entries, { ...knowledge, leftOut, isFirst: index === 0 }),
  );
  // What one side finds on a way that the change alters may be there on another way, which is on all sides.
  const keys = analyses.map(({ findings }) => new Set(findings.map(({ key }) => key)));
  const there = elsewhere.filter(({ key }) => keys.some((own) => own.has(key)));
  const found = sides.flatMap((side, index) => {
    const [analysis, own] = [analyses[index], keys[index]];
    if (analysis === undefined) return [];
    const more = there.filter(({ key }) => own?.has(key) === false);
    return [{ ...side, analysis, findings: [...analysis.findings, ...more] }];
  });
  if (isWhole) return found;
  const { settleSides } = await import('./settle-sides.ts');
  const settled = settleSides(found, knowledge);
  return found.map((side, index) => ({ ...side, findings: settled[index] ?? side.findings }));
}

function follow(
  sources: OpenSide,
  entries: ReadonlySet<string>,
  {
    leftOut,
    isFirst,
    ...knowledge
  }: Knowledge & { readonly leftOut: Map<string, ReadonlySet<string>>; readonly isFirst: boolean },
): Analysis {
  const { side, project } = sources;
  const analysis = new Analysis(sources, knowledge);
  for (const file of project.mentioning) {
    if (!side.isWhole && !entries.has(file)) continue;
    if (!isFirst) project.leaveOut(leftOut.get(file));
    analysis.analyse(file);
    if (isFirst) leftOut.set(file, project.leftOut);
  }
  analysis.forget();
  return analysis;
}
