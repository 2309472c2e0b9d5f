import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kindOf, ruleFolderHasFiles } from '../ast-grep-languages.ts';
import { fieldsOf, parseJson } from '../json-fields.ts';
import { RequirementCheck } from './requirement-check.ts';
import { decodeRuleFolder, type KnownRule } from './rule-folder.ts';

/** In `rules/` of a built pipe: by folder of rules what a file must hold for each of them to match in it. */
export const requirementsFile = 'requirements.json';

/** Rules that could match somewhere: all of some folders, and some of others. */
export interface ChosenRules {
  /** Of which nothing is known. */
  readonly folders: ReadonlySet<string>;
  /** By folder. */
  readonly rules: ReadonlyMap<string, ReadonlySet<KnownRule>>;
}

/**
 * Tells files in which no rule can match, without a syntax tree: most of them, and ten times faster than with one. Of
 * the others it keeps which rules could.
 */
export class RulePrefilter {
  readonly #folders: readonly string[];
  readonly #described: Readonly<Record<string, unknown>>;
  readonly #choices = new Map<string, Choice>();
  readonly #choicesByKind = new Map<string, readonly Choice[]>();

  /** @param requirements what `requirements.json` holds */
  constructor(folders: readonly string[], requirements: unknown) {
    this.#folders = folders;
    this.#described = fieldsOf(requirements) ?? {};
  }

  /**
   * @param rules the folder with all rules
   * @param folders those under it whose rules are used; those of one that the requirements leave out could match anything
   */
  static async read(rules: string, folders: readonly string[]): Promise<RulePrefilter> {
    const text = await readFile(join(rules, requirementsFile), 'utf8').catch(() => '');
    return new RulePrefilter(folders, parseJson(text));
  }

  /** @param bytes of the file, in UTF-8 */
  couldMatch(file: string, bytes: Uint8Array): boolean {
    // Each is asked: rules of two folders may look at one file.
    return this.#choicesOf(file).filter((choice) => choice.couldMatch(bytes)).length > 0;
  }

  /** The rules that could match in any file that was asked about. */
  chosen(): ChosenRules {
    const known = [...this.#choices].filter(([, { isAsked }]) => isAsked);
    return {
      folders: new Set(known.flatMap(([folder, { rules }]) => (rules === 'all' ? [folder] : []))),
      rules: new Map(known.flatMap(([folder, { rules }]) => (rules === 'all' ? [] : [[folder, rules]]))),
    };
  }

  /** One for each folder whose rules look at such files. */
  #choicesOf(file: string): readonly Choice[] {
    const kind = kindOf(file) ?? '';
    const known = this.#choicesByKind.get(kind);
    if (known !== undefined) return known;
    const choices = this.#folders.filter(ruleFolderHasFiles([file])).map((folder) => this.#choiceOf(folder));
    this.#choicesByKind.set(kind, choices);
    return choices;
  }

  #choiceOf(folder: string): Choice {
    const known = this.#choices.get(folder);
    if (known !== undefined) return known;
    const choice = new Choice(Object.hasOwn(this.#described, folder) ? this.#described[folder] : undefined);
    this.#choices.set(folder, choice);
    return choice;
  }
}

/** Among the rules of one folder. */
class Choice {
  readonly rules: Set<KnownRule> | 'all';
  readonly #known: readonly KnownRule[];
  readonly #check: RequirementCheck | undefined;
  isAsked = false;

  constructor(described: unknown) {
    const folder = decodeRuleFolder(described);
    this.rules = folder === undefined ? 'all' : new Set();
    this.#known = folder?.rules ?? [];
    this.#check = folder && new RequirementCheck(folder.table);
  }

  couldMatch(bytes: Uint8Array): boolean {
    this.isAsked = true;
    if (this.#check === undefined || this.rules === 'all') return true;
    const met = this.#check.metBy(bytes);
    for (const place of met) {
      const rule = this.#known[place];
      if (rule !== undefined) this.rules.add(rule);
    }
    return met.length > 0;
  }
}
