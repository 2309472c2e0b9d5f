import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ruleFolderHasFiles } from '../ast-grep-languages.ts';
import { fieldsOf, parseJson } from '../json-fields.ts';
import { RequirementCheck } from './requirement-check.ts';
import { decodeTable } from './requirement-table.ts';

/** In `rules/` of a built pipe: by folder of rules what a file must hold for one of them to match in it. */
export const requirementsFile = 'requirements.json';

/** Tells files in which no rule can match, without a syntax tree: most of them, and ten times faster than with one. */
export class RulePrefilter {
  readonly #folders: readonly string[];
  readonly #tables: Readonly<Record<string, unknown>>;
  readonly #checks = new Map<string, RequirementCheck | undefined>();

  /** @param requirements what `requirements.json` holds */
  constructor(folders: readonly string[], requirements: unknown) {
    this.#folders = folders;
    this.#tables = fieldsOf(requirements) ?? {};
  }

  /**
   * @param rules the folder with all rules
   * @param folders those under it whose rules are used; one that the requirements leave out could match anything
   */
  static async read(rules: string, folders: readonly string[]): Promise<RulePrefilter> {
    const text = await readFile(join(rules, requirementsFile), 'utf8').catch(() => '');
    return new RulePrefilter(folders, parseJson(text));
  }

  /** @param bytes of the file, in UTF-8 */
  couldMatch(file: string, bytes: Uint8Array): boolean {
    const hasRules = ruleFolderHasFiles([file]);
    return this.#folders.filter(hasRules).some((folder) => this.#check(folder)?.couldMatch(bytes) ?? true);
  }

  #check(folder: string): RequirementCheck | undefined {
    if (!this.#checks.has(folder)) {
      const table = Object.hasOwn(this.#tables, folder) ? decodeTable(this.#tables[folder]) : undefined;
      this.#checks.set(folder, table && new RequirementCheck(table));
    }
    return this.#checks.get(folder);
  }
}
