import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ruleFolders } from '../ast-grep-config.ts';
import { fieldsOf } from '../json-fields.ts';
import { requirementTable } from './requirement-table.ts';
import type { RuleFolder } from './rule-folder.ts';
import { RuleRequirements } from './rule-requirement.ts';

interface RuleFile {
  /** From its folder. */
  readonly file: string;
  readonly content: unknown;
}

/**
 * What `requirements.json` holds, read off the rules for ast-grep in a folder. It is made when the pipe is built: to
 * read the YAML of all rules takes longer than to scan a small change.
 */
export async function readRequirements(rules: string): Promise<Record<string, RuleFolder>> {
  const utilities = rulesIn(join(rules, 'utils'));
  const requirements = new RuleRequirements(utilities.map(({ content }) => content));
  const extra = existsSync(join(rules, 'extra')) ? await ruleFolders(rules, 'extra') : [];
  const folders = [...(await ruleFolders(rules, 'usual')), ...extra];
  return Object.fromEntries(
    folders.flatMap((folder) => {
      const files = rulesIn(join(rules, folder));
      if (files.length === 0) return [];
      const table = requirementTable(files.map(({ content }) => requirements.of(content)));
      const known = files.map(({ file, content }) => ({ file, utilities: usedBy(content, utilities) }));
      return [[folder, { rules: known, table }]];
    }),
  );
}

/** The files of the utilities whose names stand in a rule, and in these utilities themselves: rather one too many. */
function usedBy(content: unknown, utilities: readonly RuleFile[]): readonly string[] {
  const used = new Set<RuleFile>();
  const look = (value: unknown): void => {
    for (const utility of utilities) {
      if (used.has(utility) || !stringsIn(value).has(String(fieldsOf(utility.content)?.['id']))) continue;
      used.add(utility);
      look(utility.content);
    }
  };
  look(content);
  return [...used].map(({ file }) => file).sort();
}

function stringsIn(value: unknown): ReadonlySet<unknown> {
  if (typeof value !== 'object' || value === null) return new Set([value]);
  return new Set(Object.values(value).flatMap((inner) => [...stringsIn(inner)]));
}

/** All that ast-grep finds in a folder, at any depth. */
function rulesIn(folder: string): readonly RuleFile[] {
  const files = globSync('**/*.{yml,yaml}', { cwd: folder }).sort();
  return files.map((file) => ({ file, content: parse(readFileSync(join(folder, file), 'utf8')) }));
}
