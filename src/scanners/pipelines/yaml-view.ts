import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';

export interface Entry {
  readonly key: string;
  readonly keyNode: Node;
  /** Absent where the file has only a key. */
  readonly value: Node | undefined;
}

/** Chains of `<<` are short in earnest; a hostile file could make them endless. */
const deepestMerge = 20;

/** Reads a parsed YAML file with anchors and merges resolved, and every node at the place where it is written. */
export class YamlView {
  readonly #document: Document.Parsed;

  constructor(document: Document.Parsed) {
    this.#document = document;
  }

  get root(): Node | undefined {
    return this.resolve(this.#document.contents);
  }

  resolve(node: unknown): Node | undefined {
    if (isAlias(node)) return node.resolve(this.#document);
    return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
  }

  /** The pairs of a mapping, those of merged mappings (`<<: *anchor`) after its own; of anything else none. */
  entries(node: unknown, depth = 0): Entry[] {
    const map = this.resolve(node);
    if (!isMap(map) || depth > deepestMerge) return [];
    const own: Entry[] = [];
    const merged: Entry[] = [];
    for (const { key, value } of map.items) {
      if (!isScalar(key)) continue;
      if (key.value === '<<' || isMergeKey(key)) merged.push(...this.#mergedEntries(value, depth + 1));
      else own.push({ key: String(key.value), keyNode: key, value: this.resolve(value) });
    }
    const names = new Set(own.map((entry) => entry.key));
    return [...own, ...merged.filter((entry) => !names.has(entry.key))];
  }

  entry(node: unknown, key: string): Entry | undefined {
    return this.entries(node).find((candidate) => candidate.key === key);
  }

  get(node: unknown, ...path: readonly string[]): Node | undefined {
    let current: Node | undefined = this.resolve(node);
    for (const key of path) current = this.entry(current, key)?.value;
    return current;
  }

  /** The items of a list; of anything else none. */
  items(node: unknown): Node[] {
    const list = this.resolve(node);
    if (!isSeq(list)) return [];
    return list.items.map((item) => this.resolve(item)).filter((item) => item !== undefined);
  }

  /** The text of a scalar, numbers and booleans as they are written. */
  text(node: unknown): string | undefined {
    const scalar = this.scalar(node);
    if (scalar === undefined || scalar.value === null || scalar.value === undefined) return undefined;
    return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
  }

  scalar(node: unknown): Scalar | undefined {
    const resolved = this.resolve(node);
    return isScalar(resolved) ? resolved : undefined;
  }

  isMap(node: unknown): boolean {
    return isMap(this.resolve(node));
  }

  isList(node: unknown): boolean {
    return isSeq(this.resolve(node));
  }

  #mergedEntries(value: unknown, depth: number): Entry[] {
    const target = this.resolve(value);
    return isSeq(target)
      ? target.items.flatMap((item) => this.entries(item, depth))
      : this.entries(target, depth);
  }
}

/** With merging on, the parser makes the key's value a symbol. */
function isMergeKey(key: Scalar): boolean {
  return typeof key.value === 'symbol';
}
