const most = 'node_modules/@vscode/tree-sitter-wasm/wasm';

/** The package that brings the grammar of Kotlin, which the other one has not. */
export const kotlinGrammar = 'node_modules/@tree-sitter-grammars/tree-sitter-kotlin';

/** Files that the scanner of data flow loads, from the project's root: the parser, and a grammar for each language. */
export const grammarFiles = [
  ...['', '-python', '-java', '-go', '-c-sharp', '-php', '-ruby', '-typescript', '-tsx'].map(
    (name) => `${most}/tree-sitter${name}.wasm`,
  ),
  `${kotlinGrammar}/tree-sitter-kotlin.wasm`,
];
