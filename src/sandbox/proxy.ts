import { createServer, type Server } from 'node:http';
import type { Identity } from './access.ts';
import { type ServerParts, serve } from './server.ts';
import type { RepositoryState } from './state.ts';

const apiHost = 'api.bitbucket.org';

/**
 * The authentication proxy that Pipelines gives to pipes: plain HTTP, requests with the whole address in their
 * first line, no tunnels. It adds a credential of its own, and Code Insights is all that this reaches.
 * https://support.atlassian.com/bitbucket-cloud/docs/code-insights/
 */
export function createProxy(
  repository: RepositoryState,
  parts: ServerParts,
  onDefect: (error: unknown) => void,
): Server {
  const proxied: Identity = {
    account: {
      type: 'app_user',
      uuid: '{00000000-0000-5000-8000-000000029418}',
      display_name: 'Bitbucket Pipelines',
    },
    mechanism: 'proxy',
    scopes: ['repository'],
    credential: `proxy of ${repository.uuid}`,
  };
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '');
    if (url === null || url.host !== apiHost || url.protocol !== 'http:') {
      response.writeHead(url === null ? 400 : 502, { 'content-type': 'text/plain' });
      response.end(`This proxy forwards requests to http://${apiHost}/2.0/ only.\n`);
      return;
    }
    // What comes back was made behind TLS, so links say https.
    const arrival = { target: `${url.pathname}${url.search}`, origin: `https://${apiHost}`, proxied };
    serve(request, response, arrival, parts).catch((error: unknown) => {
      onDefect(error);
      response.destroy();
    });
  });
  // An encrypted request could not be given a credential.
  server.on('connect', (_request, socket) => {
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  return server;
}
