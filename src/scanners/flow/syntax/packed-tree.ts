import type { SyntaxNode } from './syntax-node.ts';

/** What the numbers of a grammar mean. */
export interface NodeNames {
  /** By number of a type. */
  readonly types: readonly string[];
  readonly named: readonly boolean[];
  /** By number of a field; of 0, an empty text. */
  readonly fields: readonly string[];
}

/** Of a node: its type and field, where it starts and ends, how many children it has; these follow it. */
const numbersPerNode = 4;

/**
 * A syntax tree as numbers, for nodes to be made of it once more: in a fifth of their memory, and none of it for the
 * garbage collector to go through.
 */
export class PackedTree {
  readonly #numbers: Uint32Array;
  readonly #names: NodeNames;

  constructor(numbers: Uint32Array, names: NodeNames) {
    this.#numbers = numbers;
    this.#names = names;
  }

  get bytes(): number {
    return this.#numbers.byteLength;
  }

  root(): SyntaxNode {
    const numbers = this.#numbers;
    const { types, named, fields } = this.#names;
    let at = 0;
    const take = (): SyntaxNode => {
      const kind = numbers[at] ?? 0;
      const count = numbers[at + 3] ?? 0;
      const node = {
        type: types[kind & 0xffff] ?? '',
        field: fields[kind >>> 16] ?? '',
        named: named[kind & 0xffff] ?? false,
        start: numbers[at + 1] ?? 0,
        end: numbers[at + 2] ?? 0,
        children: noChildren,
      };
      at += numbersPerNode;
      if (count === 0) return node;
      const children: SyntaxNode[] = [];
      for (let index = 0; index < count; index += 1) children.push(take());
      node.children = children;
      return node;
    };
    return take();
  }
}

const noChildren: readonly SyntaxNode[] = [];

/** Takes nodes as a walk comes to them. */
export class TreePacker {
  #numbers = new Uint32Array(64 * 1024);
  #length = 0;

  start(): void {
    this.#length = 0;
  }

  /** Gives back what `close` takes. */
  add(type: number, field: number, start: number, end: number): number {
    const at = this.#length;
    if (at + numbersPerNode > this.#numbers.length) this.#grow();
    this.#numbers[at] = (field << 16) | type;
    this.#numbers[at + 1] = start;
    this.#numbers[at + 2] = end;
    this.#numbers[at + 3] = 0;
    this.#length = at + numbersPerNode;
    return at;
  }

  /** The node has so many children, all of them added. */
  close(node: number, children: number): void {
    this.#numbers[node + 3] = children;
  }

  packed(names: NodeNames): PackedTree {
    return new PackedTree(this.#numbers.slice(0, this.#length), names);
  }

  #grow(): void {
    const larger = new Uint32Array(this.#numbers.length * 2);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}
