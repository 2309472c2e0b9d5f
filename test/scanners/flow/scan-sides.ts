import { join } from 'node:path';
import { lookAhead } from '../../../src/scanners/flow/look-ahead.ts';
import { scanFlow } from '../../../src/scanners/flow/scan-flow.ts';
import { SyntaxParser } from '../../../src/scanners/flow/syntax/parser.ts';
import type { ScanTarget } from '../../../src/scanners/scanner.ts';
import { projectRoot, repository } from '../scan-setup.ts';
import { grammarsFolder } from './grammars-folder.ts';

const parser = new SyntaxParser(grammarsFolder());
const rules = join(projectRoot, 'rules');

export type Files = Readonly<Record<string, string>>;

/** What is found on the change's side and on the base's, as `rule file`. `seen` is looked at before. */
export async function foundOnSides(
  targets: readonly ScanTarget[],
  seen?: ScanTarget,
): Promise<readonly string[][]> {
  const ahead = seen && (await lookAhead({ ...seen, rules, sarif: '', report: '' }));
  const jobs = targets.map((target) => ({ ...target, rules, sarif: '', report: '' }));
  const results = await scanFlow(jobs, parser, () => 0, ahead);
  return results.map(({ source }) => source.results.map(({ ruleId, path }) => `${ruleId} ${path}`));
}

/** Both sides as a pull request in a large repository has them: of the base only the changed files are there. */
export async function foundInChange(base: Files, head: Files): Promise<readonly string[][]> {
  const changed = [...new Set([...Object.keys(base), ...Object.keys(head)])].filter(
    (path) => base[path] !== head[path],
  );
  const tree = repository(head);
  const before = Object.entries(base).filter(([path]) => changed.includes(path));
  const unchanged = tree.files.filter((path) => !changed.includes(path));
  const sides = [
    { ...tree, changed },
    {
      ...repository(Object.fromEntries(before)),
      changed,
      beside: { root: tree.root, files: unchanged },
    },
  ];
  return foundOnSides(sides, { root: tree.root, files: unchanged, changed });
}
