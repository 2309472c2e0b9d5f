import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import treeSitter, { type Language, type Parser as TreeParser } from '@vscode/tree-sitter-wasm';
import type { SyntaxNode } from './syntax-node.ts';

export type Grammar = 'php' | 'python' | 'java' | 'kotlin' | 'go' | 'tsx' | 'typescript' | 'c-sharp' | 'ruby';

/** Deeper trees are not code that a human wrote; everything after this walks by recursion. */
export const deepestNode = 250;

export type Parsed = { readonly tree: SyntaxNode } | { readonly failed: 'too deep' | 'not parsed' };

/** Parses with the grammars in a folder. */
export class SyntaxParser {
  readonly #parsers: ReadonlyMap<Grammar, TreeParser>;
  /** By the number of a type, which no node need then be asked. */
  readonly #named = new Map<Language, readonly boolean[]>();

  private constructor(parsers: ReadonlyMap<Grammar, TreeParser>) {
    this.#parsers = parsers;
  }

  /** Throws where a grammar is not in the folder. */
  static async load(folder: string, grammars: Iterable<Grammar>): Promise<SyntaxParser> {
    await treeSitter.Parser.init({ locateFile: () => join(folder, 'tree-sitter.wasm') });
    const parsers = new Map<Grammar, TreeParser>();
    for (const grammar of new Set(grammars)) {
      const language = await treeSitter.Language.load(
        await readFile(join(folder, `tree-sitter-${grammar}.wasm`)),
      );
      parsers.set(grammar, new treeSitter.Parser().setLanguage(language));
    }
    return new SyntaxParser(parsers);
  }

  /** Code with mistakes has a tree too, as far as it can be read. */
  parse(grammar: Grammar, text: string): Parsed {
    const parser = this.#parsers.get(grammar);
    const parsed = parser?.parse(text);
    if (parsed === null || parsed === undefined) return { failed: 'not parsed' };
    const cursor = parsed.walk();
    const { types, fields } = parsed.language;
    const isNamed = this.#namedTypes(parsed.language);
    let tooDeep = false;
    const take = (depth: number): SyntaxNode => {
      // Each of these is a call into the parser's memory, and they cost more than parsing does.
      const id = cursor.nodeTypeId;
      const node = {
        type: types[id] ?? cursor.nodeType,
        field: fields[cursor.currentFieldId] ?? '',
        named: isNamed[id] ?? cursor.nodeIsNamed,
        start: cursor.startIndex,
        end: cursor.endIndex,
        children: noChildren,
      };
      if (!cursor.gotoFirstChild()) return node;
      const children: SyntaxNode[] = [];
      if (depth < deepestNode) {
        do children.push(take(depth + 1));
        while (cursor.gotoNextSibling());
      } else tooDeep = true;
      cursor.gotoParent();
      node.children = children;
      return node;
    };
    const tree = take(0);
    cursor.delete();
    parsed.delete();
    return tooDeep ? { failed: 'too deep' } : { tree };
  }

  #namedTypes(language: Language): readonly boolean[] {
    const known = this.#named.get(language);
    if (known !== undefined) return known;
    const named = language.types.map((_, id) => language.nodeTypeIsNamed(id));
    this.#named.set(language, named);
    return named;
  }
}

const noChildren: readonly SyntaxNode[] = [];
