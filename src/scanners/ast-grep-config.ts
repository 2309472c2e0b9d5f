import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languageGlobs } from './ast-grep-languages.ts';
import type { ScanContext } from './scanner.ts';

/** Folders of `rules/` that are not ast-grep's, or not in a run by default. */
const otherFolders = new Set(['extra', 'secrets', 'utils']);

/**
 * Writes the only sgconfig.yml that the run reads, into the work folder: one of the repository's has no say.
 * https://ast-grep.github.io/reference/sgconfig.html. JSON is YAML.
 */
export async function writeAstGrepConfig({ installation, workFolder }: ScanContext): Promise<string> {
  const rules = join(installation.root, 'rules');
  const entries = await readdir(rules, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !otherFolders.has(entry.name));
  const file = join(workFolder, 'sgconfig.yml');
  const config = {
    ruleDirs: folders.map(({ name }) => join(rules, name)).sort(),
    ...(entries.some(({ name }) => name === 'utils') && { utilDirs: [join(rules, 'utils')] }),
    languageGlobs,
  };
  await writeFile(file, JSON.stringify(config));
  return file;
}
