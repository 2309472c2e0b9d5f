import type { Finding, Place, Source } from '../../core/finding.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';
import { boundedText, oneLine, textLimits } from './bounded-text.ts';
import { asCategory, categoryOf } from './category-of.ts';
import { cweOfNumbers, cweOfReferences, cweOfTags, distinctCwe } from './cwe-of.ts';
import { fingerprintsOf } from './fingerprints-of.ts';
import { fixesOf } from './fixes-of.ts';
import { type Level, levelOf } from './level.ts';
import type { PathLocator } from './locate-path.ts';
import { withoutSecret } from './mask-secret.ts';
import { messageText } from './message-text.ts';
import { type FoundPlace, PlaceReader, primaryLocation } from './place-of.ts';
import type { RuleFacts } from './rule-facts.ts';
import { ruleReferenceOf } from './rule-index.ts';
import { ownProperties, type RunHeader } from './run-header.ts';
import { asSeverity, securitySeverityOf, severityOf } from './severity-of.ts';
import { snippetOf } from './snippet-of.ts';
import { flowsOf, relatedOf } from './steps-of.ts';
import { suppressionsOf } from './suppressions-of.ts';
import { kindOfTool } from './tool-kind.ts';

/** A result as a finding, with what is not settled yet of its place. */
export interface ReadFinding {
  readonly finding: Finding;
  readonly found: FoundPlace;
}

/** Turns the results of one run into findings. */
export class ResultReader {
  readonly #header: RunHeader;
  readonly #places: PlaceReader;

  constructor(header: RunHeader, locator: PathLocator) {
    this.#header = header;
    this.#places = new PlaceReader(header, locator);
  }

  read(result: JsonObject, source: Source): ReadFinding {
    const reference = ruleReferenceOf(result);
    const rule = this.#header.rules.find(reference);
    const location = asObject(primaryLocation(result)['physicalLocation']);
    const found = this.#place(result, location);
    const verdict = this.#classify(result, rule);
    const id = reference.id ?? rule?.id ?? '';
    const isSecret = verdict.category === 'secret';
    const shown = isSecret ? (text: string) => withoutSecret(text, result) : (text: string) => text;
    const message = shown(messageOf(result, rule));
    const snippet = isSecret ? undefined : snippetOf(location, found.place?.region);
    const finding: Finding = {
      scanner: this.#header.tool,
      rule: oneLine(id, textLimits.rule) || 'unnamed rule',
      ruleInformation: rule?.information ?? noInformation,
      severity: verdict.severity,
      category: verdict.category,
      cwe: verdict.cwe,
      title: rule?.title ?? rule?.information.name ?? oneLine(message, textLimits.title),
      message,
      ...(found.place !== undefined && { place: found.place }),
      ...(snippet !== undefined && { snippet: boundedText(snippet, textLimits.snippet) }),
      // The texts of these may repeat the secret, and taking it out of the code does not make it secret again.
      related: isSecret ? [] : relatedOf(result, this.#places),
      flows: isSecret ? [] : flowsOf(result, this.#places, this.#header.threadFlowLocations),
      fixes: isSecret ? [] : fixesOf(result, this.#places),
      suppressions: suppressionsOf(result['suppressions']),
      givenFingerprints: fingerprintsOf(result),
      source,
    };
    return { finding, found };
  }

  #place(result: JsonObject, location: JsonObject): FoundPlace {
    if (location['artifactLocation'] !== undefined) return this.#places.physical(location);
    const located = this.#places.locate(result['analysisTarget']);
    if (located.kind !== 'inside') return { located };
    const place: Place = { path: located.path };
    return { located, place };
  }

  #classify(result: JsonObject, rule: RuleFacts | undefined): Pick<Finding, 'severity' | 'category' | 'cwe'> {
    const properties = asObject(result['properties']);
    const level: Level = levelOf(result, this.#header.overrides.levelFor(result, rule), rule?.defaultLevel);
    const score = securitySeverityOf(properties['security-severity']) ?? rule?.securitySeverity;
    const tags = asList(properties['tags']);
    const ours = asObject(properties[ownProperties]);
    const cwe = distinctCwe(
      rule?.cwe ?? [],
      cweOfTags(tags),
      cweOfReferences(result['taxa'], this.#header.taxonomies),
      cweOfNumbers(ours['cwe']),
    );
    const ruleTags = rule?.tags ?? [];
    const isSecurity =
      score !== undefined || cwe.length > 0 || ruleTags.some(isSecurityTag) || tags.some(isSecurityTag);
    const kind = this.#header.kind ?? kindOfTool(this.#header.tool, ruleTags);
    const ofRule = this.#header.isOurs ? rule?.category : undefined;
    return {
      severity: asSeverity(ours['severity']) ?? severityOf(level, score),
      category: asCategory(ours['category']) ?? ofRule ?? categoryOf({ kind, isSecurity, level }),
      cwe,
    };
  }
}

function messageOf(result: JsonObject, rule: RuleFacts | undefined): string {
  const text = messageText(result['message'], rule?.messages) ?? rule?.title ?? rule?.information.description;
  return boundedText(text ?? asText(result['ruleId']) ?? 'The scanner gave no message.', textLimits.message);
}

function isSecurityTag(tag: unknown): boolean {
  return typeof tag === 'string' && tag.toLowerCase() === 'security';
}

const noInformation = Object.freeze({});
