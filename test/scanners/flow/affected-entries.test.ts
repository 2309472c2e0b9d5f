import { join } from 'node:path';
import { expect, it } from 'vitest';
import { affectedEntries } from '../../../src/scanners/flow/affected-entries.ts';
import { followSides } from '../../../src/scanners/flow/follow-sides.ts';
import { javascript } from '../../../src/scanners/flow/languages/javascript/javascript.ts';
import { LoweredFiles } from '../../../src/scanners/flow/lowered-files.ts';
import type { FileNames } from '../../../src/scanners/flow/named-files.ts';
import { onceEach } from '../../../src/scanners/flow/once-each.ts';
import type { FileFacts } from '../../../src/scanners/flow/project.ts';
import { readFlowModel } from '../../../src/scanners/flow/rules/read-flow-model.ts';
import { Side } from '../../../src/scanners/flow/side.ts';
import { KeptTrees } from '../../../src/scanners/flow/syntax/kept-trees.ts';
import type { Parsed } from '../../../src/scanners/flow/syntax/parser.ts';
import { projectRoot, repository } from '../scan-setup.ts';
import { parserWith } from './grammars-folder.ts';
import type { Files } from './scan-sides.ts';

const parser = await parserWith('tsx', 'typescript');
const model = await readFlowModel(join(projectRoot, 'rules'), 'javascript');

/** Both sides of a change to `tools.js`, which all files use that read requests. */
function changeOf(files: Files, before: string, after: string) {
  const head = repository({ ...files, 'tools.js': after });
  const base = repository({ 'tools.js': before });
  let parsed = 0;
  const inputs = {
    parser: {
      parse(grammar: 'tsx', text: string): Parsed {
        parsed += 1;
        return parser.parse(grammar, text);
      },
    },
    mentions: model.mentions,
    bases: [],
    facts: onceEach<FileFacts>(),
    names: onceEach<FileNames>(),
    lowered: new LoweredFiles(),
    trees: new KeptTrees(),
  };
  const changed = ['tools.js'];
  const beside = { root: head.root, files: Object.keys(files) };
  const sides = [new Side({ ...head, changed }), new Side({ ...base, changed, beside })].map((side) => ({
    side,
    project: side.projectOf(javascript, inputs),
    templates: side.templates,
  }));
  const knowledge = { model, spent: () => 0 };
  return {
    entries: [...affectedEntries(sides, knowledge).entries],
    /** Of both sides, all in all. */
    parsedFiles() {
      followSides(sides, knowledge);
      return parsed;
    },
  };
}

const route = (name: string) =>
  `const tools = require('./tools');\napp.get('/', (req, res) => tools.${name}(req.query.a));\n`;
const many = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [`other${index}.js`, route('other')]),
);
const files = { ...many, 'one.js': route('one') };
const tools = (one: string, other: string) =>
  `exports.one = (text) => ${one};\nexports.other = (text) => ${other};\n`;

it.each<[string, string, number]>([
  ['nothing but where it stands', `// more\n${tools('text', '1')}`, 0],
  ['a function that one file calls', tools('eval(text)', '1'), 1],
  ['a function that all others call', tools('text', 'eval(text)'), 20],
  ['what the file has for others', `${tools('text', '1')}exports.more = 1;\n`, 21],
])('follows on both sides what comes to what a change alters: %s', (_, after, count) => {
  expect(changeOf(files, tools('text', '1'), after).entries).toHaveLength(count);
});

it('parses each file once for both sides of a change, and the changed file once for each', () => {
  const change = changeOf(files, tools('text', '1'), tools('text', 'eval(text)'));
  expect(change.parsedFiles()).toBe(Object.keys(files).length + 2);
});
