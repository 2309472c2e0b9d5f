import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commitPath, pullRequestPath, repositoryPath, sandboxFor } from './call-sandbox.ts';

const report = { title: 'Code Scan', details: 'none' };

async function started() {
  const { sandbox } = await sandboxFor({ proxy: true });
  onTestFinished(() => sandbox.close());
  return { sandbox };
}

describe('the Pipelines proxy', () => {
  interface Answer {
    readonly status: number | undefined;
    readonly text: string;
  }

  async function through(
    proxyUrl: string | undefined,
    target: string,
    method = 'GET',
    body = '',
  ): Promise<Answer> {
    const { hostname, port } = new URL(proxyUrl ?? '');
    return await new Promise((resolve, reject) => {
      const headers = {
        host: 'api.bitbucket.org',
        'content-type': 'application/json',
        'content-length': body.length,
      };
      const sent = httpRequest({ hostname, port, path: target, method, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, text }));
      });
      sent.on('error', reject).end(body);
    });
  }

  const api = 'http://api.bitbucket.org/2.0';

  test('serves Code Insights without a credential, and links that say https', async () => {
    const { sandbox } = await started();
    const put = await through(
      sandbox.proxyUrl,
      `${api}${commitPath}/reports/r`,
      'PUT',
      JSON.stringify(report),
    );
    expect(put.status).toBe(200);
    const batch = ['1', '2'].map((external_id) => ({ external_id, summary: 's', annotation_type: 'BUG' }));
    const path = `${api}${commitPath}/reports/r/annotations`;
    expect((await through(sandbox.proxyUrl, path, 'POST', JSON.stringify(batch))).status).toBe(200);
    const page = JSON.parse((await through(sandbox.proxyUrl, `${path}?pagelen=1`)).text);
    expect(page.next).toBe(
      `https://api.bitbucket.org/2.0${commitPath}/reports/r/annotations?pagelen=1&page=2`,
    );
    expect(sandbox.calls.map(({ through, credential }) => [through, credential])).toEqual(
      Array(3).fill(['proxy', 'proxy']),
    );
  });

  test.each([
    `${commitPath}/statuses`,
    pullRequestPath,
    `${pullRequestPath}/comments`,
    repositoryPath,
    '/user',
  ])('does not serve %s', async (path) => {
    const { sandbox } = await started();
    expect((await through(sandbox.proxyUrl, `${api}${path}`)).status).toBe(401);
  });

  test.each(['http://example.org/', 'https://api.bitbucket.org/2.0/hook_events'])(
    'does not forward to %s',
    async (target) => {
      const { sandbox } = await started();
      expect((await through(sandbox.proxyUrl, target)).status).toBe(502);
    },
  );

  test('makes no tunnel', async () => {
    const { sandbox } = await started();
    const { hostname, port } = new URL(sandbox.proxyUrl ?? '');
    const first = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write('CONNECT api.bitbucket.org:443 HTTP/1.1\r\nhost: api.bitbucket.org:443\r\n\r\n');
      });
      socket.on('error', reject).on('data', (data) => resolve(String(data)));
    });
    expect(first).toMatch(/^HTTP\/1\.1 405 /);
  });
});
