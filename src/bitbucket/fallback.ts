import type { Log } from '../core/log.ts';
import type { Api } from './api.ts';
import { ApiError } from './api-error.ts';

/**
 * Code Insights through the Pipelines proxy where the credential at hand is refused for them: inside a pipe the
 * pipeline's own right is always there. Once it had to help, it is asked first. Where it cannot help either, the first
 * refusal is the one to tell.
 */
export function fallback(log: Log): (direct: Api, proxied: Api) => Api {
  let helped = false;
  return (direct, proxied) => {
    const either = async <T>(call: (api: Api) => Promise<T>): Promise<T> => {
      if (helped) return call(proxied);
      try {
        return await call(direct);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const outcome = await call(proxied).catch((second) => {
          if (second instanceof ApiError) throw error;
          throw second;
        });
        if (!helped) {
          log.warn(`Code Insights go through the authentication proxy instead. ${error.message}`, {
            code: error.code,
          });
        }
        helped = true;
        return outcome;
      }
    };
    return {
      base: direct.base,
      calls: direct.calls,
      send: (call, accepted) => either((api) => api.send(call, accepted)),
      read: (call, decoder) => either((api) => api.read(call, decoder)),
      readIfThere: (call, decoder) => either((api) => api.readIfThere(call, decoder)),
    };
  };
}

function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.code === 'unauthorised' || error.code === 'forbidden');
}
