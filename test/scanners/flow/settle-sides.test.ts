import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Analysis, type FlowFinding } from '../../../src/scanners/flow/engine/analysis.ts';
import { readFlowModel } from '../../../src/scanners/flow/rules/read-flow-model.ts';
import { settleSides } from '../../../src/scanners/flow/settle-sides.ts';
import { projectRoot } from '../scan-setup.ts';
import { parserWith } from './grammars-folder.ts';
import { openSides } from './open-sides.ts';

const parser = await parserWith('tsx', 'typescript');
const model = await readFlowModel(join(projectRoot, 'rules'), 'javascript');
const knowledge = { model, spent: () => 0 };

const route = `const { clean } = require('./clean');
const { open } = require('./open');
app.get('/', (req, res) => open(clean(req.query.name)));
`;
const open = `exports.open = (name) => require('fs').readFileSync(name);\n`;
const passing = 'exports.clean = (text) => text;\n';
const cleaning = "exports.clean = (text) => require('path').basename(text);\n";

/** What stands on the change's side and on the base's, where these have found something in `open.js` or not. */
function settled(before: string, after: string, found: readonly [boolean, boolean]): readonly number[] {
  const files = { 'route.js': route, 'open.js': open };
  const sides = openSides(files, { file: 'clean.js', before, after }, { parser, model });
  // As one side finds it; which one is of no account, as no changed file is on its way.
  const findings = sides.flatMap((side): readonly FlowFinding[] => {
    const analysis = new Analysis(side, knowledge);
    analysis.analyse('route.js');
    return analysis.findings;
  });
  const one = findings.slice(0, 1);
  expect(one).toHaveLength(1);
  const given = sides.map((side, index) => ({ ...side, findings: found[index] ? one : [] }));
  return settleSides(given, knowledge).map(({ length }) => length);
}

it.each<[string, string, string, [boolean, boolean], [number, number]]>([
  [
    'is on both where both find it alone, and none is fixed',
    passing,
    `${passing}// more\n`,
    [false, true],
    [1, 1],
  ],
  [
    'is on both where both find it alone, and none is new',
    passing,
    `${passing}// more\n`,
    [true, false],
    [1, 1],
  ],
  ['is fixed where the change cleans it', passing, cleaning, [false, true], [0, 1]],
  ['is new where the change cleans it no more', cleaning, passing, [true, false], [1, 0]],
])('what one side alone has found %s', (_, before, after, found, counts) => {
  expect(settled(before, after, found)).toEqual(counts);
});
