import { readFile } from 'node:fs/promises';

/** A file of rules: YAML as people write it, or JSON as the build makes of it, which is read many times faster. */
export async function readRuleData(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  if (path.endsWith('.json')) return JSON.parse(text);
  const { parse } = await import('yaml');
  return parse(text);
}
