/**
 * - `summary`: the one summary comment
 * - `memory`: second line of the summary, the threads that were ever opened
 * - `thread`, `group`: first comment of an inline thread, of one finding or of many of one rule
 * - `answer`: our reply to somebody's decision
 */
const kinds = ['summary', 'memory', 'thread', 'group', 'answer'] as const;

export type MarkerKind = (typeof kinds)[number];

export interface Marker {
  readonly kind: MarkerKind;
  /** `REPORT_ID`. */
  readonly report: string;
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * The hidden line that makes a comment ours: a link reference definition that nothing refers to, because Bitbucket
 * shows HTML comments as text but renders such a definition to nothing and keeps it byte for byte.
 */
export function writeMarker({ kind, report, fields }: Marker): string {
  const words = [...fields].map(([name, value]) => ` ${name}=${encode(value)}`);
  return `[//]: # (code-scan:v1 ${kind} report=${encode(report)}${words.join('')})`;
}

/** Reads a line that is a marker and nothing else. */
export function readMarker(line: string): Marker | undefined {
  const [, kind, words = ''] =
    /^\[\/\/\]: # \(code-scan:v1 ([a-z]+)((?: [a-z]+=[^\s()]*)*)\)$/.exec(line) ?? [];
  const known = kinds.find((candidate) => candidate === kind);
  if (known === undefined) return undefined;
  const fields = new Map<string, string>();
  for (const word of words.trim().split(' ')) {
    const [name = '', value = ''] = word.split('=', 2);
    const decoded = decode(value);
    if (decoded === undefined || fields.has(name)) return undefined;
    fields.set(name, decoded);
  }
  const report = fields.get('report');
  fields.delete('report');
  return report === undefined ? undefined : { kind: known, report, fields };
}

/** A comment's text from its marked lines and what people read. */
export function markedText(markers: readonly Marker[], body: string): string {
  return [...markers.map(writeMarker), body].join('\n\n').trimEnd();
}

/** A comment's text taken apart: the markers that stand at its very start, and the rest. */
export function readMarkedText(raw: string): { readonly markers: readonly Marker[]; readonly body: string } {
  const lines = raw.replace(/\r\n?/g, '\n').split('\n');
  const markers: Marker[] = [];
  let next = 0;
  for (;;) {
    const marker = readMarker(lines[next]?.trimEnd() ?? '');
    if (marker === undefined) break;
    markers.push(marker);
    next += 1;
    while (lines[next] === '') next += 1;
  }
  return { markers, body: lines.slice(next).join('\n').trimEnd() };
}

/** Leaves only what has no meaning in Markdown and keeps a word a word; `:` and `,` stay readable. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%3A/g, ':')
    .replace(/%2C/g, ',');
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
