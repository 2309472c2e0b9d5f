import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installation } from './installation.ts';
import { listOf, parseJson } from './json-fields.ts';

/** In `rules/` of a built pipe: the ids of all its rules, of which most are in files that take long to read. */
export const ruleNamesFile = 'names.json';

/** The ids of the rules of the pipe's own scanners; none where the pipe was not built. */
export async function readRuleNames({ root }: Installation): Promise<readonly string[]> {
  const text = await readFile(join(root, 'rules', ruleNamesFile), 'utf8').catch(() => '');
  return listOf(parseJson(text)).filter((name) => typeof name === 'string');
}
