import { isOneOf } from '../json.ts';
import { insightsError, type Refusal } from '../refusal.ts';

/** A text of at most `most` UTF-16 units; undefined where it is absent or null. */
export function insightsText(
  name: string,
  value: unknown,
  most = Number.POSITIVE_INFINITY,
): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badField(name, `The ${name} field must be a string.`);
  if (value.length > most) {
    throw badField(name, `The ${name} field cannot contain more than ${most} characters.`, [most]);
  }
  return value;
}

export function insightsWord<const Word extends string>(
  name: string,
  words: readonly Word[],
  value: unknown,
): Word | undefined {
  if (value === undefined || value === null) return undefined;
  if (isOneOf(words, value)) return value;
  throw badField(name, `The ${name} field must be one of ${words.join(', ')}.`, [value]);
}

/**
 * An address that others can reach: `localhost` is refused
 * (https://github.com/mc1arke/sonarqube-community-branch-plugin/issues/182).
 */
export function insightsLink(name: string, value: unknown): string | undefined {
  const link = insightsText(name, value);
  if (link === undefined) return undefined;
  const url = URL.parse(link);
  const isPublic = url !== null && /^https?:$/.test(url.protocol) && /\.[a-z][a-z0-9-]*$/i.test(url.hostname);
  if (!isPublic) throw badField(name, `The ${name} field must be a valid URL.`, [link]);
  return link;
}

/** The wording of the answer to a report or annotation without something that it must have. */
export function missingAttributes(kind: 'Report' | 'Annotation', names: readonly string[]): Refusal {
  const message = `Cannot build ${kind}, some of required attributes are not set [${names.join(', ')}]`;
  return insightsError(400, 'report-service.general.bad-request', message, names);
}

export function badField(name: string, message: string, args: readonly unknown[] = []): Refusal {
  return insightsError(400, `report-service.${name}.invalid`, message, args);
}
