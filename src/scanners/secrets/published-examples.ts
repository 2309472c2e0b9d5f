import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldsOf } from '../json-fields.ts';
import { readRuleData } from '../rule-data.ts';

/** True for a secret that its provider has published: `rules/secrets/providers/published.yml` has their SHA-256. */
export async function readPublishedExamples(folder: string): Promise<(value: string) => boolean> {
  const file = (await readdir(join(folder, 'providers'))).find((name) => name.startsWith('published.'));
  const entries = fieldsOf(await readRuleData(join(folder, 'providers', file ?? 'published.yml'))) ?? {};
  const hashes = new Set(Object.keys(entries));
  return (value) => hashes.has(createHash('sha256').update(value).digest('hex'));
}
