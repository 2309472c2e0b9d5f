import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Analysis } from '../../../src/scanners/flow/engine/analysis.ts';
import { javascript } from '../../../src/scanners/flow/languages/javascript/javascript.ts';
import { php } from '../../../src/scanners/flow/languages/php/php.ts';
import { Project } from '../../../src/scanners/flow/project.ts';
import { readFlowModel } from '../../../src/scanners/flow/rules/read-flow-model.ts';
import { readTemplate } from '../../../src/scanners/flow/templates/read-template.ts';
import { Templates } from '../../../src/scanners/flow/templates/templates.ts';
import { projectRoot } from '../scan-setup.ts';
import { parserWith } from './grammars-folder.ts';

const parser = await parserWith('tsx', 'typescript');

it('lowers a part of a project in which every file leads to every other, and analyses all that read requests', async () => {
  const count = 300;
  const filler = `// ${'-'.repeat(96)}\n`.repeat(50);
  const text = (index: number) =>
    `module.exports = {};\nrequire('./f${(index + 1) % count}')(module.exports);\n${filler}app.get('/', (req, res) => res.redirect(req.query.next));\n`;
  const texts = new Map(Array.from({ length: count }, (_, index) => [`f${index}.js`, text(index)]));
  const model = await readFlowModel(join(projectRoot, 'rules'), 'javascript');
  const project = new Project(javascript, [...texts.keys()], {
    read: (file) => texts.get(file) ?? { skipped: 'gone' },
    parser,
    mentions: model.mentions,
  });
  const analysis = new Analysis(
    { project, templates: new Templates([], () => '', readTemplate) },
    { model, spent: () => 0 },
  );
  const [first = '', ...others] = project.mentioning;
  analysis.analyse(first);
  expect(project.held).toBeLessThan(600_000);
  for (const file of others) analysis.analyse(file);
  expect(new Set(analysis.findings.map(({ place }) => place.file)).size).toBe(count);
});

it('reads each file once for all that is asked of its text', async () => {
  const texts = new Map([
    ['page.php', "<?php include 'parts.php'; class Page extends Base { function show() {} }"],
    ['parts.php', '<?php\nfunction part() {}\n'],
  ]);
  const reads: string[] = [];
  const { mentions } = await readFlowModel(join(projectRoot, 'rules'), 'php');
  const read = (file: string) => {
    reads.push(file);
    return texts.get(file) ?? { skipped: 'gone' };
  };
  const project = new Project(php, [...texts.keys()], { read, parser, mentions });
  expect(project.filesWithMethod('show')).toEqual(['page.php']);
  expect(project.filesWithBase('Base')).toEqual(['page.php']);
  expect(project.filesDefining('part')).toEqual(['parts.php']);
  expect(project.includedBy('page.php')).toEqual(['parts.php']);
  expect(reads).toEqual(['page.php', 'parts.php']);
});
