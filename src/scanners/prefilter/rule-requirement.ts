import { type Fields, fieldsOf, listOf, textOf } from '../json-fields.ts';
import { regexRequirement } from './regex-requirement.ts';
import { type Requirement, requireAll, requireAny, requireText } from './requirement.ts';

/** Rules about other places of the same file: what they need is in the file too. */
const relations = ['has', 'inside', 'precedes', 'follows'];

/**
 * Tells what a file must hold for rules of ast-grep to match in it: https://ast-grep.github.io/reference/rule.html. All
 * keys of a rule object hold at once, so that one which is not known here only makes the requirement weaker.
 */
export class RuleRequirements {
  readonly #utilities: ReadonlyMap<unknown, unknown>;
  readonly #known = new Map<string, Requirement>();

  /** @param utilities the global ones, as YAML gives them */
  constructor(utilities: readonly unknown[]) {
    this.#utilities = new Map(utilities.map((file) => [fieldsOf(file)?.['id'], file]));
  }

  /** Of a rule or a global utility, as YAML gives it. */
  of(file: unknown): Requirement {
    const fields = fieldsOf(file);
    const local = fieldsOf(fields?.['utils']) ?? {};
    const known = new Map<string, Requirement>();
    const byName = (name: string): Requirement =>
      Object.hasOwn(local, name)
        ? once(known, name, () => requirementOf(local[name], byName))
        : once(this.#known, name, () => this.of(this.#utilities.get(name)));
    return requirementOf(fields?.['rule'], byName);
  }
}

/** Of a utility that asks for itself nothing is known within itself. */
function once(known: Map<string, Requirement>, name: string, find: () => Requirement): Requirement {
  const before = known.get(name);
  if (before !== undefined) return before;
  known.set(name, 'anything');
  const found = find();
  known.set(name, found);
  return found;
}

function requirementOf(rule: unknown, byName: (utility: string) => Requirement): Requirement {
  const fields: Fields = fieldsOf(rule) ?? {};
  const [regex, pattern, utility] = ['regex', 'pattern', 'matches'].map((key) => textOf(fields[key]));
  const parts = (key: string) => listOf(fields[key]).map((part) => requirementOf(part, byName));
  return requireAll([
    ...(regex === undefined ? [] : [regexRequirement(regex)]),
    ...(pattern === undefined ? [] : [patternRequirement(pattern)]),
    ...(utility === undefined ? [] : [byName(utility)]),
    ...parts('all'),
    requireAny(parts('any')),
    ...relations.filter((key) => key in fields).map((key) => requirementOf(fields[key], byName)),
  ]);
}

/**
 * The words of a pattern stand in the code as they stand in the pattern, whatever is between them; variables such as
 * `$NAME` and `$$$` stand for anything. Quotes, operators and brackets are left out: code has several ways to write some.
 */
function patternRequirement(pattern: string): Requirement {
  const words = pattern.matchAll(/(?<![$\w])[A-Za-z_]\w*/g);
  return requireAll([...words].map(([word]) => requireText(word)));
}
