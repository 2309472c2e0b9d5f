import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { ApiError } from '../../src/bitbucket/api-error.ts';
import type { Bitbucket } from '../../src/bitbucket/bitbucket.ts';
import { connect } from '../../src/bitbucket/connect.ts';
import { jumpingClock } from '../http/jumping-clock.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { mutated } from './mutated.ts';
import { target } from './target.ts';
import { isUnpolluted } from './unpolluted.ts';

const token = 'fuzz-token-4f1a9c';
const hash = 'a'.repeat(40);

const all = <T>(items: AsyncIterable<T>) => Array.fromAsync(items);

const calls: Readonly<Record<string, (bitbucket: Bitbucket) => Promise<unknown>>> = {
  report: (bitbucket) => bitbucket.report(hash, 'code-scan'),
  annotations: (bitbucket) => all(bitbucket.annotations(hash, 'code-scan')),
  postAnnotations: (bitbucket) =>
    bitbucket.postAnnotations(hash, 'code-scan', [
      { external_id: 'a', annotation_type: 'BUG', summary: 's', severity: 'LOW', result: 'FAILED' },
    ]),
  comments: (bitbucket) => all(bitbucket.comments(7)),
  createComment: (bitbucket) => bitbucket.createComment(7, { raw: 'x' }, ({ raw }) => raw === 'x'),
  updateComment: (bitbucket) => bitbucket.updateComment(7, 1, 'x'),
  resolveComment: (bitbucket) => bitbucket.resolveComment(7, 1),
  tasks: (bitbucket) => all(bitbucket.tasks(7)),
  reviews: (bitbucket) => bitbucket.reviews(7),
  giveReview: (bitbucket) => bitbucket.giveReview(7, 'changes_requested'),
  pullRequest: (bitbucket) => bitbucket.pullRequest(7),
  openPullRequests: (bitbucket) => all(bitbucket.openPullRequests('feature')),
  mergeBase: (bitbucket) => bitbucket.mergeBase(hash, 'b'.repeat(40)),
  changedFiles: (bitbucket) => all(bitbucket.changedFiles(hash, 'b'.repeat(40))),
  diff: (bitbucket) => bitbucket.diff(hash, 'b'.repeat(40)),
  putStatus: (bitbucket) =>
    bitbucket.putStatus(hash, {
      key: 'k',
      state: 'FAILED',
      name: 'n',
      description: 'd',
      url: 'https://x.test',
    }),
};

const user = { type: 'user', uuid: '{u}', display_name: 'Ada', account_id: '1:2', links: {} };
const comment = {
  id: 5,
  content: { raw: 'x' },
  deleted: false,
  user,
  inline: { path: 'a.js', to: 3, start_to: 1 },
  parent: { id: 4 },
  resolution: {},
  created_on: '2026-01-01T00:00:00+00:00',
  updated_on: '2026-01-01T00:00:00+00:00',
  links: { html: { href: 'https://bitbucket.org/x' } },
};
const bodies = [
  {
    pagelen: 100,
    values: [comment, { ...comment, id: 6 }],
    next: 'OWN/2.0/repositories/acme/shop/next?page=2',
    page: 1,
  },
  { values: [], next: 'OTHER/2.0/steal' },
  {
    id: 7,
    state: 'OPEN',
    title: 'T',
    author: user,
    source: {
      branch: { name: 'feature' },
      commit: { hash: 'a1b2c3d4e5f6' },
      repository: { full_name: 'acme/shop' },
    },
    destination: { branch: { name: 'main' }, commit: { hash: 'b1b2c3d4e5f6' } },
    participants: [{ user, approved: true, state: 'approved' }],
  },
  {
    external_id: 'code-scan',
    title: 't',
    details: 'd',
    result: 'FAILED',
    data: [{ title: 'n', type: 'NUMBER', value: 1 }],
  },
  { values: [{ external_id: 'a', uuid: '{a}', summary: 's', path: 'a.js', line: 3, severity: 'LOW' }] },
  { values: [{ id: 9, state: 'UNRESOLVED', content: { raw: 'x' }, comment: { id: 5 }, creator: user }] },
  { hash, type: 'commit' },
  {
    type: 'error',
    error: { message: 'TOKEN is bad', detail: { required: ['x'], granted: [] }, fields: { a: ['b'] } },
  },
].map((body) => JSON.stringify(body));

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly how: 'whole' | 'cut' | 'reset';
}

const places = [
  'OTHER/x',
  'OWN/2.0/x',
  'OWN/admin',
  '//evil.invalid/x',
  'javascript:x',
  'http://',
  '/2.0/y',
  '\\\\x',
];
const header = fc.oneof(
  fc.tuple(fc.constant('location'), fc.constantFrom(...places)),
  fc.tuple(
    fc.constant('retry-after'),
    fc.constantFrom('0', '5', '1e9', '-1', '99999999999999999', 'x', 'Thu, 01 Oct 2026 12:00:05 GMT'),
  ),
  fc.tuple(
    fc.constantFrom('x-ratelimit-reset', 'x-ratelimit-remaining', 'x-ratelimit-nearlimit'),
    fc.constantFrom('0', '1', 'true', '99999999999', 'x'),
  ),
  fc.tuple(
    fc.constantFrom('content-type'),
    fc.constantFrom('text/html', 'application/json', 'x/y; charset=utf-16'),
  ),
  fc.tuple(fc.constantFrom('content-encoding'), fc.constantFrom('gzip', 'br', 'x')),
  fc.tuple(
    fc.constantFrom('x-accepted-oauth-scopes', 'x-oauth-scopes'),
    fc.string({ unit: fc.constantFrom(...'ab,: '), maxLength: 9 }),
  ),
);

const answer: fc.Arbitrary<Answer> = fc.record({
  status: fc.oneof(
    { weight: 4, arbitrary: fc.constant(200) },
    fc.constantFrom(
      201,
      204,
      301,
      302,
      303,
      307,
      308,
      400,
      401,
      403,
      404,
      408,
      409,
      410,
      413,
      429,
      500,
      501,
      502,
      503,
      599,
    ),
  ),
  body: fc.oneof(
    { weight: 4, arbitrary: mutated(bodies, 2) },
    { weight: 3, arbitrary: fc.constantFrom(...bodies) },
    hostileText,
    hostileText.map((text) => JSON.stringify({ error: { message: text, detail: `${text} TOKEN` } })),
    hostileText.map((text) => `<html><head><title>x</title></head><script>${text}</script>${text} TOKEN`),
  ),
  headers: fc.array(header, { maxLength: 2 }),
  how: fc.oneof(
    { weight: 8, arbitrary: fc.constant('whole' as const) },
    fc.constantFrom('cut' as const, 'reset' as const),
  ),
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones looked for
const steering = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** The client, whatever the server answers: a value or an `ApiError`, the token nowhere else, and an end to it. */
export const api = target(
  'api',
  0.05,
  fc.record({
    call: fc.constantFrom(...Object.keys(calls)),
    answers: fc.array(answer, { minLength: 1, maxLength: 3 }),
  }),
  async () => {
    const script: Answer[] = [];
    const seen = { requests: 0, stolen: 0 };
    const thief = createServer((request, response) => {
      if (JSON.stringify([request.url, request.headers]).includes(token)) seen.stolen += 1;
      response.end('{}');
    });
    const elsewhere = await listen(thief);
    const server = createServer((request, response) => {
      seen.requests += 1;
      const { status, body, headers, how } = script.shift() ?? {
        status: 200,
        body: '{"values":[]}',
        headers: [],
        how: 'whole',
      };
      const sent = request.headers.authorization ?? '';
      const told = (text: string) =>
        text.replaceAll('OWN', own).replaceAll('OTHER', elsewhere).replaceAll('TOKEN', sent);
      request.resume().on('end', () => {
        if (how === 'reset') return void request.socket.resetAndDestroy();
        for (const [name, value] of headers) response.setHeader(name, told(value));
        const text = told(body);
        if (how === 'whole') return void response.writeHead(status).end(text);
        response
          .writeHead(status, { 'content-length': Buffer.byteLength(text) + 9 })
          .write(text, () => request.socket.destroy());
      });
    });
    const own = await listen(server);
    const lines: string[] = [];
    const note = (message: string, fields?: object) =>
      void lines.push(message + JSON.stringify(fields ?? {}));
    const clock = jumpingClock();
    const connection = connect({
      credentials: { kind: 'access-token', token },
      apiUrl: `${own}/2.0`,
      repository: { workspace: 'acme', slug: 'shop' },
      clock,
      random: () => 0.5,
      log: { debug: note, info: note, warn: note, error: note },
      requestTimeout: 20_000,
    });
    return {
      async try({ call, answers }) {
        script.splice(0, Number.POSITIVE_INFINITY, ...answers);
        lines.splice(0);
        seen.requests = 0;
        await clock.sleep(3_600_000);
        const { bitbucket } = connection.session({
          signal: new AbortController().signal,
          endsAt: clock.now() + 60_000,
        });
        try {
          await calls[call]?.(bitbucket);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          assert(!error.message.includes(token), 'the token is told');
          assert.doesNotMatch(error.message, steering);
          assert(error.message.length < 3000, `a message of ${error.message.length} characters`);
        }
        assert(!lines.join('\n').includes(token), 'the token is logged');
        assert.equal(seen.stolen, 0, 'the token went elsewhere');
        assert(seen.requests < 300, `${seen.requests} requests`);
        isUnpolluted();
      },
      async close() {
        await connection.close();
        for (const each of [server, thief]) {
          each.closeAllConnections();
          each.close();
        }
      },
    };
  },
);
