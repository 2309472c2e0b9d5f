import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { callName } from '../../src/sandbox/preview/call-name.ts';
import { commentMarkdown } from '../../src/sandbox/preview/comment-markdown.ts';
import { dataValue, duration } from '../../src/sandbox/preview/format.ts';
import { html, link } from '../../src/sandbox/preview/html.ts';
import { pageLink } from '../../src/sandbox/preview/page-link.ts';
import { previewView } from '../../src/sandbox/preview/preview-view.ts';
import { renderPreview } from '../../src/sandbox/preview/render-preview.ts';
import { stateChanges } from '../../src/sandbox/preview/state-changes.ts';
import { initialState } from '../../src/sandbox/seed.ts';
import { head, nextHead } from './call-sandbox.ts';
import { twoRuns } from './two-runs.ts';

const run = await twoRuns();

/** The page without its style, and without the port of the server. */
function body(page: string): string {
  return page
    .replace(/<style>[^<]*<\/style>/, '')
    .replace(/sha256-[^']+/, 'sha256-…')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1');
}

describe('the page', () => {
  test('of two runs is the known one', async () => {
    const { state, previous, calls } = run;
    await expect(body(renderPreview(state, { previous, calls }))).toMatchFileSnapshot(
      '../golden/preview/two-runs.html',
    );
  });

  test('lets through its own style and nothing else', async () => {
    const { state, calls } = run;
    const page = renderPreview(state, { calls });
    const style = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
  });

  test('of a first run says so, and of one that changes nothing too', async () => {
    const { state, calls } = run;
    expect(renderPreview(state, { calls })).toContain('This is the first run.');
    expect(renderPreview(state, { calls, previous: state })).toContain('Nothing changed.');
  });

  test('of a commit without a pull request shows builds and reports', () => {
    const state = {
      ...initialState({ repository: { workspace: 'acme', slug: 'shop' }, commits: [head] }, 0),
    };
    const page = renderPreview(state, { calls: [], commit: head });
    expect(page).toContain(`<h1>Commit <code>${head.slice(0, 12)}</code></h1>`);
    expect(page).toContain('No build has reported on this commit.');
    expect(page).not.toContain('Files changed');
  });

  test('says what it leaves out of a change that is too large', async () => {
    const { state, calls } = run;
    const lines = Array.from({ length: 20_001 }, (_, index) => ({
      kind: 'added' as const,
      new: index + 1,
      text: '',
    }));
    const file = { path: 'src/search.js', status: 'added' as const, hunks: [{ heading: '', lines }] };
    const page = renderPreview(
      { ...state, pull_requests: state.pull_requests.map((each) => ({ ...each, files: [file] })) },
      { calls },
    );
    expect(page).toContain('20,001 lines not shown: the change is too large for one page.');
    expect(page).toContain('src/search.js, line 13 when it was written');
  });
});

test('two states are compared by what is in them, not by their times', async () => {
  const { state, previous } = run;
  const { created, edited, resolved, reopened, deleted } = stateChanges(previous, state);
  expect([created, edited, resolved, reopened, deleted].map((list) => list.length)).toEqual([1, 1, 1, 0, 0]);
  const back = stateChanges(state, previous);
  expect([back.created.length, back.edited.length, back.reopened.length]).toEqual([0, 1, 1]);
  const later = { ...state, statuses: state.statuses.map((status) => ({ ...status, updated_on: 'later' })) };
  expect(Object.values(stateChanges(state, later)).flat()).toEqual([]);
});

describe('text', () => {
  test.each([
    [`<b a="1" c='2'>&\``, '&#60;b a=&#34;1&#34; c=&#39;2&#39;&#62;&#38;&#96;'],
    ['a\u202eb\u200bc\u0000d', 'a\\u{202e}b\\u{200b}c\\u{0}d'],
    ['tab\tline\nfamily 👩‍👧', 'tab\tline\nfamily 👩‍👧'],
  ])('%j is escaped', (text, expected) => {
    expect(html`${text}`.markup).toBe(expected);
  });

  test('lists are joined, nothing is nothing, markup stays', () => {
    expect(html`<p>${[html`<b>${1}</b>`, 'x', undefined]}</p>`.markup).toBe('<p><b>1</b>x</p>');
  });

  test.each([
    [
      'https://example.org/a?b=1&c=2',
      '<a href="https://example.org/a?b=1&#38;c=2" rel="noopener noreferrer">x</a>',
    ],
    ['javascript:alert(1)', 'x'],
    ['data:text/html,x', 'x'],
    ['nothing', 'x'],
    [undefined, 'x'],
  ])('a link to %j', (url, expected) => {
    expect(link(url, 'x').markup).toBe(expected);
  });
});

describe('Markdown', () => {
  test.each([
    ['<details>x</details>', '<p>&#60;details&#62;x&#60;/details&#62;</p>\n'],
    ['[//]: # (marker)', ''],
    ['# Title', '<p class="heading level-1">Title</p>\n'],
    ['![alt](https://example.org/x.png)', '<p><span class="image">[image: alt]</span></p>\n'],
    [
      'main.py and https://example.org',
      '<p>main.py and <a href="https://example.org" rel="noopener noreferrer">https://example.org</a></p>\n',
    ],
    ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>\n'],
    ['```diff\n+a\n-b\n c\n```', '<pre><code><ins>+a</ins>\n<del>-b</del>\n c</code></pre>\n'],
    ['~~gone~~', '<p><s>gone</s></p>\n'],
  ])('%j', (raw, expected) => {
    expect(commentMarkdown(raw).markup).toBe(expected);
  });
});

test.each([
  [{ title: 'x', type: 'BOOLEAN', value: true }, 'Yes'],
  [{ title: 'x', type: 'DURATION', value: 12_340 }, '12.3 s'],
  [{ title: 'x', type: 'PERCENTAGE', value: 12.5 }, '12.5 %'],
  [{ title: 'x', type: 'NUMBER', value: 12_345 }, '12,345'],
  [
    { title: 'x', type: 'DATE', value: 0 },
    '<time datetime="1970-01-01T00:00:00.000Z">1970-01-01 00:00 UTC</time>',
  ],
  [{ title: 'x', type: 'DATE', value: 1e300 }, '1e+300'],
  [{ title: 'x', value: '<' }, '&#60;'],
  [{ title: 'x', type: 'LINK', value: { text: 'y', href: 'ftp://x' } }, 'y'],
] as const)('data %j is shown as Bitbucket shows it', (entry, expected) => {
  expect(dataValue(entry).markup).toBe(expected);
});

describe('a link of a comment', () => {
  const site = 'https://bitbucket.org/acme/shop';

  test.each([
    [`${site}/src/${nextHead}/src/search.js#lines-13`, '#file-0-new-13'],
    [`${site}/src/${nextHead.slice(0, 12)}/src/search.js#lines-15:17`, '#file-0-new-15'],
    [`${site}/src/${nextHead}/src/search.js#lines-900`, '#file-0'],
    [`${site}/src/${nextHead}/src/new%5Fname.py`, '#file-1'],
    [`${site}/pull-requests/7/_/diff#comment-700000001`, '#comment-700000001'],
    [`${site}/pull-requests/7/_/diff#comment-1`, undefined],
    [`${site}/pull-requests/8/_/diff#comment-700000001`, undefined],
    [`${site}/src/${head}/src/search.js#lines-13`, undefined],
    [`${site}/src/${nextHead}/README.md`, undefined],
    [`${site}/src/%E0%A4%A`, undefined],
    [`https://example.org/acme/shop/src/${nextHead}/src/search.js`, undefined],
    ['mailto:x@example.org', undefined],
  ])('to %s leads to what the page has', async (href, expected) => {
    const { state, calls } = run;
    expect(pageLink(href, previewView(state, { calls }))).toBe(expected ?? href);
  });
});

test.each([
  [999, '999 ms'],
  [1000, '1 s'],
  [59_940, '59.9 s'],
  [125_000, '2 min 5 s'],
])('%i milliseconds are %s', (milliseconds, expected) => {
  expect(duration(milliseconds)).toBe(expected);
});

test.each([
  ['POST', '/2.0/repositories/a/b/pullrequests/7/comments/12/resolve', 'POST resolution of a thread'],
  ['PUT', '/2.0/repositories/a/b/commit/c/reports/r', 'PUT report'],
  ['GET', '/2.0/repositories/a/b/commit/c/reports/r/annotations?page=2', 'GET annotations'],
  ['GET', '/2.0/repositories/a/b', 'GET /2.0/repositories/a/b'],
])('%s %s is called %s', (method, path, expected) => {
  expect(callName({ method, path })).toBe(expected);
});
