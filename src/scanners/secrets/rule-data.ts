import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** A file of rules: YAML as people write it, or JSON as the build makes of it, which is read many times faster. */
export async function readRuleData(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  return path.endsWith('.json') ? JSON.parse(text) : parse(text);
}
