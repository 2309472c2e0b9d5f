import { errors } from 'undici';
import { messageOf } from '../core/errors.ts';
import { NetworkError, type NetworkFailure } from './network-error.ts';

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_PRX_CONN',
]);

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes, and the TLS errors of Node.js and undici. */
const untrusted = /CERT|SIGNATURE|SELF_SIGNED|ALTNAME|^UND_ERR_PRX_TLS$|^ERR_SSL|^ERR_TLS|^EPROTO$/;

const clauses: Readonly<Record<'unreachable' | 'refused' | 'lost', string>> = {
  unreachable: 'no connection came about',
  refused: 'the connection was not accepted',
  lost: 'the connection broke before the whole answer was there',
};

/** What undici threw, as a `NetworkError`; never the abort of a signal, which its caller has to look at first. */
export function failureOf(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  const failure = kindOf(error);
  const code = codeOf(error);
  const reason = [code, messageOf(error)].filter(Boolean).join(': ');
  return new NetworkError(failure, `${clauses[failure]} (${reason})`, { cause: error });
}

function kindOf(error: unknown): NetworkFailure & keyof typeof clauses {
  const code = codeOf(error) ?? '';
  if (unreachable.has(code)) return 'unreachable';
  if (untrusted.test(code) || error instanceof errors.InvalidArgumentError) return 'refused';
  // The answer of a proxy to CONNECT exists in the message only.
  const proxyStatus = /^Proxy response \((\d{3})\)/.exec(messageOf(error))?.[1];
  if (proxyStatus !== undefined) return proxyStatus.startsWith('4') ? 'refused' : 'unreachable';
  return 'lost';
}

/** The code of an error, of its cause, or of the first of several (one for each address of a host). */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
