import type { Place } from '../../core/finding.ts';
import { asInteger, asList, asObject, asText, type JsonObject } from '../json.ts';
import { withBases } from './base-uris.ts';
import type { PathLocator } from './locate-path.ts';
import type { LocatedPath } from './located-path.ts';
import { type OffsetRegion, offsetRegionOf, regionOf } from './region-of.ts';
import type { RunHeader } from './run-header.ts';

/** Where a result is, as far as that can be said yet. */
export interface FoundPlace {
  readonly located: LocatedPath;
  readonly place?: Place;
  /** A region in characters or bytes that waits for the file's text. */
  readonly offset?: OffsetRegion;
}

/** Reads locations with what their run says of base URIs and artifacts. */
export class PlaceReader {
  readonly #header: RunHeader;
  readonly #locator: PathLocator;

  constructor(header: RunHeader, locator: PathLocator) {
    this.#header = header;
    this.#locator = locator;
  }

  /** A SARIF `physicalLocation` (2.1.0, section 3.29). */
  physical(location: JsonObject): FoundPlace {
    const located = this.locate(location['artifactLocation']);
    if (located.kind !== 'inside') return { located };
    const { path } = located;
    const region = regionOf(location['region']);
    if (region !== undefined) return { located, place: { path, region } };
    const offset = offsetRegionOf(location['region']);
    return { located, place: { path }, ...(offset !== undefined && { offset }) };
  }

  /** A SARIF `artifactLocation` (2.1.0, section 3.4): by its URI, else by its index among the run's artifacts. */
  locate(value: unknown): LocatedPath {
    const given = asObject(value);
    const location = asText(given['uri']) === undefined ? this.#artifact(given) : given;
    const uri = asText(location['uri']);
    if (uri === undefined) return nowhere;
    return this.#locator.locate(withBases(uri, asText(location['uriBaseId']), this.#header.bases));
  }

  #artifact(location: JsonObject): JsonObject {
    const index = asInteger(location['index'], 0);
    const artifact = index === undefined ? undefined : this.#header.artifacts[index];
    return artifact ?? asObject(undefined);
  }
}

/** The first location that names a file, else the first one there is. */
export function primaryLocation(result: JsonObject): JsonObject {
  const locations = asList(result['locations']).map(asObject);
  const named = locations.find(
    ({ physicalLocation }) => asObject(physicalLocation)['artifactLocation'] !== undefined,
  );
  return named ?? locations[0] ?? asObject(undefined);
}

const nowhere: LocatedPath = Object.freeze({ kind: 'none' });
