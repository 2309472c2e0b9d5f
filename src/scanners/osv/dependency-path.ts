import { fieldsOf, parseJson, textOf } from '../json-fields.ts';

/** Far more than any real chain; lock files are data from outside. */
const mostPackages = 100_000;

/**
 * The shortest chain of packages from the project's own dependencies to this one, both included, from a lock file
 * of npm 7 or later; else empty.
 */
export function dependencyPath(file: string, text: string, name: string, version: string): string[] {
  if (!/(^|\/)(package-lock|npm-shrinkwrap)\.json$/.test(file)) return [];
  const packages = fieldsOf(fieldsOf(parseJson(text))?.['packages']);
  if (packages === undefined) return [];
  const places = new Map(Object.entries(packages).slice(0, mostPackages));
  const cameFrom = new Map<string, string>([['', '']]);
  const waiting = [''];
  for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
    if (nameOf(place) === name && textOf(fieldsOf(places.get(place))?.['version']) === version) {
      return chainTo(place, cameFrom);
    }
    for (const dependency of dependenciesOf(places.get(place), place === '')) {
      const found = resolve(place, dependency, places);
      if (found === undefined || cameFrom.has(found)) continue;
      cameFrom.set(found, place);
      waiting.push(found);
    }
  }
  return [];
}

function chainTo(place: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const chain: string[] = [];
  for (let at = place; at !== ''; at = cameFrom.get(at) ?? '') chain.unshift(nameOf(at));
  return chain;
}

function dependenciesOf(entry: unknown, isProject: boolean): string[] {
  const kinds = [
    'dependencies',
    'optionalDependencies',
    'peerDependencies',
    ...(isProject ? ['devDependencies'] : []),
  ];
  return kinds.flatMap((kind) => Object.keys(fieldsOf(fieldsOf(entry)?.[kind]) ?? {}));
}

/** As Node.js looks for it: in the package's own folder, then in each one above. */
function resolve(from: string, name: string, places: ReadonlyMap<string, unknown>): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (places.has(place)) return place;
    if (folder === '') return undefined;
  }
}

function nameOf(place: string): string {
  const marker = 'node_modules/';
  const at = place.lastIndexOf(marker);
  return at === -1 ? place : place.slice(at + marker.length);
}
