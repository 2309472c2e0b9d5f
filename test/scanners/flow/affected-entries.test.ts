import { join } from 'node:path';
import { expect, it } from 'vitest';
import { affectedEntries } from '../../../src/scanners/flow/affected-entries.ts';
import { followSides } from '../../../src/scanners/flow/follow-sides.ts';
import { readFlowModel } from '../../../src/scanners/flow/rules/read-flow-model.ts';
import type { Parsed } from '../../../src/scanners/flow/syntax/parser.ts';
import { projectRoot } from '../scan-setup.ts';
import { parserWith } from './grammars-folder.ts';
import { openSides } from './open-sides.ts';
import type { Files } from './scan-sides.ts';

const parser = await parserWith('tsx', 'typescript');
const model = await readFlowModel(join(projectRoot, 'rules'), 'javascript');

/** Both sides of a change to `tools.js`, which all files use that read requests. */
function changeOf(files: Files, before: string, after: string) {
  let parsed = 0;
  const counting = {
    parse(grammar: 'tsx', text: string): Parsed {
      parsed += 1;
      return parser.parse(grammar, text);
    },
  };
  const sides = openSides(files, { file: 'tools.js', before, after }, { parser: counting, model });
  const knowledge = { model, spent: () => 0 };
  return {
    entries: [...affectedEntries(sides, knowledge).entries],
    /** Of both sides, all in all. */
    async parsedFiles() {
      await followSides(sides, knowledge);
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

it('parses each file once for both sides of a change, and the changed file once for each', async () => {
  const change = changeOf(files, tools('text', '1'), tools('text', 'eval(text)'));
  expect(await change.parsedFiles()).toBe(Object.keys(files).length + 2);
});

/** Reads requests, and leads to more code than there is room for. */
const full = (more: string) => {
  const large = `exports.go = () => 1;\n${`// ${'-'.repeat(96)}\n`.repeat(3_000)}`;
  const code = `const [a, b] = [require('./large1'), require('./large2')];\n${more}\n`;
  return {
    'full.js': `${code}app.get('/', (req, res) => { a.go(); b.go(); res.send(String(tools.other(req.query.a))); });\n`,
    'large1.js': large,
    'large2.js': large,
  };
};

it.each([
  ['with the changed file among it, whose length has a part in that', "const tools = require('./tools');", 1],
  ['and not to the changed file', 'const tools = {};', 0],
])('follows again what leads to more than there is room for %s', (_, more, count) => {
  const [before, after] = [tools('text', '1'), `// more\n${tools('text', '1')}`];
  expect(changeOf(full(more), before, after).entries).toHaveLength(count);
});
