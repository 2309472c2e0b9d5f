import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languageGlobs, ruleFolderHasFiles } from './ast-grep-languages.ts';
import type { ScanContext } from './scanner.ts';

/** `extra` are the noisier rules. */
export type RuleSet = 'usual' | 'extra';

/** Folders of `rules/` that hold no rules of the usual set. */
const otherFolders = new Set(['extra', 'flow', 'secrets', 'utils']);

/** The folders under `rules/` whose rules are of the set, with `/`. */
export async function ruleFolders(rules: string, set: RuleSet): Promise<readonly string[]> {
  const names =
    set === 'extra'
      ? (await foldersOf(join(rules, 'extra'))).map((name) => `extra/${name}`)
      : (await foldersOf(rules)).filter((name) => !otherFolders.has(name));
  return names.sort();
}

/**
 * Writes the only sgconfig.yml that the run reads, into the work folder: one of the repository's has no say.
 * https://ast-grep.github.io/reference/sgconfig.html. JSON is YAML. Rules for languages of which there is no file are
 * left out: to read all of them takes ast-grep longer than to scan a hundred files.
 */
export async function writeAstGrepConfig(
  { installation, workFolder }: Pick<ScanContext, 'installation' | 'workFolder'>,
  folders: readonly string[],
  files: readonly string[],
): Promise<string> {
  const rules = join(installation.root, 'rules');
  const hasFiles = ruleFolderHasFiles(files);
  const utilities = (await foldersOf(rules)).includes('utils') ? await foldersOf(join(rules, 'utils')) : [];
  const file = join(workFolder, 'sgconfig.yml');
  const config = {
    ruleDirs: folders.filter(hasFiles).map((folder) => join(rules, folder)),
    utilDirs: utilities
      .filter(hasFiles)
      .map((name) => join(rules, 'utils', name))
      .sort(),
    languageGlobs,
  };
  await writeFile(file, JSON.stringify(config));
  return file;
}

async function foldersOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
