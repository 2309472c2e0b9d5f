import { asList, asObject, asText, isObject, type JsonObject } from '../json.ts';
import type { ReadContext, ScannerKind } from '../read-context.ts';
import { boundedText, oneLine, textLimits } from './bounded-text.ts';
import { type Taxonomy, taxonomiesOf } from './cwe-of.ts';
import { LevelOverrides } from './level-overrides.ts';
import { RuleIndex } from './rule-index.ts';

/** Everything of a run that its results refer to. */
export interface RunHeader {
  /** The tool as the SARIF names it, or our scanner's own name. */
  readonly tool: string;
  readonly version: string;
  /** Undefined where neither our registry nor our own earlier output says it. */
  readonly kind: ScannerKind | undefined;
  /** True where one of our scanners, or an earlier run of the pipe, wrote the run. */
  readonly isOurs: boolean;
  readonly rules: RuleIndex;
  readonly overrides: LevelOverrides;
  readonly taxonomies: readonly Taxonomy[];
  /** `originalUriBaseIds`. */
  readonly bases: JsonObject;
  /** The `location` of each artifact. */
  readonly artifacts: readonly JsonObject[];
  readonly threadFlowLocations: readonly unknown[];
  readonly invocations: readonly unknown[];
  /** The commit that was scanned, where the log says it. */
  readonly revision: string | undefined;
}

/** The name of the property bag that the pipe writes what SARIF has no place for into. */
export const ownProperties = 'codeScan';

export function runHeader(
  properties: ReadonlyMap<string, unknown>,
  artifacts: readonly JsonObject[],
  scanner: ReadContext['scanner'],
): RunHeader {
  const tool = asObject(properties.get('tool'));
  const driver = asObject(tool['driver']);
  const ownBag = asObject(properties.get('properties'))[ownProperties];
  const ours = asObject(ownBag);
  const taxonomies = taxonomiesOf(properties.get('taxonomies'));
  const rules = new RuleIndex(tool, taxonomies);
  const invocations = asList(properties.get('invocations'));
  return {
    tool: scanner?.name ?? nameOf(ours['scanner']) ?? nameOf(driver['name']) ?? 'unknown tool',
    version: versionOf(driver),
    kind: scanner?.kind ?? kindOf(ours['kind']),
    isOurs: scanner !== undefined || isObject(ownBag),
    rules,
    overrides: new LevelOverrides(invocations, rules),
    taxonomies,
    bases: asObject(properties.get('originalUriBaseIds')),
    artifacts,
    threadFlowLocations: asList(properties.get('threadFlowLocations')),
    invocations,
    revision: revisionOf(properties.get('versionControlProvenance')),
  };
}

function nameOf(value: unknown): string | undefined {
  const name = oneLine(asText(value) ?? '', textLimits.name);
  return name === '' ? undefined : name;
}

function versionOf(driver: JsonObject): string {
  const version = asText(driver['semanticVersion']) ?? asText(driver['version']) ?? '';
  return oneLine(version, textLimits.name);
}

const kinds: readonly ScannerKind[] = ['code', 'secrets', 'dependencies', 'configuration'];

function kindOf(value: unknown): ScannerKind | undefined {
  return kinds.find((kind) => kind === value);
}

function revisionOf(value: unknown): string | undefined {
  const revisions = asList(value)
    .filter(isObject)
    .map((one) => asText(one['revisionId']));
  const revision = revisions.find((one) => one !== undefined && one !== '');
  return revision === undefined ? undefined : boundedText(revision, textLimits.name);
}
