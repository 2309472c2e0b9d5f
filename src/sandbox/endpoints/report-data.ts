import { isOneOf, isRecord } from '../json.ts';
import type { DataEntry } from '../state.ts';
import { badField } from './insights-field.ts';

const types = ['BOOLEAN', 'DATE', 'DURATION', 'LINK', 'NUMBER', 'PERCENTAGE', 'TEXT'] as const;

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports */
const mostEntries = 10;

/** The `data` of a report: at most ten entries, each with a value of its type. */
export function readReportData(data: unknown): readonly DataEntry[] {
  if (data === undefined || data === null) return [];
  if (!Array.isArray(data)) throw badField('data', 'The data field must be an array.');
  if (data.length > mostEntries) {
    throw badField('data', `The data field cannot contain more than ${mostEntries} elements.`, [data.length]);
  }
  return data.map(readEntry);
}

function readEntry(entry: unknown): DataEntry {
  if (!isRecord(entry) || typeof entry['title'] !== 'string') {
    throw badField('data', 'Each data element must have a title.');
  }
  const { title, type } = entry;
  if (type === undefined || type === null) {
    const value = entry['value'];
    if (isScalar(value)) return { title, value };
    throw badField('data', `The value of ${JSON.stringify(title)} must be a boolean, number or string.`);
  }
  if (!isOneOf(types, type)) {
    throw badField('data', `The type of ${JSON.stringify(title)} must be one of ${types.join(', ')}.`, [
      type,
    ]);
  }
  const value = valueOfType(type, entry['value']);
  if (value === undefined) {
    throw badField('data', `The value of ${JSON.stringify(title)} does not fit its type ${type}.`);
  }
  return { title, type, value };
}

function valueOfType(type: (typeof types)[number], value: unknown): DataEntry['value'] | undefined {
  switch (type) {
    case 'BOOLEAN':
      return typeof value === 'boolean' ? value : undefined;
    case 'TEXT':
      return typeof value === 'string' ? value : undefined;
    case 'NUMBER':
      return typeof value === 'number' ? value : undefined;
    case 'DATE':
    case 'DURATION':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
    case 'PERCENTAGE':
      return typeof value === 'number' && value >= 0 && value <= 100 ? value : undefined;
    case 'LINK':
      return linkValue(value);
  }
}

function linkValue(value: unknown): DataEntry['value'] | undefined {
  if (!isRecord(value)) return undefined;
  const { text, href } = value;
  if (typeof text !== 'string' || typeof href !== 'string') return undefined;
  return URL.canParse(href) ? { text, href } : undefined;
}

function isScalar(value: unknown): value is boolean | number | string {
  return ['boolean', 'number', 'string'].includes(typeof value);
}
