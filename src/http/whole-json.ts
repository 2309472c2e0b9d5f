import { NetworkError } from './network-error.ts';
import type { HttpResponse, Layer } from './send.ts';

/**
 * Parses the body of 2xx answers that are to be JSON. One that breaks off or is something else, such as a gateway's
 * page, is a lost answer: `retry` above asks again where that is safe.
 */
export const wholeJson: Layer = (next) => async (request) => {
  const response = await next(request);
  if (request.expects !== 'json' || response.status < 200 || response.status > 299) return response;
  return { ...response, json: parse(response) };
};

function parse({ status, headers, text }: HttpResponse): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const type = (headers['content-type'] ?? 'no content type').slice(0, 60);
    const message = `the answer (status ${status}, ${type}, ${text.length} characters) is no whole JSON`;
    throw new NetworkError('broken', message, { cause });
  }
}
