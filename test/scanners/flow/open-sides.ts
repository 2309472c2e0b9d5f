import type { OpenSide } from '../../../src/scanners/flow/affected-entries.ts';
import type { FileFacts } from '../../../src/scanners/flow/file-facts.ts';
import { javascript } from '../../../src/scanners/flow/languages/javascript/javascript.ts';
import { LoweredFiles } from '../../../src/scanners/flow/lowered-files.ts';
import { onceEach } from '../../../src/scanners/flow/once-each.ts';
import type { ProjectParser } from '../../../src/scanners/flow/project.ts';
import type { FlowModel } from '../../../src/scanners/flow/rules/flow-rule.ts';
import { Side } from '../../../src/scanners/flow/side.ts';
import { KeptTrees } from '../../../src/scanners/flow/syntax/kept-trees.ts';
import { readTemplate } from '../../../src/scanners/flow/templates/read-template.ts';
import { repository } from '../scan-setup.ts';
import type { Files } from './scan-sides.ts';

/** Both sides of a change to one file of JavaScript, the change's first; the other files are on both. */
export function openSides(
  files: Files,
  { file, before, after }: { readonly file: string; readonly before: string; readonly after: string },
  { parser, model }: { readonly parser: ProjectParser; readonly model: FlowModel },
): readonly OpenSide[] {
  const head = repository({ ...files, [file]: after });
  const base = repository({ [file]: before });
  const inputs = {
    parser,
    mentions: model.mentions,
    bases: [],
    facts: onceEach<FileFacts>(),
    lowered: new LoweredFiles(),
    trees: new KeptTrees(),
  };
  const changed = [file];
  const beside = { root: head.root, files: Object.keys(files) };
  return [
    { ...head, changed },
    { ...base, changed, beside },
  ]
    .map((target) => new Side(target, readTemplate))
    .map((side) => ({
      side,
      project: side.projectOf(javascript, inputs),
      templates: side.templates,
    }));
}
