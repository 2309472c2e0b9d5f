import { isRecord } from './json.ts';

interface Selection {
  readonly whole: boolean;
  readonly parts: ReadonlyMap<string, Selection>;
}

/**
 * The body cut to what `fields` asks for: names whitelist (`values.id,next`), `-name` takes away, `+name` adds to
 * what is there anyway, `*` stands for every name.
 * https://developer.atlassian.com/cloud/bitbucket/rest/intro/#partial-response
 */
export function partialResponse(body: unknown, fields: string | null): unknown {
  if (fields === null || fields.trim() === '') return body;
  const names = fields.split(',').map((name) => name.trim());
  const added = names.some((name) => name.startsWith('+'));
  const kept = names.filter((name) => name !== '' && !/^[+-]/.test(name));
  const removed = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  const whitelisted = kept.length > 0 && !added ? keep(body, select(kept)) : body;
  return removed.reduce((rest, path) => remove(rest, path.split('.')), whitelisted);
}

function select(paths: readonly string[]): Selection {
  const byName = Map.groupBy(paths, (path) => path.split('.', 1)[0] ?? '');
  const parts = new Map(
    [...byName].map(([name, group]) => {
      const rests = group.map((path) => path.slice(name.length + 1));
      return [name, rests.includes('') ? { whole: true, parts: new Map() } : select(rests)] as const;
    }),
  );
  return { whole: false, parts };
}

function keep(value: unknown, selection: Selection): unknown {
  if (selection.whole) return value;
  if (Array.isArray(value)) return value.map((each) => keep(each, selection));
  if (!isRecord(value)) return value;
  // What is not asked for is not looked at: some parts are made when they are.
  const entries = Object.keys(value).flatMap((name): [string, unknown][] => {
    const chosen = selection.parts.get(name) ?? selection.parts.get('*');
    return chosen === undefined ? [] : [[name, keep(value[name], chosen)]];
  });
  return Object.fromEntries(entries);
}

function remove(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => remove(each, [name ?? '', ...rest]));
  if (!isRecord(value) || name === undefined) return value;
  const entries = Object.entries(value).flatMap(([key, part]): [string, unknown][] => {
    if (name !== '*' && key !== name) return [[key, part]];
    return rest.length === 0 ? [] : [[key, remove(part, rest)]];
  });
  return Object.fromEntries(entries);
}
