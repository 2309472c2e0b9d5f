import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';

/** The port at which Pipelines' authentication proxy listens on the host. */
const port = 29418;

/**
 * Stands in for the authentication proxy of Pipelines: hands git's requests for `http://bitbucket.org/…` to the
 * repository at `root`, and those for the REST API to the embedded Bitbucket's own proxy.
 */
export async function startPipelinesProxy(
  root: string,
  apiProxy: string,
): Promise<{ readonly gitRequests: readonly string[]; close(): Promise<void> }> {
  const gitRequests: string[] = [];
  const server: Server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    if (url.hostname === 'bitbucket.org') {
      gitRequests.push(`${incoming.method} ${url.pathname}`);
      serveGit(root, url, incoming, response);
    } else forward(apiProxy, incoming, response);
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done));
  return {
    gitRequests,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function forward(apiProxy: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { hostname, port: apiPort } = new URL(apiProxy);
  const { method, headers, url } = incoming;
  const outgoing = request({ hostname, port: apiPort, method, headers, path: url }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}

/** git's own server side, as a CGI program: https://git-scm.com/docs/git-http-backend */
function serveGit(root: string, url: URL, incoming: IncomingMessage, response: ServerResponse): void {
  const { method = 'GET', headers } = incoming;
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      GIT_CONFIG_KEY_1: 'uploadpack.allowAnySHA1InWant',
      GIT_CONFIG_VALUE_1: 'true',
      REQUEST_METHOD: method,
      QUERY_STRING: url.search.slice(1),
      PATH_INFO: url.pathname.replace(/^\/[^/]+\/[^/]+/, '/.git'),
      CONTENT_TYPE: headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      REMOTE_ADDR: '127.0.0.1',
    },
  });
  incoming.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    const head = output.subarray(0, Math.max(0, end)).toString();
    const status = Number(/^Status: (\d+)/m.exec(head)?.[1] ?? 200);
    response.writeHead(status, { 'content-type': /^Content-Type: (.*)$/im.exec(head)?.[1] ?? 'text/plain' });
    response.end(output.subarray(end + 4));
  });
}
