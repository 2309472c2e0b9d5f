import { join } from 'node:path';
import { scanFlow } from '../../../src/scanners/flow/scan-flow.ts';
import { SyntaxParser } from '../../../src/scanners/flow/syntax/parser.ts';
import type { SarifResult } from '../../../src/scanners/sarif-log.ts';
import { projectRoot, repository } from '../scan-setup.ts';
import { grammarsFolder } from './grammars-folder.ts';

const parser = new SyntaxParser(grammarsFolder());

/** What the scanner says of files with these texts. */
export async function scanTexts(
  files: Readonly<Record<string, string | Buffer>>,
): Promise<{ readonly results: readonly SarifResult[]; readonly notes: readonly string[] }> {
  const target = repository(files);
  const job = { ...target, rules: join(projectRoot, 'rules'), sarif: '', report: '' };
  const [found] = await scanFlow([job], parser, () => performance.now());
  return { results: found?.source.results ?? [], notes: found?.notes ?? [] };
}

/** As `rule file:line`. */
export async function found(files: Readonly<Record<string, string | Buffer>>): Promise<readonly string[]> {
  const { results } = await scanTexts(files);
  return results.map(({ ruleId, path, region }) => `${ruleId} ${path}:${region?.startLine}`);
}
