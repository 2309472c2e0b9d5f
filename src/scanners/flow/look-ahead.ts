import { codeName } from '../../core/code-name.ts';
import type { ProgramJob } from '../own-program.ts';
import type { FileFacts } from './file-facts.ts';
import { flowLanguageOf } from './flow-files.ts';
import { fronts } from './languages/fronts.ts';
import { onceEach } from './once-each.ts';
import { Project } from './project.ts';
import type { FlowModel, LanguageName } from './rules/flow-rule.ts';
import { readFlowModel } from './rules/read-flow-model.ts';
import type { OfFile } from './side.ts';
import { isFilledIn } from './templates/template-files.ts';
import { Texts } from './texts.ts';

/** What can be known of a language before it is known what is to be analysed. */
export interface Ahead {
  readonly model: FlowModel;
  readonly facts: OfFile<FileFacts>;
}

/**
 * Looks through files for words of requests, which takes the longest in a large repository, while it is still worked
 * out what is to be analysed.
 *
 * @param job with the files that the change does not touch, and the changed ones, which alone tell the languages
 */
export async function lookAhead(job: ProgramJob): Promise<ReadonlyMap<LanguageName, Ahead>> {
  const languageOf = (file: string) => flowLanguageOf(codeName(file, job.scripts));
  const files = Map.groupBy(job.files, languageOf);
  const changed = job.changed ?? [];
  const texts = new Texts(job);
  const ahead = new Map<LanguageName, Ahead>();
  for (const { language, load } of fronts) {
    const own = files.get(language);
    const isConcerned = changed.some((file) => languageOf(file) === language || isFilledIn(file, language));
    if (own === undefined || !isConcerned) continue;
    const front = await load();
    const model = await readFlowModel(job.rules, language);
    const facts = onceEach<FileFacts>();
    new Project(front, own, {
      read: (file) => texts.read(file),
      parser: { parse: () => ({ failed: 'not parsed' }) },
      mentions: model.mentions,
      facts: (file, look) => facts(job.root, file, look),
    });
    ahead.set(language, { model, facts });
  }
  return ahead;
}
