import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lookAhead } from '../../../src/scanners/flow/look-ahead.ts';
import { scanFlow } from '../../../src/scanners/flow/scan-flow.ts';
import { SyntaxParser } from '../../../src/scanners/flow/syntax/parser.ts';
import { flow } from '../../../src/scanners/flow.ts';
import { installation, projectRoot, repository, scanContext } from '../scan-setup.ts';
import { grammarsFolder } from './grammars-folder.ts';

const rules = join(projectRoot, 'rules');
const parser = new SyntaxParser(grammarsFolder());
const built = () => scanContext({ installation: installation({ root: join(projectRoot, 'dist') }) });
const files = {
  'route.js': "const { go } = require('./tools');\napp.get('/', (req, res) => go(req.query.next, res));\n",
  'tools.js': 'exports.go = (to, res) => res.redirect(to);\n',
  'plain.js': 'exports.one = 1;\n',
  'page.php': "<?php include 'parts.php'; echo $name;\n",
  'parts.php': '<?php $name = $_GET["name"];\n',
};

it('finds the same with what was looked at before, and does not look at that again', async () => {
  const { root } = repository(files);
  const all = Object.keys(files);
  const [changed, unchanged] = [['tools.js'], all.filter((file) => file !== 'tools.js')];
  const job = { root, rules, sarif: '', report: '' };
  const head = { ...job, files: all, changed };
  const [expected] = await scanFlow([head], parser, () => 0);
  const ahead = await lookAhead({ ...job, files: unchanged, changed });
  expect([...ahead.keys()]).toEqual(['javascript']);
  rmSync(join(root, 'plain.js'));
  const [found] = await scanFlow([head], parser, () => 0, ahead);
  expect(found).toEqual(expected);
  expect(found?.source.results).toMatchObject([{ ruleId: 'js-open-redirect', path: 'tools.js' }]);
});

it('waits for its targets in a process of its own, and finds in them what it would find without', async () => {
  const { root } = repository(files);
  const unchanged = Object.keys(files).filter((file) => file !== 'tools.js');
  const target = { root, files: Object.keys(files), changed: ['tools.js'] };
  const started = await flow.startAhead?.({ root, files: unchanged, changed: ['tools.js'] }, built());
  const [early] = (await started?.scanSides([target])) ?? [];
  const outcome = await flow.scan(target, built());
  expect(early?.run).toMatchObject({ outcome: 'ok', findings: 1 });
  expect(outcome.run).toMatchObject({ outcome: 'ok', findings: 1 });
});

it('ends without a word where there is nothing to scan after all', async () => {
  const { root } = repository(files);
  const started = await flow.startAhead?.(
    { root, files: Object.keys(files), changed: ['tools.js'] },
    built(),
  );
  started?.cancel();
  expect(await started?.ended).toMatchObject({ exitCode: 0, stderr: '' });
});
