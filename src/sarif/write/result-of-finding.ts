import type { Finding, Fix, Region, Step } from '../../core/finding.ts';
import type { Severity } from '../../core/severity.ts';
import { escapeBrackets } from '../escape-brackets.ts';
import type { JsonObject } from '../json.ts';
import { oneLine, textLimits } from '../normalise/bounded-text.ts';
import { uriOf } from './uri-of.ts';

const levels: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** A finding that no SARIF brought, as a result; read back, it is the same finding. */
export function resultOfFinding(finding: Finding, ruleIndex: number): JsonObject {
  const { rule, severity, message, place, snippet, related, flows, fixes, givenFingerprints } = finding;
  const content =
    snippet === undefined || finding.category === 'secret' ? {} : { snippet: { text: snippet } };
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: escapeBrackets(message) },
    ...(place !== undefined && { locations: [locationOf(place.path, place.region, content)] }),
    ...(related.length > 0 && { relatedLocations: related.map(stepLocation) }),
    ...(flows.length > 0 && {
      codeFlows: flows.map((steps) => ({
        threadFlows: [{ locations: steps.map((step) => ({ location: stepLocation(step) })) }],
      })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map(fixOf) }),
    partialFingerprints: givenFingerprints,
    suppressions: finding.suppressions,
  };
}

/** What the rule of a finding says, as a reporting descriptor. */
export function ruleOfFinding({ rule, title, message, ruleInformation, cwe }: Finding): JsonObject {
  const { name, description, help, helpUri } = ruleInformation;
  return {
    id: rule,
    ...(name !== undefined && { name }),
    ...(title !== name &&
      title !== oneLine(message, textLimits.title) && { shortDescription: { text: title } }),
    ...(description !== undefined && { fullDescription: { text: description } }),
    ...(help !== undefined && { help: { text: help, markdown: help } }),
    ...(helpUri !== undefined && { helpUri }),
    properties: { tags: cwe.map((number) => `external/cwe/cwe-${number}`) },
  };
}

function locationOf(path: string, region: Region | undefined, content: JsonObject): JsonObject {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path) },
      ...(region !== undefined && { region: { ...region, ...content } }),
    },
  };
}

function stepLocation({ place, message }: Step): JsonObject {
  return {
    ...(place !== undefined && locationOf(place.path, place.region, {})),
    ...(message !== '' && { message: { text: escapeBrackets(message) } }),
  };
}

function fixOf({ description, edits }: Fix): JsonObject {
  return {
    ...(description !== '' && { description: { text: escapeBrackets(description) } }),
    artifactChanges: edits.map(({ path, region, inserted }) => ({
      artifactLocation: { uri: uriOf(path) },
      replacements: [{ deletedRegion: region, insertedContent: { text: inserted } }],
    })),
  };
}
