import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import treeSitter, { type Language, type Parser as TreeParser } from '@vscode/tree-sitter-wasm';
import { type PackedTree, TreePacker } from './packed-tree.ts';

export type Grammar = 'php' | 'python' | 'java' | 'kotlin' | 'go' | 'tsx' | 'typescript' | 'c-sharp' | 'ruby';

/** Deeper trees are not code that a human wrote; everything after this walks by recursion. */
export const deepestNode = 250;

export type Parsed = { readonly tree: PackedTree } | { readonly failed: 'too deep' | 'not parsed' };

/** Parses with the grammars in a folder, each of which is loaded once: their memory is never let go of. */
export class SyntaxParser {
  readonly #folder: string;
  readonly #parsers = new Map<Grammar, TreeParser>();
  /** By numbers, which no node need then be asked for. */
  readonly #names = new Map<Language, Names>();
  readonly #packer = new TreePacker();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What files are to be parsed with; others of them are `not parsed`. Throws where one is not in the folder. */
  async load(grammars: Iterable<Grammar>): Promise<void> {
    for (const grammar of new Set(grammars)) if (!this.#parsers.has(grammar)) await this.#load(grammar);
  }

  async #load(grammar: Grammar): Promise<void> {
    await treeSitter.Parser.init({ locateFile: () => join(this.#folder, 'tree-sitter.wasm') });
    const bytes = await readFile(join(this.#folder, `tree-sitter-${grammar}.wasm`));
    const language = await treeSitter.Language.load(bytes);
    this.#parsers.set(grammar, new treeSitter.Parser().setLanguage(language));
  }

  /** Code with mistakes has a tree too, as far as it can be read. */
  parse(grammar: Grammar, text: string): Parsed {
    const parser = this.#parsers.get(grammar);
    const parsed = parser?.parse(text);
    if (parsed === null || parsed === undefined) return { failed: 'not parsed' };
    const cursor = parsed.walk();
    const names = this.#namesOf(parsed.language);
    const packer = this.#packer;
    let tooDeep = false;
    packer.start();
    const take = (depth: number): void => {
      // Each of these is a call into the parser's memory, and they cost more than parsing does.
      const id = cursor.nodeTypeId;
      if (names.types[id] === undefined)
        [names.types[id], names.named[id]] = [cursor.nodeType, cursor.nodeIsNamed];
      const node = packer.add(id, cursor.currentFieldId, cursor.startIndex, cursor.endIndex);
      if (!cursor.gotoFirstChild()) return;
      let children = 0;
      if (depth < deepestNode) {
        do {
          take(depth + 1);
          children += 1;
        } while (cursor.gotoNextSibling());
      } else tooDeep = true;
      cursor.gotoParent();
      packer.close(node, children);
    };
    take(0);
    cursor.delete();
    parsed.delete();
    return tooDeep ? { failed: 'too deep' } : { tree: packer.packed(names) };
  }

  /** Of nodes that stand for mistakes the language does not tell them; they come up. */
  #namesOf(language: Language): Names {
    const known = this.#names.get(language);
    if (known !== undefined) return known;
    const types = [...language.types];
    const names = {
      types,
      named: types.map((_, id) => language.nodeTypeIsNamed(id)),
      fields: language.fields.map((field) => field ?? ''),
    };
    this.#names.set(language, names);
    return names;
  }
}

interface Names {
  readonly types: string[];
  readonly named: boolean[];
  readonly fields: readonly string[];
}
