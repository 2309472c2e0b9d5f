import { asObject, asText, type JsonObject } from '../json.ts';
import { primaryLocation } from './place-of.ts';

const mask = '********';
// Real snippets hold one secret or two; a hostile one must not cost a search for each of its words.
const mostParts = 40;

/**
 * `text` without the secret that a result of a secret scanner is about: such tools put it into the snippet, and some
 * repeat it in the message.
 */
export function withoutSecret(text: string, result: JsonObject): string {
  return secretsOf(result).reduce((masked, secret) => masked.replaceAll(secret, mask), text);
}

function secretsOf(result: JsonObject): readonly string[] {
  const region = asObject(asObject(primaryLocation(result)['physicalLocation'])['region']);
  const snippet = asText(asObject(region['snippet'])['text'])?.trim() ?? '';
  // The flagged text may be `key = "secret"`: its parts are looked at one by one.
  const parts = snippet.slice(0, 5_000).match(/[^\s"'`=:,;()[\]{}<>]+/g) ?? [];
  return [...new Set([snippet, ...parts.filter(looksSecret).slice(0, mostParts)])]
    .filter((part) => part.length >= 6)
    .sort((a, b) => b.length - a.length);
}

/** Words of a language would only make the message unreadable; what nobody says aloud may be a secret. */
function looksSecret(part: string): boolean {
  return part.length >= 20 || (part.length >= 6 && /[^a-z_.-]/i.test(part));
}
