import { truncate } from '../core/truncate.ts';
import type { HttpResponse } from '../http/send.ts';
import { type Decoder, dictionary, lenient, list, object, optional, text } from './decode.ts';
import { plainLine } from './plain-line.ts';

/** What Bitbucket itself says about a request that failed. */
export interface Said {
  /** One line without control characters; empty where it says nothing. */
  readonly words: string;
  /** Scopes that the call needs and that the credential has, where Bitbucket names them. */
  readonly required?: readonly string[];
  readonly granted?: readonly string[];
}

const longestQuote = 500;

const scopes = object({ required: lenient(list(text)), granted: lenient(list(text)) });

const textOr = <T>(other: Decoder<T>): Decoder<string | T | undefined> =>
  optional((value, at) => (typeof value === 'string' ? value : other(value, at)));

const described = object({
  message: lenient(text),
  detail: textOr(lenient(scopes)),
  /** Name to problem or problems. */
  fields: lenient(dictionary(textOr(lenient(list(text))))),
});

/**
 * The shapes that were seen, each member optional:
 * - `{error: {message, detail, fields}}`, `detail` a text or an object with the scopes, `fields` name to text or texts
 * - `{key, message, arguments}` and `{code, message}` from Code Insights
 * - `{error, error_description}` from the token address (RFC 6749, section 5.2)
 * - `{detail}`, `{errors: [{message}]}` from gateways
 */
const failure = object({
  message: lenient(text),
  error_description: lenient(text),
  detail: lenient(text),
  error: textOr(lenient(described)),
  errors: lenient(list(object({ message: lenient(text) }))),
});

export function saidIn({ headers, text: body }: HttpResponse): Said {
  const parsed = parse(body);
  if (parsed === undefined) return { words: line(isPage(headers, body) ? textOfPage(body) : body) };
  const read = lenient(failure)(parsed, '');
  if (read === undefined) return { words: line(body) };
  if (typeof read.error === 'string') return { words: joined([read.error_description ?? read.error]) };
  const detail = read.error?.detail;
  const words = joined([
    read.error?.message ?? read.message ?? read.error_description,
    typeof detail === 'string' ? detail : read.detail,
    ...[...(read.error?.fields ?? [])].map(([name, problem]) => `${name}: ${[problem].flat().join(' ')}`),
    ...(read.errors ?? []).map(({ message }) => message),
  ]);
  if (typeof detail !== 'object') return { words };
  const { required, granted } = detail;
  return { words, ...(required && { required }), ...(granted && { granted }) };
}

/** Sentences in one line; one that repeats another is left out. */
function joined(sentences: readonly (string | undefined)[]): string {
  const kept: string[] = [];
  for (const sentence of sentences) {
    if (sentence && !kept.some((other) => other.includes(sentence))) kept.push(sentence);
  }
  return line(kept.join(' – '));
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isPage(headers: HttpResponse['headers'], body: string): boolean {
  return (headers['content-type'] ?? '').includes('html') || /^\s*<(?:!doctype|html)/i.test(body);
}

/** What can be read on it; a gateway's page has a sentence or two. The title where the page says nothing else. */
function textOfPage(page: string): string {
  const start = page.slice(0, 20_000).replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ');
  const body = withoutTags(start.replace(/<head\b[\s\S]*?<\/head\s*>/i, ' '));
  return body.trim() === '' ? withoutTags(start) : body;
}

function withoutTags(page: string): string {
  return page.replace(/<[^>]*>/g, ' ');
}

function line(words: string): string {
  return truncate(plainLine(words), longestQuote);
}
