import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '../../src/sandbox/call.ts';
import { routes } from '../../src/sandbox/endpoints/routes.ts';
import { isRecord } from '../../src/sandbox/json.ts';
import { matchPattern, type Route } from '../../src/sandbox/route.ts';
import { commitPath, head, pipe, pullRequestPath, repositoryPath, sandboxFor } from './call-sandbox.ts';

/**
 * Bitbucket's own OpenAPI document, https://dac-static.atlassian.com/cloud/bitbucket/swagger.v3.json. It comes under
 * no licence that would let it be part of this project, so these tests need a copy beside the checkout or one that
 * BITBUCKET_OPENAPI names.
 */
const beside = fileURLToPath(new URL('../../../shared/bitbucket-openapi.json', import.meta.url));
const documentPath = process.env['BITBUCKET_OPENAPI'] ?? beside;
const isThere = existsSync(documentPath);
if (!isThere)
  console.log('skipped: BITBUCKET_OPENAPI names no OpenAPI document of Bitbucket to check answers against');

/** Live answers that the document does not know. */
const liveQuirks: readonly { readonly where: RegExp; readonly what: RegExp; readonly why: string }[] = [
  { where: /\/(parent|resolution)$/, what: /'type'/, why: 'recorded without a type' },
  { where: /\/data\/\d+\/value$/, what: /object/, why: 'values are scalars' },
  { where: /\/error\/detail$/, what: /string/, why: 'a missing scope is told as an object' },
];

/** One successful call of every route, and refusals of several kinds. */
async function tour(): Promise<readonly Call[]> {
  const account = { type: 'user', uuid: '{1}', display_name: 'Kim', account_id: '1:2' } as const;
  const kim = {
    kind: 'api-token',
    email: 'k@x.org',
    token: 'kim',
    account,
    scopes: ['read:user:bitbucket'],
  } as const;
  const { sandbox, call } = await sandboxFor({
    credentials: [{ ...pipe, scopes: ['pullrequest:write'] }, kim],
  });
  const status = {
    key: 'k',
    state: 'FAILED',
    url: 'https://x.org/',
    name: 'n',
    description: 'd',
    refname: 'basket',
  };
  const reports = `${commitPath}/reports`;
  const data = [
    { title: 'n', type: 'NUMBER', value: 1 },
    { title: 'l', type: 'LINK', value: { text: 'a', href: 'https://x.org/' } },
  ];
  const report = { title: 't', details: 'd', reporter: 'r', result: 'FAILED', report_type: 'BUG', data };
  const annotation = {
    external_id: '1',
    summary: 's',
    annotation_type: 'BUG',
    path: 'p',
    line: 1,
    severity: 'LOW',
  };
  const comments = `${pullRequestPath}/comments`;
  const inline = { path: 'src/app.js', start_to: 2, to: 3 };

  await call('POST', `${commitPath}/statuses/build`, status);
  await call('POST', `${commitPath}/statuses/build`, { ...status, state: 'SUCCESSFUL' });
  await call('PUT', `${commitPath}/statuses/build/k`, { ...status, state: 'STOPPED' });
  await call('PUT', `${reports}/r`, report);
  await call('POST', `${reports}/r/annotations`, [annotation]);
  await call('PUT', `${reports}/r/annotations/2`, annotation);
  const thread = await call('POST', comments, { content: { raw: '*x*' }, inline });
  const reply = await call('POST', comments, { content: { raw: 'y' }, parent: { id: thread.json.id } });
  const one = `${comments}/${thread.json.id}`;
  await call('PUT', one, { content: { raw: 'z' } });
  await call('POST', `${one}/resolve`);
  const task = await call('POST', `${pullRequestPath}/tasks`, {
    content: { raw: 't' },
    comment: { id: thread.json.id },
  });
  const oneTask = `${pullRequestPath}/tasks/${task.json.id}`;
  await call('PUT', oneTask, { state: 'RESOLVED', content: { raw: 'u' } });
  for (const verb of ['approve', 'request-changes']) await call('POST', `${pullRequestPath}/${verb}`);
  for (const path of [
    repositoryPath,
    '/hook_events',
    '/hook_events/repository',
    `${commitPath}/statuses`,
    `${commitPath}/statuses/build/k`,
    `${pullRequestPath}/statuses`,
    reports,
    `${reports}/r`,
    `${reports}/r/annotations`,
    `${reports}/r/annotations/1`,
    `${repositoryPath}/pullrequests`,
    pullRequestPath,
    comments,
    one,
    `${pullRequestPath}/tasks`,
    oneTask,
    `${pullRequestPath}/diff`,
    `${pullRequestPath}/diffstat`,
    `${repositoryPath}/diff/${head}..main`,
    `${repositoryPath}/diffstat/${head}..main`,
    `${repositoryPath}/merge-base/${head}..main`,
  ]) {
    await call('GET', path);
  }
  const basic = `Basic ${Buffer.from('k@x.org:kim').toString('base64')}`;
  await call('GET', '/user', undefined, { authorization: basic });
  await call('DELETE', `${one}/resolve`);
  await call('DELETE', `${comments}/${reply.json.id}`);
  await call('DELETE', oneTask);
  await call('DELETE', `${reports}/r/annotations/1`);
  await call('DELETE', `${reports}/r`);
  await call('DELETE', `${pullRequestPath}/request-changes`);
  await call('POST', `${pullRequestPath}/approve`);
  await call('DELETE', `${pullRequestPath}/approve`);
  await call('POST', comments, { content: { raw: 'x' }, type: 'y' });
  await call('GET', repositoryPath, undefined, { authorization: basic });
  await call('GET', `${repositoryPath}/commit/${head}/pullrequests`);
  await sandbox.close();
  return sandbox.calls;
}

function routeOf({ method, path }: Call): Route | undefined {
  const pathname = new URL(path, 'http://x').pathname.replace(/^\/2\.0/, '');
  return routes.find(
    (route) => route.method === method && matchPattern(route.pattern, pathname) !== undefined,
  );
}

describe.skipIf(!isThere)("against Bitbucket's own document", () => {
  let paths: Readonly<Record<string, unknown>> = {};
  let open: Ajv;
  let strict: Ajv;
  let calls: readonly Call[] = [];

  beforeAll(async () => {
    const text = readFileSync(documentPath, 'utf8');
    const document: unknown = JSON.parse(text);
    if (!isRecord(document) || !isRecord(document['paths'])) throw new Error('not an OpenAPI document');
    paths = document['paths'];
    // Answers carry more keys than the document's closed objects have.
    open = withFormats(
      JSON.parse(text.replaceAll('"additionalProperties": false', '"additionalProperties": true')),
    );
    strict = withFormats(document);
    calls = await tour();
  });

  function withFormats(document: object): Ajv {
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
    addFormats.default(ajv);
    return ajv.addSchema(document, 'bitbucket');
  }

  function documentedPath(pattern: string): string {
    const shape = (path: string) => path.replaceAll(/\{\w+\}|[:*]\w+/g, '{}');
    const found = Object.keys(paths).find((path) => shape(path) === shape(pattern));
    if (found === undefined) throw new Error(`${pattern} is not in the document`);
    return found;
  }

  function operationOf(route: Route): Readonly<Record<string, unknown>> {
    const item = paths[documentedPath(route.pattern)];
    const operation = isRecord(item) ? item[route.method.toLowerCase()] : undefined;
    if (!isRecord(operation)) throw new Error(`${route.method} ${route.pattern} is not in the document`);
    return operation;
  }

  function schemaAt(ajv: Ajv, route: Route, ...rest: readonly string[]): ValidateFunction | undefined {
    const parts = ['paths', documentedPath(route.pattern), route.method.toLowerCase(), ...rest];
    const media = [...parts, 'content', 'application/json', 'schema'];
    return ajv.getSchema(
      `bitbucket#${media.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`,
    );
  }

  test('the tour succeeds once at every route', () => {
    const seen = new Set(calls.filter(({ status = 500 }) => status < 400).map(routeOf));
    const missed = routes
      .filter((route) => !seen.has(route))
      .map(({ method, pattern }) => `${method} ${pattern}`);
    expect(missed).toEqual(['GET /repositories/:workspace/:slug/commit/:commit/pullrequests']);
  });

  test('every route asks for the documented scopes', () => {
    for (const route of routes) {
      const { security, 'x-atlassian-oauth2-scopes': granular } = operationOf(route);
      const [classic] = Array.isArray(security) ? security : [];
      expect([route.pattern, route.needs?.classic ?? []]).toEqual([route.pattern, classic?.oauth2]);
      const [own] = Array.isArray(granular) ? granular : [];
      expect([route.pattern, route.needs?.granular ?? []]).toEqual([route.pattern, own?.scopes ?? []]);
    }
  });

  test('every successful answer has a documented status', () => {
    const odd = calls.flatMap((call) => {
      const route = routeOf(call);
      if (route === undefined || call.status === undefined || call.status >= 400) return [];
      const { responses } = operationOf(route);
      const isDocumented = isRecord(responses) && String(call.status) in responses;
      return isDocumented ? [] : [`${call.method} ${call.status} ${route.pattern}`];
    });
    // A status that is there already is answered 200, whatever the document says.
    expect(odd).toEqual(['POST 200 /repositories/:workspace/:slug/commit/:commit/statuses/build']);
  });

  test('every body that was accepted is one that the document allows', () => {
    let checked = 0;
    for (const call of calls) {
      const route = routeOf(call);
      if (route === undefined || call.body === undefined || (call.status ?? 500) >= 400) continue;
      const validate = schemaAt(strict, route, 'requestBody');
      if (validate === undefined || documentsAnObject(call.body)) continue;
      checked += 1;
      const problems = typings(call.body).map((body) => problemsOf(validate, body));
      expect([call.method, call.path, problems]).toEqual([
        call.method,
        call.path,
        expect.arrayContaining([[]]),
      ]);
    }
    expect(checked).toBeGreaterThan(5);
  });

  test('every answer has the documented shape', () => {
    let checked = 0;
    for (const call of calls) {
      const route = routeOf(call);
      const { status = 0, answer } = call;
      if (route === undefined || !isRecord(answer)) continue;
      const documented = schemaAt(open, route, 'responses', String(status));
      const validate = status >= 400 ? open.getSchema('bitbucket#/components/schemas/error') : documented;
      if (validate === undefined) continue;
      checked += 1;
      expect([call.method, call.path, problemsOf(validate, withoutNulls(answer))]).toEqual([
        call.method,
        call.path,
        [],
      ]);
    }
    expect(checked).toBeGreaterThan(30);
  });
});

/** The document describes a list of annotations as one object with a type. */
function documentsAnObject(body: unknown): boolean {
  return Array.isArray(body);
}

/** Most objects of the document want a type, which Bitbucket refuses in what is sent to it. */
function typings(body: unknown): readonly unknown[] {
  if (!isRecord(body)) return [body];
  const entries = Object.entries(body).map(([key, part]) => {
    const isBrief = isRecord(part) && (key === 'comment' || key === 'parent');
    return [key, isBrief ? { type: 'x', ...part } : part];
  });
  const whole = Object.fromEntries(entries);
  return [whole, { type: 'x', ...whole }];
}

function problemsOf(validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .filter(
      ({ instancePath, message = '' }) =>
        !liveQuirks.some(({ where, what }) => where.test(instancePath) && what.test(message)),
    )
    .map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Live answers say null where the document has no such thing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== null);
  return Object.fromEntries(entries.map(([key, part]) => [key, withoutNulls(part)]));
}
