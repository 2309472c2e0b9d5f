import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languageGlobs } from './ast-grep-languages.ts';
import type { ScanContext } from './scanner.ts';

/** `extra` are the noisier rules. */
export type RuleSet = 'usual' | 'extra';

/** Folders of `rules/` that hold no rules of the usual set. */
const otherFolders = new Set(['extra', 'flow', 'secrets', 'utils']);

/**
 * Writes the only sgconfig.yml that the run reads, into the work folder: one of the repository's has no say.
 * https://ast-grep.github.io/reference/sgconfig.html. JSON is YAML.
 */
export async function writeAstGrepConfig(
  { installation, workFolder }: Pick<ScanContext, 'installation' | 'workFolder'>,
  set: RuleSet,
): Promise<string> {
  const rules = join(installation.root, 'rules');
  const names = await foldersIn(rules);
  const folder = set === 'extra' ? join(rules, 'extra') : rules;
  const languages =
    set === 'extra' ? await foldersIn(folder) : names.filter((name) => !otherFolders.has(name));
  const file = join(workFolder, 'sgconfig.yml');
  const config = {
    ruleDirs: languages.map((name) => join(folder, name)).sort(),
    ...(names.includes('utils') && { utilDirs: [join(rules, 'utils')] }),
    languageGlobs,
  };
  await writeFile(file, JSON.stringify(config));
  return file;
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
