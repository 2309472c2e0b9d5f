import { isRecord } from './json.ts';

/** What stands at a dotted path such as `source.branch.name`: own keys only. */
export function valueAt(item: unknown, path: string): unknown {
  let found: unknown = item;
  for (const name of path.split('.')) {
    if (!isRecord(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}
