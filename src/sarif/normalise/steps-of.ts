import type { Step } from '../../core/finding.ts';
import { asInteger, asList, asObject, type JsonObject } from '../json.ts';
import { boundedText, textLimits } from './bounded-text.ts';
import { messageText } from './message-text.ts';
import { type PlaceReader, primaryLocation } from './place-of.ts';

/** Most that is kept of each; what lies beyond is still in `report.sarif`. */
const limits = { related: 50, flows: 10, steps: 200 } as const;

/** Further locations of the result, then its related ones. */
export function relatedOf(result: JsonObject, places: PlaceReader): readonly Step[] {
  const locations = asList(result['locations']);
  const related = asList(result['relatedLocations']);
  if (locations.length < 2 && related.length === 0) return noSteps;
  const primary = primaryLocation(result);
  const others = locations.filter((location) => location !== primary);
  return [...others, ...related].slice(0, limits.related).map((location) => stepOf(location, places));
}

/** Each thread flow of each code flow (SARIF 2.1.0, section 3.36) as one list of steps. */
export function flowsOf(
  result: JsonObject,
  places: PlaceReader,
  shared: readonly unknown[],
): readonly (readonly Step[])[] {
  const codeFlows = asList(result['codeFlows']);
  if (codeFlows.length === 0) return noFlows;
  return codeFlows
    .slice(0, limits.flows)
    .flatMap((codeFlow) => asList(asObject(codeFlow)['threadFlows']).slice(0, limits.flows))
    .slice(0, limits.flows)
    .map((threadFlow) =>
      asList(asObject(threadFlow)['locations'])
        .slice(0, limits.steps)
        .map((entry) => stepOf(locationOf(asObject(entry), shared), places)),
    )
    .filter((steps) => steps.length > 0);
}

/** A thread flow location has its location itself or shares one of the run's by index (section 3.38.2). */
function locationOf(entry: JsonObject, shared: readonly unknown[]): unknown {
  if (entry['location'] !== undefined) return entry['location'];
  const index = asInteger(entry['index'], 0);
  return index === undefined ? undefined : asObject(shared[index])['location'];
}

function stepOf(value: unknown, places: PlaceReader): Step {
  const location = asObject(value);
  const { place } = places.physical(asObject(location['physicalLocation']));
  const message = boundedText(messageText(location['message']) ?? '', textLimits.message);
  return place === undefined ? { message } : { place, message };
}

const noSteps: readonly Step[] = Object.freeze([]);
const noFlows: readonly (readonly Step[])[] = Object.freeze([]);
