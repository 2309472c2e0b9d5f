import { emptyQuery, type Facet, facets, type Query, type SortKey, sortKeys } from './query.ts';

/** The part of an address behind the `#` that brings a query back. */
export function writeQuery(query: Query): string {
  const parameters = new URLSearchParams();
  if (query.text !== '') parameters.set('q', query.text);
  for (const facet of facets) for (const value of query.chosen[facet]) parameters.append(facet, value);
  if (query.sort !== emptyQuery.sort || query.descending) {
    parameters.set('sort', `${query.descending ? '-' : ''}${query.sort}`);
  }
  if (query.page > 0) parameters.set('page', String(query.page + 1));
  if (query.open !== undefined) parameters.set('finding', query.open);
  return parameters.toString();
}

/** Reads what `writeQuery` wrote; whatever makes no sense is left out. */
export function readQuery(fragment: string): Query {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ''));
  const sort = parameters.get('sort') ?? '';
  const page = Number(parameters.get('page') ?? '1');
  const open = parameters.get('finding');
  return {
    text: parameters.get('q') ?? '',
    chosen: chosenIn(parameters),
    sort: sortKeys.find((key): key is SortKey => key === sort.replace(/^-/, '')) ?? emptyQuery.sort,
    descending: sort.startsWith('-'),
    page: Number.isInteger(page) && page > 1 ? page - 1 : 0,
    ...(open === null ? {} : { open }),
  };
}

function chosenIn(parameters: URLSearchParams): Record<Facet, readonly string[]> {
  const of = (facet: Facet): readonly string[] => [...new Set(parameters.getAll(facet))];
  return {
    severity: of('severity'),
    disposition: of('disposition'),
    category: of('category'),
    scanner: of('scanner'),
    rule: of('rule'),
    folder: of('folder'),
  };
}
