import type { Region } from '../../core/finding.ts';
import { asInteger, asObject, asText, isObject, type JsonObject } from '../json.ts';

/**
 * The flagged text as the location carries it: the region's own snippet, else its lines out of the context region's
 * (SARIF 2.1.0, sections 3.29.5 and 3.30.13).
 */
export function snippetOf(location: JsonObject, region: Region | undefined): string | undefined {
  if (!isObject(location['artifactLocation'])) return undefined;
  const own = textOf(location['region']);
  if (own !== undefined || region === undefined) return own;
  const context = asObject(location['contextRegion']);
  const text = textOf(context);
  const first = asInteger(context['startLine'], 1);
  if (text === undefined || first === undefined || region.startLine < first) return undefined;
  const lines = text.split(/\r\n|\n|\r/).slice(region.startLine - first, region.endLine - first + 1);
  return lines.length === 0 ? undefined : lines.join('\n');
}

function textOf(region: unknown): string | undefined {
  const text = asText(asObject(asObject(region)['snippet'])['text']);
  return text === undefined || text === '' ? undefined : text;
}
