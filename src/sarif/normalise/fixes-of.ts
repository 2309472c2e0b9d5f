import type { Edit, Fix } from '../../core/finding.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';
import { boundedText, textLimits } from './bounded-text.ts';
import { messageText } from './message-text.ts';
import type { PlaceReader } from './place-of.ts';
import { regionOf } from './region-of.ts';

/** Most that is kept of each; what lies beyond is still in `report.sarif`. */
const limits = { fixes: 5, edits: 50 } as const;

/** A fix of which one edit cannot be read is left out whole: half a fix breaks the code. */
export function fixesOf(result: JsonObject, places: PlaceReader): readonly Fix[] {
  const given = asList(result['fixes']);
  if (given.length === 0) return none;
  return given.slice(0, limits.fixes).flatMap((value) => {
    const fix = asObject(value);
    const edits = editsOf(fix, places);
    if (edits === undefined || edits.length === 0) return [];
    const description = boundedText(messageText(fix['description']) ?? '', textLimits.message);
    return [{ description, edits }];
  });
}

function editsOf(fix: JsonObject, places: PlaceReader): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const change of asList(fix['artifactChanges']).map(asObject)) {
    const located = places.locate(change['artifactLocation']);
    if (located.kind !== 'inside') return undefined;
    for (const replacement of asList(change['replacements']).map(asObject)) {
      const region = regionOf(replacement['deletedRegion']);
      const inserted = asText(asObject(replacement['insertedContent'])['text']) ?? '';
      const isReadable =
        region !== undefined && inserted.length <= textLimits.snippet && edits.length < limits.edits;
      if (!isReadable) return undefined;
      edits.push({ path: located.path, region, inserted });
    }
  }
  return edits;
}

const none: readonly Fix[] = Object.freeze([]);
