import type { Category, RuleInformation } from '../../core/finding.ts';
import { asList, asObject, asText, isObject, type JsonObject } from '../json.ts';
import { boundedText, oneLine, textLimits } from './bounded-text.ts';
import { asCategory } from './category-of.ts';
import { cweOfReferences, cweOfTags, distinctCwe, type Taxonomy } from './cwe-of.ts';
import { asLevel, type Level } from './level.ts';
import { type MessageTables, plainText } from './message-text.ts';
import { securitySeverityOf } from './severity-of.ts';

/** Ruff's short descriptions are patterns of its messages: `Use of {library}`. */
const gap = /\{\w+\}/;

/** What all results of one rule share. */
export interface RuleFacts {
  readonly id: string | undefined;
  readonly information: RuleInformation;
  /** Undefined where the rule does not say in a short and whole text what is wrong. */
  readonly title: string | undefined;
  readonly tags: readonly unknown[];
  readonly cwe: readonly number[];
  readonly securitySeverity: number | undefined;
  readonly defaultLevel: Level | undefined;
  /** `properties.category`, which our own scanners set where the rule's findings are not all of the scanner's kind. */
  readonly category: Category | undefined;
  readonly messages: MessageTables;
}

/** Reads a `reportingDescriptor` (SARIF 2.1.0, section 3.49) of a tool component with these global messages. */
export function ruleFacts(
  rule: JsonObject,
  globalMessages: JsonObject,
  taxonomies: readonly Taxonomy[],
): RuleFacts {
  const properties = asObject(rule['properties']);
  const tags = asList(properties['tags']);
  const targets = asList(rule['relationships']).map((relationship) => asObject(relationship)['target']);
  const short = plainText(rule['shortDescription']);
  return {
    id: asText(rule['id']),
    information: informationOf(rule, short),
    title: short === undefined || gap.test(short) ? undefined : oneLine(short, textLimits.title),
    tags,
    cwe: distinctCwe(cweOfTags(tags), cweOfReferences(targets, taxonomies), cweOfProperty(properties['cwe'])),
    securitySeverity: securitySeverityOf(properties['security-severity']),
    defaultLevel: asLevel(asObject(rule['defaultConfiguration'])['level']),
    category: asCategory(properties['category']),
    messages: [asObject(rule['messageStrings']), globalMessages],
  };
}

/** Snyk's `properties.cwe`: a list of `CWE-79` or one of them. */
function cweOfProperty(value: unknown): readonly number[] {
  return cweOfTags(Array.isArray(value) ? value : [value]);
}

function informationOf(rule: JsonObject, short: string | undefined): RuleInformation {
  const name = asText(rule['name']);
  const description = plainText(rule['fullDescription']) ?? short;
  const help = helpOf(rule['help']);
  const helpUri = asText(rule['helpUri']);
  return {
    ...(name !== undefined && name !== '' && { name: oneLine(name, textLimits.name) }),
    ...(description !== undefined && { description: boundedText(description, textLimits.description) }),
    ...(help !== undefined && { help: boundedText(help, textLimits.help) }),
    ...(helpUri !== undefined && isSafeLink(helpUri) && { helpUri }),
  };
}

/** Only what is safe to follow, and a URL to everybody, becomes a link: `javascript:` from a hostile log must not. */
function isSafeLink(uri: string): boolean {
  const isPlain = uri.length <= textLimits.uri && /^https?:\/\/[\w\-.~!$&'()*+,;=:@/?#%]+$/i.test(uri);
  return isPlain && !/%(?![0-9a-f]{2})/i.test(uri) && URL.canParse(uri);
}

function helpOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const markdown = asText(value['markdown']);
  return markdown === undefined || markdown.trim() === '' ? plainText(value) : markdown;
}
