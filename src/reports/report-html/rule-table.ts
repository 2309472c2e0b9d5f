import type { TriagedFinding } from '../../core/finding.ts';
import { truncate } from '../../core/truncate.ts';
import { publicUrl } from '../public-url.ts';
import { visibleText } from '../visible-text.ts';
import type { PageRule } from './page-data.ts';

/** UTF-16 units of one explanation, and of all of them. */
const longestHelp = 4000;
const helpBudget = 2_000_000;

/** What the rules say of themselves, once each, numbered in the order of their first finding. */
export class RuleTable {
  readonly #rules: PageRule[] = [];
  readonly #indexes = new Map<string, number>();
  #left = helpBudget;

  get rules(): readonly PageRule[] {
    return this.#rules;
  }

  indexOf(finding: Pick<TriagedFinding, 'scanner' | 'rule' | 'ruleInformation'>): number {
    const key = JSON.stringify([finding.scanner, finding.rule]);
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    const index = this.#rules.push(this.#ruleOf(finding)) - 1;
    this.#indexes.set(key, index);
    return index;
  }

  #ruleOf({
    scanner,
    rule,
    ruleInformation,
  }: Pick<TriagedFinding, 'scanner' | 'rule' | 'ruleInformation'>): PageRule {
    const { name, description, help, helpUri } = ruleInformation;
    const url = publicUrl(helpUri);
    return {
      id: shown(rule, 200),
      scanner: shown(scanner, 100),
      ...(name === undefined ? {} : { name: shown(name, 200) }),
      ...(description === undefined ? {} : { description: this.#spend(description) }),
      ...(help === undefined || help === description ? {} : { help: this.#spend(help) }),
      ...(url === undefined ? {} : { url }),
    };
  }

  #spend(text: string): string {
    const part = shown(text, Math.min(longestHelp, Math.max(0, this.#left)));
    this.#left -= part.length;
    return part;
  }
}

function shown(text: string, limit: number): string {
  return truncate(visibleText(text).trim(), limit);
}
