// What choosing ast-grep's files saves, and that it loses nothing: `node bench/chosen-files.ts [--quick]`.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRunTool } from '../src/process/run-tool.ts';
import { astGrep, astGrepExtra } from '../src/scanners/ast-grep.ts';
import { createInstallation } from '../src/scanners/installation.ts';
import { requirementsFile } from '../src/scanners/prefilter/rule-prefilter.ts';
import type { Scanner } from '../src/scanners/scanner.ts';
import { examplesOf, ruleFiles, writeExamples } from '../test/rules/example-files.ts';
import { corpusRepository } from './corpus.ts';
import { isQuick, tell } from './figures.ts';

const project = resolve('.');
const repository = corpusRepository(isQuick ? 2_000 : 20_000);
// Well-known packages have next to nothing to flag: the examples of all rules stand beside them.
const examples = await Promise.all((await ruleFiles(project)).map((rule) => examplesOf(project, rule)));
const written = examples.flatMap((list) => list ?? []);
await writeExamples(join(repository.root, 'examples'), written);
const files = [
  ...repository.git('ls-files', '-z').split('\0').filter(Boolean),
  ...written.map(({ file }) => `examples/${file}`),
];
const work = mkdtempSync(join(tmpdir(), 'bench-chosen-'));
const roots = { chosen: resolve('dist'), all: join(work, 'all') };
cpSync(join(roots.chosen, 'rules'), join(roots.all, 'rules'), { recursive: true });
rmSync(join(roots.all, 'rules', requirementsFile));

const results: string[][] = [];
const seconds: number[] = [];
let given = 0;
for (const root of [roots.chosen, roots.all]) {
  const started = performance.now();
  const usual = await findingsOf(astGrep, root);
  seconds.push((performance.now() - started) / 1000);
  results.push([...usual, ...(await findingsOf(astGrepExtra, root))].sort());
}
const [chosen = [], all = []] = results;
const same = chosen.length === all.length && chosen.every((finding, index) => finding === all[index]);
tell(`ast-grep's files, of ${files.length.toLocaleString('en')} with the examples of all rules`, [
  {
    what: `files that are given to ast-grep, the ${written.length.toLocaleString('en')} examples among them`,
    figure: given.toLocaleString('en'),
  },
  {
    what: 'ast-grep with the choice, without it',
    figure: seconds.map((one) => `${one.toFixed(1)} s`).join(', '),
  },
  {
    what: 'findings of all rules with the choice, beside those without it',
    figure: same ? `the same ${all.length}` : `${chosen.length} beside ${all.length}`,
    target: 'the same',
    met: same && all.length > 0,
  },
]);
rmSync(repository.root, { recursive: true });
rmSync(work, { recursive: true });

async function findingsOf(scanner: Scanner, root: string): Promise<string[]> {
  const installation = createInstallation({
    root,
    programs: roots.chosen,
    node: process.execPath,
    path: process.env['PATH'],
    repository: repository.root,
  });
  const runTool = createRunTool(installation.find('timeout'));
  const { run, sarif } = await scanner.scan(
    { root: repository.root, files: scanner.selects(files) },
    {
      runTool: (request) => {
        const names = request.args.includes('--') ? request.args.slice(request.args.indexOf('--') + 1) : [];
        if (root === roots.chosen && scanner === astGrep) given += names.length;
        return runTool(request);
      },
      workFolder: mkdtempSync(join(work, 'scan-')),
      installation,
      timeoutSeconds: 600,
      signal: new AbortController().signal,
      parallelism: availableParallelism(),
    },
  );
  if (run.outcome !== 'ok') throw new Error(`${run.name} ${run.outcome}: ${run.detail}`);
  // Rules are numbered as they are met, which is in another order each time.
  const logs: { runs: { results: { ruleIndex: number }[] }[] }[] = sarif.map((file) =>
    JSON.parse(readFileSync(file, 'utf8')),
  );
  return logs.flatMap(({ runs }) =>
    runs.flatMap(({ results: found }) => found.map(({ ruleIndex, ...one }) => JSON.stringify(one))),
  );
}
