import { SaxesParser } from 'saxes';
import { InputError } from '../../core/errors.ts';
import { openBytes } from '../read/byte-source.ts';
import { readLimits } from '../read/limits.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export type XmlEvent =
  | { readonly kind: 'open'; readonly element: XmlElement }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

// Reports nest four or five levels; memory for open elements must not be the writer's choice.
const deepest = 100;
const largestReport = 1024 ** 3;
const largestText = 1024 * 1024;
const chunkBytes = 64 * 1024;

/**
 * The elements and texts of an XML file. Entities of a DTD are not expanded: the parser knows only the five of XML,
 * reads no DTD, and fetches nothing. Throws an `InputError` where the file is no well-formed XML.
 */
export async function* xmlEvents(file: {
  readonly path: string;
  readonly name: string;
}): AsyncGenerator<XmlEvent> {
  const parser = new SaxesParser();
  const fail = (what: string) =>
    new InputError(
      file.name,
      `is not XML that can be read: ${what} (line ${parser.line}, column ${parser.column})`,
    );
  let events: XmlEvent[] = [];
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > deepest) throw fail(`more than ${deepest} elements inside each other`);
    events.push({ kind: 'open', element: { name, attributes } });
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    events.push({ kind: 'close', name });
  });
  const text = (found: string) => events.push({ kind: 'text', text: found.slice(0, largestText) });
  parser.on('text', text);
  parser.on('cdata', text);
  // The parser's own words may quote the text; the place says enough.
  parser.on('error', () => {
    throw fail('it is not well-formed');
  });
  // The parser keeps a text, a comment or a tag until its end; beyond half a gigabyte no string could hold it.
  let kept = 0;
  for await (const part of decodedParts(file)) {
    parser.write(part);
    kept = events.length > 0 ? 0 : kept + part.length;
    if (kept > readLimits.value)
      throw fail(`a text, comment or tag is longer than ${readLimits.value} characters`);
    yield* events;
    events = [];
  }
  parser.close();
  yield* events;
}

async function* decodedParts(file: { readonly path: string; readonly name: string }): AsyncGenerator<string> {
  await using source = await openBytes(file.path, file.name);
  const chunk = Buffer.alloc(chunkBytes);
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let size = 0;
  for (let read = await source.read(chunk, 0); read > 0; read = await source.read(chunk, 0)) {
    size += read;
    if (size > largestReport) throw new InputError(file.name, `is larger than ${largestReport} bytes`);
    const bytes = chunk.subarray(0, read);
    decoder ??= decoderOf(bytes);
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

/** By the XML declaration; UTF-16 has become UTF-8 before, whatever the declaration says. */
function decoderOf(head: Buffer): InstanceType<typeof TextDecoder> {
  const declared = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    head.toString('latin1', 0, 300),
  )?.[1];
  if (declared === undefined || /^utf-?(?:8|16)/i.test(declared)) return new TextDecoder();
  try {
    return new TextDecoder(declared);
  } catch {
    return new TextDecoder();
  }
}

/** A whole number in an attribute; undefined for anything else. */
export function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
