import { symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { grammarFiles } from '../../../scripts/grammar-files.ts';
import { type Grammar, SyntaxParser } from '../../../src/scanners/flow/syntax/parser.ts';
import { projectRoot, temporaryFolder } from '../scan-setup.ts';

/** A folder with the grammars, as the build makes one. */
export function grammarsFolder(): string {
  const folder = temporaryFolder();
  for (const file of grammarFiles) symlinkSync(join(projectRoot, file), join(folder, basename(file)));
  return folder;
}

export async function parserWith(...grammars: readonly Grammar[]): Promise<SyntaxParser> {
  const parser = new SyntaxParser(grammarsFolder());
  await parser.load(grammars);
  return parser;
}
