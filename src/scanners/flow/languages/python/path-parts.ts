/** What a route says of a parameter that it fills in; as annotations of the parameter, for rules to speak of. */
export type PathPart = 'segment' | 'number';

/** Flask, Quart and Sanic: `<name>`, `<int:name>`; Bottle: `<name:int>`; FastAPI, Starlette and aiohttp: `{name}`, `{name:int}`. */
const parts =
  /<(?:(?<before>[a-z]+)(?:\([^()<>]*\))?:)?(?<flask>\w+)(?::(?<after>[a-z]+))?>|\{(?<fast>\w+)(?::(?<kind>[a-z]+))?\}/g;

const numbers = new Set(['int', 'float', 'uuid', 'any', 'date', 'ymd']);
const segments = new Set([undefined, 'str', 'string', 'slug', 'minlength', 'default']);

/**
 * The parameters that the routes of these decorators fill in with one segment of the path, or with what can only be a number
 * and the like. Servers decode the path before they look for the route, so that a segment never holds a slash.
 * https://flask.palletsprojects.com/en/stable/quickstart/#variable-rules, https://www.starlette.dev/routing/#path-parameters
 */
export function pathPartsOf(decorators: string): ReadonlyMap<string, PathPart> {
  const found = new Map<string, PathPart | undefined>();
  for (const { groups } of decorators.matchAll(parts)) {
    const name = groups?.['flask'] ?? groups?.['fast'];
    const converter = groups?.['before'] ?? groups?.['after'] ?? groups?.['kind'];
    if (name === undefined) continue;
    const part = partOf(converter);
    // Of two routes to one function the wider one counts.
    found.set(name, found.has(name) && found.get(name) !== part ? undefined : part);
  }
  return new Map([...found].flatMap(([name, part]) => (part === undefined ? [] : [[name, part] as const])));
}

function partOf(converter: string | undefined): PathPart | undefined {
  if (segments.has(converter)) return 'segment';
  return converter !== undefined && numbers.has(converter) ? 'number' : undefined;
}
