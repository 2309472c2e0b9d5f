import { asInteger, asList, asObject, asText, isObject, type JsonObject } from '../json.ts';
import { percentDecoded } from './path-segments.ts';
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
  const physical = asObject(location['physicalLocation']);
  const region = asObject(isObject(physical['artifactLocation']) ? physical['region'] : undefined);
  const numbers = regionNumbers.map(([property, least]) => asInteger(region[property], least) ?? '');
  const given = 'given' in located ? percentDecoded(located.given).replaceAll('\\', '/') : '';
  const known = [given, ...numbers, name].join(' ');
  return known.trim() === '' ? '' : known;
}

const regionNumbers = [
  ['startLine', 1],
  ['startColumn', 1],
  ['endLine', 1],
  ['endColumn', 1],
  ['charOffset', 0],
  ['byteOffset', 0],
] as const;
