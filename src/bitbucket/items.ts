import { ownUrl } from '../http/own-url.ts';
import type { Api } from './api.ts';
import { ApiError } from './api-error.ts';
import { type Call, nameOf } from './call.ts';
import { type Decoder, list, object, optional, text } from './decode.ts';
import { mostPages } from './limits.ts';

/**
 * The items of a paged list, each once: pages shift while others write, so that an item may come on two of them.
 * `next` is followed as given but below our own base only, and a list that does not end throws.
 */
export async function* items<T>(
  api: Api,
  first: Call,
  item: Decoder<T>,
  idOf: (item: T) => string | number,
): AsyncGenerator<T, void, void> {
  const page = object({ values: list(item), next: optional(text) });
  const seen = new Set<string | number>();
  let call = first;
  for (let pages = 1; ; pages += 1) {
    const { values, next } = await api.read(call, page);
    for (const value of values) {
      const id = idOf(value);
      if (seen.has(id)) continue;
      seen.add(id);
      yield value;
    }
    if (next === undefined) return;
    if (pages === mostPages) throw endless(call, `the list has more than ${mostPages} pages`);
    call = { ...first, target: targetOf(api.base, call, next) };
  }
}

/** Path and query of `next` below the base: the credentials go nowhere else. */
function targetOf(base: URL, call: Call, next: string): string {
  const own = ownUrl(base, next);
  const prefix = base.pathname.replace(/\/$/, '');
  if (own === undefined || !own.pathname.startsWith(`${prefix}/`)) {
    const elsewhere = URL.canParse(next) ? new URL(next).origin : 'an address that cannot be read';
    throw endless(
      call,
      `the list goes on at ${elsewhere}, which is not ${base.origin}${prefix}; it was not followed`,
    );
  }
  return `${own.pathname.slice(prefix.length)}${own.search}`;
}

function endless(call: Call, reason: string): ApiError {
  const name = nameOf(call);
  return new ApiError(`${name}: ${reason}.`, { code: 'unexpected-answer', call: name });
}
