import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { ConfigError, messageOf } from '../core/errors.ts';

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
}

/**
 * Parses YAML 1.2 that may be hostile: bounded in size, depth and aliases; no tags of its own.
 *
 * @throws ConfigError with `file:line:column` of every syntax error
 */
export function parsePolicyDocument(text: string, fileName: string): PolicyDocument {
  const refuse = (message: string) => new ConfigError([{ where: fileName, message }]);
  if (Buffer.byteLength(text) > maxSize) throw refuse(`it has more than ${maxSize} bytes; shorten it`);
  const lines = new LineCounter();
  const document = parse(text, lines, refuse);
  const where = (offset: number) => `${fileName}:${lines.linePos(offset).line}:${lines.linePos(offset).col}`;
  const problems = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    where: where(pos[0]),
    message,
  }));
  if (problems.length > 0) throw new ConfigError(problems);
  if (depthOf(document.contents) > maxDepth) throw refuse(`it nests deeper than ${maxDepth} levels`);
  const odd = oddity(document);
  if (odd !== undefined) throw new ConfigError([{ where: where(startOf(odd.node)), message: odd.message }]);
  return {
    value: plain(document, refuse),
    position(path, key) {
      const { line, col } = lines.linePos(offsetOf(document, path, key));
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    },
  };
}

function parse(
  text: string,
  lineCounter: LineCounter,
  refuse: (message: string) => ConfigError,
): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, schema: 'core', merge: false });
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
    // To turn such a key into a text, the parser would write a warning of its own to the log.
    Pair(_, { key }) {
      if (!isNode(key) || isScalar(key)) return undefined;
      found = { node: key, message: 'a key is a list, a mapping or an alias; accepted: a text' };
      return visit.BREAK;
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

/** The innermost node that stands on the way to `path`: a missing value is shown where it is missing. */
function offsetOf(document: Document.Parsed, path: ValuePath, key?: string): number {
  let node: unknown = document.contents;
  for (const step of path) {
    const next: unknown = isCollection(node) ? node.get(step, true) : undefined;
    if (!isNode(next)) break;
    node = next;
  }
  if (key !== undefined && isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    if (isNode(pair?.key)) return startOf(pair.key);
  }
  return isNode(node) ? startOf(node) : 0;
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
