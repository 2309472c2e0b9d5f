import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageGlobs } from '../../src/scanners/ast-grep-languages.ts';

export interface Match {
  readonly ruleId: string;
  readonly file: string;
  readonly replacement?: string;
  /** In bytes of the file. */
  readonly replacementOffsets?: { readonly start: number; readonly end: number };
}

/** Every rule of the project, the extra ones too, over a folder. `more` are rules added as YAML documents. */
export function runAstGrep(root: string, folder: string, more = ''): Match[] {
  const rules = join(root, 'rules');
  const folders = readdirSync(rules, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !['utils', 'secrets', 'flow'].includes(entry.name),
  );
  const added = join(folder, '.more');
  const config = join(folder, '.sgconfig.yml');
  mkdirSync(added, { recursive: true });
  if (more !== '') writeFileSync(join(added, 'more.yml'), more);
  writeFileSync(
    config,
    JSON.stringify({
      ruleDirs: [...folders.map(({ name }) => join(rules, name)), added],
      utilDirs: [join(rules, 'utils')],
      languageGlobs,
    }),
  );
  const { status, stdout, stderr } = spawnSync(
    join(root, 'node_modules/.bin/ast-grep'),
    ['scan', '--config', config, '--json=compact', '.'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  // 1 means that a rule of severity `error` matched.
  if ((status !== 0 && status !== 1) || !stdout.startsWith('[')) throw new Error(`ast-grep: ${stderr}`);
  const matches: unknown = JSON.parse(stdout);
  if (!Array.isArray(matches) || !matches.every(isMatch)) throw new TypeError('not what ast-grep writes');
  return matches.map((match) => ({ ...match, file: match.file.replace(/^\.\//, '') }));
}

function isMatch(value: unknown): value is Match {
  return typeof value === 'object' && value !== null && 'ruleId' in value && 'file' in value;
}
