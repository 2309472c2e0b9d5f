import type { Finding, Place, Source } from '../../core/finding.ts';
import { asInteger, asObject, asText, type JsonObject } from '../json.ts';
import { boundedText, oneLine, textLimits } from './bounded-text.ts';
import { Classifier } from './classifier.ts';
import { fingerprintsOf } from './fingerprints-of.ts';
import { fixesOf } from './fixes-of.ts';
import type { PathLocator } from './locate-path.ts';
import { withoutSecret } from './mask-secret.ts';
import { messageText } from './message-text.ts';
import { type FoundPlace, PlaceReader, primaryLocation } from './place-of.ts';
import type { RuleFacts } from './rule-facts.ts';
import { ruleReferenceOf } from './rule-index.ts';
import { ownProperties, type RunHeader } from './run-header.ts';
import { snippetOf } from './snippet-of.ts';
import { flowsOf, relatedOf } from './steps-of.ts';
import { suppressionsOf } from './suppressions-of.ts';

/** A result as a finding, with what is not settled yet of its place. */
export interface ReadFinding {
  readonly finding: Finding;
  readonly found: FoundPlace;
  /** As the tool’s list of rules has it. */
  readonly ruleId: string | undefined;
}

/** Turns the results of one run into findings. */
export class ResultReader {
  readonly #header: RunHeader;
  readonly #places: PlaceReader;
  readonly #classifier: Classifier;

  constructor(header: RunHeader, locator: PathLocator) {
    this.#header = header;
    this.#places = new PlaceReader(header, locator);
    this.#classifier = new Classifier(header);
  }

  /** The id of the rule that a result is of, as the tool's list of rules has it. */
  ruleOf(result: JsonObject): string | undefined {
    return this.#header.rules.find(ruleReferenceOf(result))?.id;
  }

  read(result: JsonObject, source: Source): ReadFinding {
    const reference = ruleReferenceOf(result);
    const rule = this.#header.rules.find(reference);
    const location = asObject(primaryLocation(result)['physicalLocation']);
    const found = this.#place(result, location);
    const { severity, category, cwe } = this.#classifier.classify(result, rule);
    const text = messageOf(result, rule);
    const isSecret = category === 'secret';
    const message = isSecret ? withoutSecret(text, result) : text;
    const finding: Mutable<Finding> = {
      scanner: this.#header.tool,
      rule: ruleName(reference.id, rule?.id),
      ruleInformation: rule?.information ?? noInformation,
      severity,
      category,
      cwe,
      title: rule?.title ?? rule?.information.name ?? oneLine(message, textLimits.title),
      message,
      related: nothing,
      flows: nothing,
      fixes: nothing,
      suppressions: suppressionsOf(result['suppressions']),
      givenFingerprints: fingerprintsOf(result),
      source,
    };
    if (found.place !== undefined) finding.place = found.place;
    // A report of ours has equal results once, and says how many there were.
    const times = asInteger(asObject(asObject(result['properties'])[ownProperties])['times'], 2);
    if (times !== undefined) finding.times = times;
    // Each of these may repeat the secret, and taking it out of the code does not make it secret again.
    if (!isSecret) this.#addTexts(finding, result, location);
    return { finding, found, ruleId: rule?.id };
  }

  #addTexts(finding: Mutable<Finding>, result: JsonObject, location: JsonObject): void {
    const snippet = snippetOf(location, finding.place?.region);
    if (snippet !== undefined) finding.snippet = boundedText(snippet, textLimits.snippet);
    finding.related = relatedOf(result, this.#places);
    finding.flows = flowsOf(result, this.#places, this.#header.threadFlowLocations);
    finding.fixes = fixesOf(result, this.#places);
  }

  #place(result: JsonObject, location: JsonObject): FoundPlace {
    if (location['artifactLocation'] !== undefined) return this.#places.physical(location);
    const located = this.#places.locate(result['analysisTarget']);
    if (located.kind !== 'inside') return { located };
    const place: Place = { path: located.path };
    return { located, place };
  }
}

function messageOf(result: JsonObject, rule: RuleFacts | undefined): string {
  const text = messageText(result['message'], rule?.messages) ?? rule?.title ?? rule?.information.description;
  return boundedText(text ?? asText(result['ruleId']) ?? 'The scanner gave no message.', textLimits.message);
}

/** One string for all findings of a rule that is described: a million copies of a name are megabytes. */
function ruleName(given: string | undefined, described: string | undefined): string {
  const name = given === undefined || given === described ? described : given;
  return oneLine(name ?? '', textLimits.rule) || 'unnamed rule';
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const noInformation = Object.freeze({});
const nothing: readonly never[] = Object.freeze([]);
