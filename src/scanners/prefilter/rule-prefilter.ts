import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kindOf, ruleFolderHasFiles } from '../ast-grep-languages.ts';
import { fieldsOf, parseJson } from '../json-fields.ts';
import { RequirementCheck } from './requirement-check.ts';
import { decodeTable } from './requirement-table.ts';

/** In `rules/` of a built pipe: by folder of rules what a file must hold for one of them to match in it. */
export const requirementsFile = 'requirements.json';

/** Tells files in which no rule can match, without a syntax tree: most of them, and ten times faster than with one. */
export class RulePrefilter {
  readonly #folders: readonly string[];
  readonly #tables: Readonly<Record<string, unknown>>;
  readonly #checks = new Map<string, RequirementCheck | 'anything'>();
  readonly #checksByKind = new Map<string, readonly (RequirementCheck | 'anything')[]>();

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
    return this.#checksOf(file).some((check) => check === 'anything' || check.couldMatch(bytes));
  }

  /** One for each folder whose rules look at such files. */
  #checksOf(file: string): readonly (RequirementCheck | 'anything')[] {
    const kind = kindOf(file) ?? '';
    const known = this.#checksByKind.get(kind);
    if (known !== undefined) return known;
    const checks = this.#folders.filter(ruleFolderHasFiles([file])).map((folder) => this.#checkOf(folder));
    this.#checksByKind.set(kind, checks);
    return checks;
  }

  #checkOf(folder: string): RequirementCheck | 'anything' {
    const known = this.#checks.get(folder);
    if (known !== undefined) return known;
    const table = Object.hasOwn(this.#tables, folder) ? decodeTable(this.#tables[folder]) : undefined;
    const check = table === undefined ? 'anything' : new RequirementCheck(table);
    this.#checks.set(folder, check);
    return check;
  }
}
