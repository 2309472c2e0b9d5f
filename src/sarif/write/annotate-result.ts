import { asList, asObject, type JsonObject } from '../json.ts';
import { primaryLocation } from '../normalise/place-of.ts';
import { ownProperties } from '../normalise/run-header.ts';
import { uriOf } from './uri-of.ts';
import type { WrittenFinding } from './written-finding.ts';

/** The entry of `partialFingerprints` that holds the finding's fingerprint. */
const fingerprintName = 'codeScan/v1';

/** A result with what the pipe found out of it: its path in this repository, fingerprint, state and suppression. */
export function annotateResult(result: JsonObject, finding: WrittenFinding): JsonObject {
  const { fingerprint, disposition } = finding;
  return {
    ...result,
    ...(finding.place !== undefined && { locations: relocated(result, finding.place.path) }),
    ...(fingerprint !== undefined && {
      partialFingerprints: {
        // The producer's own value stays: GitHub knows the finding by it already.
        ...(finding.primaryLocationLineHash !== undefined && {
          primaryLocationLineHash: finding.primaryLocationLineHash,
        }),
        ...asObject(result['partialFingerprints']),
        [fingerprintName]: fingerprint,
      },
    }),
    ...(disposition !== undefined && { baselineState: baselineStateOf(finding) }),
    suppressions: suppressionsOf(result, finding),
    properties: { ...asObject(result['properties']), [ownProperties]: ownPropertiesOf(finding) },
  };
}

/** What SARIF has no place for; read back, it decides what the finding was. */
export function ownPropertiesOf({
  severity,
  category,
  cwe,
  disposition,
  reason,
  times,
}: WrittenFinding): JsonObject {
  return {
    severity,
    category,
    ...(cwe.length > 0 && { cwe }),
    ...(disposition !== undefined && { disposition }),
    ...(reason !== undefined && { reason }),
    ...(times !== undefined && { times }),
  };
}

/** `updated` stands for what triage is unsure of: perhaps there before, then moved or changed. */
export function baselineStateOf({ disposition, previous }: WrittenFinding): 'new' | 'unchanged' | 'updated' {
  if (disposition === 'moved?') return 'updated';
  const isOld = previous !== undefined || disposition === 'baselined' || disposition === 'outside-change';
  return isOld ? 'unchanged' : 'new';
}

/**
 * The suppressions that the SARIF carried, or the one that triage decided on. An empty list says that the result is
 * not suppressed.
 */
export function suppressionsOf(result: JsonObject, finding: WrittenFinding): readonly unknown[] {
  const { suppressions } = finding;
  const originals = asList(result['suppressions']);
  // Where something of the original did not fit, there is no telling which one is which.
  const isWhole = originals.length === suppressions.length;
  const given = suppressions.map((one, index) => {
    const { justification: _, ...original } = asObject(isWhole ? originals[index] : undefined);
    return { ...original, ...one };
  });
  const isGiven = suppressions.some(({ status }) => status === 'accepted');
  if (finding.disposition !== 'suppressed' || isGiven) return given;
  const own = {
    kind: finding.suppressedBy === 'code comment' ? 'inSource' : 'external',
    status: 'accepted',
    justification: [finding.suppressedBy, finding.reason].filter((part) => part !== undefined).join(': '),
  };
  return [...given, own];
}

/** The place where it was found first gets the path that it has here: the next reader has no other machine to guess. */
function relocated(result: JsonObject, path: string): readonly unknown[] {
  const locations = asList(result['locations']);
  const primary = primaryLocation(result);
  const physical = asObject(primary['physicalLocation']);
  const { uriBaseId: _, index: __, ...artifact } = asObject(physical['artifactLocation']);
  const moved = {
    ...primary,
    physicalLocation: { ...physical, artifactLocation: { ...artifact, uri: uriOf(path) } },
  };
  if (locations.length === 0) return [moved];
  return locations.map((location) => (location === primary ? moved : location));
}
