import type { Region } from '../../core/finding.ts';
import { asInteger, asObject } from '../json.ts';

/** A region that is given in characters or bytes from the file's start: the file's text is needed for its lines. */
export interface OffsetRegion {
  readonly unit: 'char' | 'byte';
  readonly offset: number;
  readonly length: number;
}

/**
 * Lines and columns of a SARIF `region` (2.1.0, section 3.30); undefined where it has no usable `startLine`. An end
 * before the start is corrected to the start: the start is what every producer gets right.
 */
export function regionOf(value: unknown): Region | undefined {
  const region = asObject(value);
  const startLine = asInteger(region['startLine'], 1);
  if (startLine === undefined) return undefined;
  const endLine = Math.max(asInteger(region['endLine'], 1) ?? startLine, startLine);
  const startColumn = asInteger(region['startColumn'], 1);
  const endColumn = asInteger(region['endColumn'], 1);
  const endsBefore = startLine === endLine && endColumn !== undefined && endColumn < (startColumn ?? 1);
  if (endColumn === undefined || endsBefore) {
    return startColumn === undefined ? { startLine, endLine } : { startLine, endLine, startColumn };
  }
  return startColumn === undefined
    ? { startLine, endLine, endColumn }
    : { startLine, endLine, startColumn, endColumn };
}

/** The offsets of a `region` that has no lines; undefined where it has lines, no offset, or is about bytes of a binary. */
export function offsetRegionOf(value: unknown): OffsetRegion | undefined {
  const region = asObject(value);
  const charOffset = asInteger(region['charOffset'], 0);
  if (charOffset !== undefined) {
    return { unit: 'char', offset: charOffset, length: asInteger(region['charLength'], 0) ?? 0 };
  }
  const byteOffset = asInteger(region['byteOffset'], 0);
  if (byteOffset === undefined) return undefined;
  return { unit: 'byte', offset: byteOffset, length: asInteger(region['byteLength'], 0) ?? 0 };
}
