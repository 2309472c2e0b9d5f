import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ruleFolders } from '../ast-grep-config.ts';
import { requireAny } from './requirement.ts';
import { type RequirementTable, requirementTable } from './requirement-table.ts';
import { RuleRequirements } from './rule-requirement.ts';

/**
 * What `requirements.json` holds, read off the rules for ast-grep in a folder. It is made when the pipe is built: to
 * read the YAML of all rules takes longer than to scan a small change.
 */
export async function readRequirements(rules: string): Promise<Record<string, RequirementTable>> {
  const requirements = new RuleRequirements(rulesIn(join(rules, 'utils')));
  const extra = existsSync(join(rules, 'extra')) ? await ruleFolders(rules, 'extra') : [];
  const folders = [...(await ruleFolders(rules, 'usual')), ...extra];
  return Object.fromEntries(
    folders.flatMap((folder) => {
      const parts = rulesIn(join(rules, folder)).map((rule) => requirements.of(rule));
      const table = requirementTable(requireAny(parts));
      return table === undefined ? [] : [[folder, table]];
    }),
  );
}

/** All that ast-grep finds in a folder, at any depth. */
function rulesIn(folder: string): readonly unknown[] {
  const paths = globSync('**/*.{yml,yaml}', { cwd: folder }).sort();
  return paths.map((path): unknown => parse(readFileSync(join(folder, path), 'utf8')));
}
