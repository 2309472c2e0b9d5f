import { filterItems } from './filter-items.ts';
import { apiError } from './refusal.ts';
import type { ApiAnswer, ApiRequest } from './route.ts';
import { sortItems } from './sort-items.ts';

/** The pagelen where none is asked for, and the most that may be asked for. */
export interface PageSize {
  readonly usual: number;
  readonly most: number;
}

/** https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination */
export const usualPageSize: PageSize = { usual: 10, most: 100 };

/**
 * One page of a list, filtered by `q` and sorted by `sort`, in the envelope that all lists share. `next` names the
 * server as it was called and carries all parameters, so that a client follows it word for word.
 */
export function paginate(
  request: ApiRequest,
  items: readonly unknown[],
  size: PageSize = usualPageSize,
): ApiAnswer {
  const pagelen = wholeNumber(request, 'pagelen', size.usual);
  if (pagelen > size.most) throw apiError(400, 'Invalid pagelen');
  const page = wholeNumber(request, 'page', 1);
  const all = sortItems(filterItems(items, request.query.get('q')), request.query.get('sort'));
  const start = (page - 1) * pagelen;
  const values = all.slice(start, start + pagelen);
  const repeated = request.repeatsItems ? all.slice(Math.max(0, start - 1), Math.max(1, start)) : [];
  return {
    status: 200,
    body: {
      values: [...repeated, ...values],
      pagelen,
      size: all.length,
      page,
      ...(start + pagelen < all.length && { next: pageLink(request, page + 1) }),
      ...(page > 1 && { previous: pageLink(request, page - 1) }),
    },
  };
}

function wholeNumber({ query }: ApiRequest, name: 'page' | 'pagelen', usual: number): number {
  const given = query.get(name);
  if (given === null) return usual;
  const value = /^\d{1,9}$/.test(given) ? Number(given) : 0;
  if (value < 1) throw apiError(400, `Invalid ${name}`);
  return value;
}

function pageLink({ origin, pathname, query }: ApiRequest, page: number): string {
  const parameters = new URLSearchParams(query);
  parameters.set('page', String(page));
  return `${origin}${pathname}?${parameters}`;
}
