import { NetworkError } from './network-error.ts';
import type { Layer } from './send.ts';

/**
 * An API writes no pages: a 2xx answer that is one is somebody else's, such as a company's proxy that wants a login,
 * and what was asked for was most likely not done. Without a text it is none: some answers give nothing a type.
 */
export const noPage: Layer = (next) => async (request) => {
  const response = await next(request);
  const { status, headers, text } = response;
  const isPage = /\bhtml\b/i.test(headers['content-type'] ?? '') && text.trim() !== '';
  if (!isPage || status < 200 || status > 299) return response;
  const message = `the answer (status ${status}, ${text.length} characters) is a web page, which the API never sends`;
  throw new NetworkError('intercepted', message);
};
