import { asList, asObject, asText, type JsonObject, own } from '../json.ts';
import { textLimits } from './bounded-text.ts';
import { withoutLinks } from './without-links.ts';

// Messages are cut to a fraction of this; work on a hostile one of 60 MB would be for nothing.
const longest = textLimits.message * 4;
const mostArguments = 1000;

/** The tables that a message's `id` is looked up in, nearest first: `messageStrings`, `globalMessageStrings`. */
export type MessageTables = readonly JsonObject[];

/**
 * The plain text of a SARIF `message` (2.1.0, section 3.11): its own text or the one that its id names, placeholders
 * filled, links to places reduced to their text. Undefined where it has none.
 */
export function messageText(message: unknown, tables: MessageTables = []): string | undefined {
  const source = asObject(message);
  const template = ownText(source) ?? textById(asText(source['id']), tables);
  if (template === undefined) return undefined;
  const filled = fillPlaceholders(
    template.slice(0, longest),
    asList(source['arguments']).slice(0, mostArguments),
  );
  const text = withoutLinks(filled.slice(0, longest));
  return text.trim() === '' ? undefined : text;
}

/** The text of a `multiformatMessageString`, plain before Markdown. */
export function plainText(message: unknown): string | undefined {
  const text = ownText(asObject(message));
  return text === undefined || text.trim() === '' ? undefined : text;
}

function ownText(message: JsonObject): string | undefined {
  return asText(message['text']) ?? asText(message['markdown']);
}

function textById(id: string | undefined, tables: MessageTables): string | undefined {
  if (id === undefined) return undefined;
  for (const table of tables) {
    const text = ownText(asObject(own(table, id)));
    if (text !== undefined) return text;
  }
  return undefined;
}

/**
 * `{0}` becomes the first argument, `{{` a brace. Without arguments the text stays as it is: producers that have none
 * do not escape braces either.
 */
function fillPlaceholders(template: string, values: readonly unknown[]): string {
  if (values.length === 0) return template;
  return template.replace(/\{\{|\}\}|\{(\d{1,4})\}/g, (found, index: string | undefined) => {
    if (index === undefined) return found.charAt(0);
    return asText(values[Number(index)])?.slice(0, textLimits.message) ?? found;
  });
}
