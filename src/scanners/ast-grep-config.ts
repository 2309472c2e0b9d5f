import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languageGlobs, ruleFolderHasFiles } from './ast-grep-languages.ts';
import type { ScanContext } from './scanner.ts';

/** `extra` are the noisier rules. */
export type RuleSet = 'usual' | 'extra';

/** Folders of `rules/` that hold no rules of the usual set. */
const otherFolders = new Set(['extra', 'flow', 'secrets', 'utils']);

/**
 * Writes the only sgconfig.yml that the run reads, into the work folder: one of the repository's has no say.
 * https://ast-grep.github.io/reference/sgconfig.html. JSON is YAML. Rules for languages of which there is no file are
 * left out: to read all of them takes ast-grep longer than to scan a hundred files.
 */
export async function writeAstGrepConfig(
  { installation, workFolder }: Pick<ScanContext, 'installation' | 'workFolder'>,
  set: RuleSet,
  files: readonly string[],
): Promise<string> {
  const rules = join(installation.root, 'rules');
  const hasFiles = ruleFolderHasFiles(files);
  const names = await foldersOf(rules);
  const folder = set === 'extra' ? join(rules, 'extra') : rules;
  const languages =
    set === 'extra' ? await foldersOf(folder) : names.filter((name) => !otherFolders.has(name));
  const file = join(workFolder, 'sgconfig.yml');
  const config = {
    ruleDirs: foldersIn(folder, languages.filter(hasFiles)),
    utilDirs: names.includes('utils')
      ? foldersIn(join(rules, 'utils'), (await foldersOf(join(rules, 'utils'))).filter(hasFiles))
      : [],
    languageGlobs,
  };
  await writeFile(file, JSON.stringify(config));
  return file;
}

function foldersIn(folder: string, names: readonly string[]): readonly string[] {
  return names.map((name) => join(folder, name)).sort();
}

async function foldersOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
