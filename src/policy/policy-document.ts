import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { ConfigError, messageOf } from '../core/errors.ts';
import { truncate } from '../core/truncate.ts';
import { refusal } from './refusal.ts';

/** Bytes. A policy of thousands of entries stays far below; a bomb is not even parsed. */
const maxSize = 512 * 1024;
/** Nesting that the format never needs; deeper input would only try the parser's stack. */
const maxDepth = 30;
/** Uses of aliases. The format has no need of them, a few do no harm. */
const maxAliases = 100;

/** Steps from the root to a value. */
export type ValuePath = readonly (string | number)[];

/** A policy file as plain values that still know where they stand. */
export interface PolicyDocument {
  readonly value: unknown;
  /** From 1. With `key`, where that key of the mapping at `path` stands. */
  position(path: ValuePath, key?: string): { readonly line: number; readonly column: number };
  /** The keys of the mapping at `path` as they follow each other: an object's own come sorted where they are numbers. */
  keys(path: ValuePath): readonly string[];
}

/**
 * Parses YAML 1.2 that may be hostile: bounded in size, depth and aliases; no tags of its own.
 *
 * @throws ConfigError with `file:line:column` of every syntax error
 */
export function parsePolicyDocument(text: string, fileName: string): PolicyDocument {
  const refuse = (message: string) => new ConfigError([{ where: fileName, message }]);
  if (Buffer.byteLength(text) > maxSize) throw refuse(`it has more than ${maxSize} bytes; shorten it`);
  if (text.includes('\0')) throw refuse('it is no text in UTF-8, perhaps in UTF-16; save it as UTF-8');
  const lines = new LineCounter();
  const document = parse(text, lines, refuse);
  const where = (offset: number) => `${fileName}:${lines.linePos(offset).line}:${lines.linePos(offset).col}`;
  const problems = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    where: where(pos[0]),
    // The parser's own words are for who calls it.
    message: code === 'MULTIPLE_DOCS' ? 'a second document starts here; keep one' : message,
  }));
  if (problems.length > 0) throw refusal(problems);
  if (depthOf(document.contents) > maxDepth) throw refuse(`it nests deeper than ${maxDepth} levels`);
  const odd = oddity(document);
  if (odd !== undefined) throw new ConfigError([{ where: where(startOf(odd.node)), message: odd.message }]);
  const places = new Places(document);
  return {
    value: plain(document, refuse),
    position(path, key) {
      const { line, col } = lines.linePos(places.offsetOf(path, key));
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    },
    keys: (path) => places.keys(path),
  };
}

function parse(
  text: string,
  lineCounter: LineCounter,
  refuse: (message: string) => ConfigError,
): Document.Parsed {
  try {
    // The parser compares each key with all before it: 60,000 would take it a minute. See `oddity`.
    const options = { uniqueKeys: false, prettyErrors: false, schema: 'core', merge: false } as const;
    return parseDocument(text, { ...options, lineCounter });
  } catch (error) {
    // The parser is recursive: brackets by the thousand end its stack.
    throw refuse(`it is no YAML: ${messageOf(error)}`);
  }
}

function plain(document: Document.Parsed, refuse: (message: string) => ConfigError): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    throw refuse(messageOf(error));
  }
}

function depthOf(root: unknown): number {
  let depth = 0;
  let level: unknown[] = [root];
  while (level.length > 0 && depth <= maxDepth) {
    depth += 1;
    level = level.flatMap((node) => {
      if (!isCollection(node)) return [];
      return node.items.map((item) => (isNode(item) ? item : (item as { value?: unknown }).value));
    });
  }
  return depth;
}

/** What the format never needs, and what trips who goes over the values. */
function oddity(document: Document.Parsed): { readonly node: Node; readonly message: string } | undefined {
  let found: { readonly node: Node; readonly message: string } | undefined;
  visit(document, {
    Map(_, { items }) {
      const names = new Set<string>();
      for (const { key } of items) {
        if (!isNode(key)) continue;
        // To turn such a key into a text, the parser would write a warning of its own to the log.
        if (!isScalar(key))
          found = { node: key, message: 'a key is a list, a mapping or an alias; accepted: a text' };
        else if (names.has(nameOf(key)))
          found = { node: key, message: `${shown(key)} comes twice; keep one of them` };
        if (found !== undefined) return visit.BREAK;
        names.add(nameOf(key));
      }
      return undefined;
    },
    Alias(_, node, ancestors) {
      const target = node.resolve(document);
      if (target === undefined || !ancestors.includes(target)) return undefined;
      found = { node, message: 'an alias stands for something that holds it; write out what is meant' };
      return visit.BREAK;
    },
  });
  return found;
}

function shown(key: Scalar): string {
  return JSON.stringify(truncate(nameOf(key), 80));
}

/** A key as the value's object has it. */
function nameOf(key: unknown): string {
  return isScalar(key) && key.value !== null ? String(key.value) : '';
}

/** Where the values of a document stand. Each mapping is gone through once, whoever asks for its keys. */
class Places {
  readonly #document: Document.Parsed;
  readonly #pairs = new Map<YAMLMap, ReadonlyMap<string, Pair>>();

  constructor(document: Document.Parsed) {
    this.#document = document;
  }

  /** The innermost node that stands on the way to `path`: a missing value is shown where it is missing. */
  offsetOf(path: ValuePath, key?: string): number {
    const { node, isWhole } = this.#reach(path);
    const named = key === undefined || !isWhole || !isMap(node) ? undefined : this.#pairsOf(node).get(key);
    const shown = isNode(named?.key) ? named.key : node;
    return isNode(shown) ? startOf(shown) : 0;
  }

  keys(path: ValuePath): readonly string[] {
    const { node, isWhole } = this.#reach(path);
    const target = isAlias(node) ? node.resolve(this.#document) : node;
    return isWhole && isMap(target) ? [...this.#pairsOf(target).keys()] : [];
  }

  #reach(path: ValuePath): { readonly node: unknown; readonly isWhole: boolean } {
    let node: unknown = this.#document.contents;
    for (const step of path) {
      const next = this.#step(node, step);
      if (!isNode(next)) return { node, isWhole: false };
      node = next;
    }
    return { node, isWhole: true };
  }

  #step(node: unknown, step: string | number): unknown {
    if (isMap(node)) return this.#pairsOf(node).get(String(step))?.value;
    return isSeq(node) ? node.items[Number(step)] : undefined;
  }

  #pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const pairs = this.#pairs.get(map) ?? new Map(map.items.map((pair) => [nameOf(pair.key), pair]));
    this.#pairs.set(map, pairs);
    return pairs;
  }
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
