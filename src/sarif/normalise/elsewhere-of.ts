import { asList, asObject, asText, type JsonObject } from '../json.ts';
import { type FoundPlace, primaryLocation } from './place-of.ts';

/**
 * What tells two results apart that have the same rule and message and no lines: the offset, the path that is none of
 * the repository, or the name of a class or resource. Empty for a result with lines.
 */
export function elsewhereOf(result: JsonObject, { located, place, offset }: FoundPlace): string {
  if (offset !== undefined) return `${offset.unit} ${offset.offset} ${offset.length}`;
  if (place?.region !== undefined) return '';
  const location = primaryLocation(result);
  const logical = asObject(asList(location['logicalLocations'])[0]);
  const name = asText(logical['fullyQualifiedName']) ?? asText(logical['name']) ?? '';
  if (place !== undefined) return name;
  const region = asObject(asObject(location['physicalLocation'])['region']);
  const numbers = regionNumbers.map((property) =>
    typeof region[property] === 'number' ? region[property] : '',
  );
  const given = 'given' in located ? located.given : '';
  return `${given} ${numbers.join(' ')} ${name}`.trim();
}

const regionNumbers = [
  'startLine',
  'startColumn',
  'endLine',
  'endColumn',
  'charOffset',
  'byteOffset',
] as const;
