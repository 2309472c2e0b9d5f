import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { languageGlobs, ruleFolderHasFiles } from './ast-grep-languages.ts';
import type { ChosenRules } from './prefilter/rule-prefilter.ts';
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
 * https://ast-grep.github.io/reference/sgconfig.html. JSON is YAML. Only rules that could match are named there, and
 * the utilities that they use: to read all of a language takes ast-grep longer than to scan a hundred files.
 */
export async function writeAstGrepConfig(
  { installation, workFolder }: Pick<ScanContext, 'installation' | 'workFolder'>,
  chosen: ChosenRules,
  files: readonly string[],
): Promise<string> {
  const rules = join(installation.root, 'rules');
  const whole = [...chosen.folders].sort().map((folder) => join(rules, folder));
  const known = [...chosen.rules].flatMap(([folder, some]) => [...some].map((rule) => ({ folder, rule })));
  const copies = await copyAll(
    rules,
    join(workFolder, 'rules'),
    known.map(({ folder, rule }) => join(folder, rule.file)),
  );
  const config = {
    ruleDirs: [...copies, ...whole],
    utilDirs:
      whole.length > 0
        ? await utilityFolders(rules, files)
        : await copyAll(
            join(rules, 'utils'),
            join(workFolder, 'utils'),
            known.flatMap(({ rule }) => rule.utilities),
          ),
    languageGlobs,
  };
  const file = join(workFolder, 'sgconfig.yml');
  await writeFile(file, JSON.stringify(config));
  return file;
}

/** Those of the languages that there are files of, for rules of which is not known what they use. */
async function utilityFolders(rules: string, files: readonly string[]): Promise<readonly string[]> {
  if (!(await foldersOf(rules)).includes('utils')) return [];
  const names = (await foldersOf(join(rules, 'utils'))).filter(ruleFolderHasFiles(files));
  return names.sort().map((name) => join(rules, 'utils', name));
}

/** Gives the folder with the copies, if there are any. */
async function copyAll(from: string, to: string, files: readonly string[]): Promise<readonly string[]> {
  for (const file of new Set(files)) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await copyFile(join(from, file), join(to, file));
  }
  return files.length === 0 ? [] : [to];
}

async function foldersOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
