import { asList, asObject, isObject, type JsonObject } from '../json.ts';
import { ownProperties } from '../normalise/run-header.ts';
import type { LogEvent } from './log-event.ts';

/** What a run says besides its results, collected as it comes. */
export class RunParts {
  readonly properties = new Map<string, unknown>();
  /** The `location` of each artifact: all that results refer to. */
  readonly artifacts: JsonObject[] = [];

  take(event: LogEvent): void {
    if (event.kind === 'run-property') this.properties.set(event.name, event.value);
    if (event.kind !== 'elements' || event.of !== 'artifacts') return;
    for (const artifact of event.values) this.artifacts.push(asObject(asObject(artifact)['location']));
  }
}

const decisive: ReadonlySet<string> = new Set([
  'tool',
  'originalUriBaseIds',
  'taxonomies',
  'threadFlowLocations',
  'externalPropertyFileReferences',
]);

/** True for a part of a run that can change what its results mean: after them, they have to be read again. */
export function decidesResults(event: LogEvent): boolean {
  if (event.kind === 'elements') return event.of === 'artifacts' && event.values.length > 0;
  if (event.kind !== 'run-property') return false;
  if (event.name === 'invocations') return asList(event.value).some(hasOverrides);
  if (event.name === 'properties') return isObject(asObject(event.value)[ownProperties]);
  return decisive.has(event.name);
}

function hasOverrides(invocation: unknown): boolean {
  return asList(asObject(invocation)['ruleConfigurationOverrides']).length > 0;
}
