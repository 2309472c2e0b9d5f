import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  visit,
} from 'yaml';

export interface Entry {
  readonly key: string;
  readonly keyNode: Node;
  /** Absent where the file has only a key. */
  readonly value: Node | undefined;
}

/** Chains of `<<` are short in earnest; a hostile file could make them endless. */
const deepestMerge = 20;

/**
 * Reads a parsed YAML file with anchors and merges resolved, and every node at the place where it is written. What a
 * node holds is worked out once: merges of merges would take time that doubles with each line of a hostile file.
 */
export class YamlView {
  readonly #document: Document.Parsed;
  readonly #targets: ReadonlyMap<Alias, Node>;
  readonly #entries = new Map<Node, readonly Entry[]>();

  constructor(document: Document.Parsed) {
    this.#document = document;
    this.#targets = targetsOf(document);
  }

  get root(): Node | undefined {
    return this.resolve(this.#document.contents);
  }

  resolve(node: unknown): Node | undefined {
    if (isAlias(node)) return this.#targets.get(node);
    return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
  }

  /** The pairs of a mapping, those of merged mappings (`<<: *anchor`) after its own; of anything else none. */
  entries(node: unknown, depth = 0): readonly Entry[] {
    const map = this.resolve(node);
    if (!isMap(map) || depth > deepestMerge) return [];
    const known = this.#entries.get(map);
    if (known !== undefined) return known;
    // Merged into itself, it adds nothing.
    this.#entries.set(map, []);
    const own: Entry[] = [];
    const merged: Entry[] = [];
    for (const { key, value } of map.items) {
      if (!isScalar(key)) continue;
      if (key.value === '<<' || isMergeKey(key)) merged.push(...this.#mergedEntries(value, depth + 1));
      else own.push({ key: String(key.value), keyNode: key, value: this.resolve(value) });
    }
    const names = new Set(own.map((entry) => entry.key));
    const added = [...new Map(merged.toReversed().map((entry) => [entry.key, entry])).values()];
    const entries = [...own, ...added.toReversed().filter((entry) => !names.has(entry.key))];
    this.#entries.set(map, entries);
    return entries;
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

  #mergedEntries(value: unknown, depth: number): readonly Entry[] {
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

/** What each alias stands for: the last node before it that has its anchor. */
function targetsOf(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const anchored = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        const target = anchored.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if (node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  return targets;
}
