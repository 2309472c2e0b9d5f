import type { ProgramJob } from '../own-program.ts';
import type { JobResult } from '../programs/run-job.ts';
import { followSides } from './follow-sides.ts';
import { fronts } from './languages/fronts.ts';
import type { Ahead } from './look-ahead.ts';
import { LoweredFiles } from './lowered-files.ts';
import { onceEach } from './once-each.ts';
import type { LanguageName } from './rules/flow-rule.ts';
import { readFlowModel } from './rules/read-flow-model.ts';
import { type ProjectInputs, Side } from './side.ts';
import { KeptTrees } from './syntax/kept-trees.ts';
import type { SyntaxParser } from './syntax/parser.ts';
import { templateReading } from './templates/templates.ts';

/**
 * Follows data from outside through the files of each job. Where a job says what has changed, only what
 * can come to that is followed, the same on all sides.
 *
 * @param parser gets the grammars of files that read data from outside: mostly a change concerns none
 * @param spent milliseconds that the processor has worked
 * @param ahead what is known already
 */
export async function scanFlow(
  jobs: readonly ProgramJob[],
  parser: SyntaxParser,
  spent: () => number,
  ahead: ReadonlyMap<LanguageName, Ahead> = new Map(),
): Promise<readonly JobResult[]> {
  const rules = jobs[0]?.rules ?? '';
  const files = jobs.flatMap((job) => [...job.files, ...(job.beside?.files ?? [])]);
  const reading = await templateReading(files);
  const sides = jobs.map((job) => new Side(job, reading));
  for (const { language, load } of fronts) {
    const open = sides.filter((side) => side.concerns(language));
    if (open.length === 0) continue;
    const front = await load();
    const known = ahead.get(language);
    const model = known?.model ?? (await readFlowModel(rules, front.language));
    const inputs: ProjectInputs = {
      parser,
      mentions: model.mentions,
      bases: model.properties.flatMap(({ bases }) => [...bases]),
      facts: known?.facts ?? onceEach(),
      lowered: new LoweredFiles(),
      trees: new KeptTrees(),
    };
    const opened = open.map((side) => ({
      side,
      project: side.projectOf(front, inputs),
      templates: side.templates,
    }));
    if (opened.some(({ project }) => project.mentioning.length > 0))
      await parser.load(open.flatMap((one) => one.grammarsOf(front)));
    for (const { side, project, analysis, findings } of await followSides(opened, { model, spent }))
      side.take(project, analysis, { rules: model.rules, findings });
  }
  return sides.map((side) => side.result());
}
