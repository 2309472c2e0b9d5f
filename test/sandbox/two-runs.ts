import { parseUnifiedDiff } from '../../src/sandbox/parse-unified-diff.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import {
  base,
  callerOf,
  commitPath,
  head,
  nextHead,
  pipe,
  pullRequestPath,
  repositoryPath,
  stoppedClock,
} from './call-sandbox.ts';

const diff = `diff --git a/src/search.js b/src/search.js
--- a/src/search.js
+++ b/src/search.js
@@ -10,6 +10,12 @@ export function search(request, database) {
   const { text } = request.query;
   const limit = Number(request.query.limit ?? 20);
-  return database.query('select * from item where name = $1 limit $2', [text, limit]);
+  const order = request.query.order;
+  const sql = \`select * from item where name like '%\${text}%' order by \${order}\`;
+  const rows = database.query(sql);
+  if (request.query.filter) {
+    return rows.filter((row) => eval(request.query.filter));
+  }
+  return rows.slice(0, limit);
 }
 
 export function suggestions(text) {
diff --git a/src/old-name.py b/src/new_name.py
similarity index 90%
rename from src/old-name.py
rename to src/new_name.py
--- a/src/old-name.py
+++ b/src/new_name.py
@@ -1,4 +1,4 @@
 import os
-KEY = os.environ["KEY"]
+KEY = "AKIA" + "IOSFODNN7EXAMPLE"
 
 def connect():
diff --git a/docs/logo.png b/docs/logo.png
new file mode 100644
Binary files /dev/null and b/docs/logo.png differ
`;

const summary = `## Code scan: 2 new problems, 1 fixed

| Severity | New | Fixed |
| --- | ---: | ---: |
| Critical | 1 | 0 |
| High | 1 | 1 |

1. **SQL built from input** in [src/search.js:13](https://bitbucket.org/acme/shop/src/${nextHead}/src/search.js#lines-13)
2. **eval of input** in [src/search.js:16](https://bitbucket.org/acme/shop/src/${nextHead}/src/search.js#lines-16)

Compared with the merge base.

[//]: # (code-scan:summary)
`;

const thread = `**SQL built from input** (critical, CWE-89)

The query contains text that comes from the request. Pass it as a parameter:

\`\`\`diff
-  const sql = \`select * from item where name like '%\${text}%'\`;
+  const sql = 'select * from item where name like $1';
\`\`\`

[//]: # (code-scan:f1)
`;

const annotations = [
  {
    external_id: 'f1',
    annotation_type: 'VULNERABILITY',
    summary: 'SQL built from input',
    details: 'The query contains text that comes from the request. Pass it as a parameter.',
    path: 'src/search.js',
    line: 13,
    severity: 'CRITICAL',
    result: 'FAILED',
    link: 'https://cwe.mitre.org/data/definitions/89.html',
  },
  {
    external_id: 'f2',
    annotation_type: 'VULNERABILITY',
    summary: 'eval of input',
    path: 'src/search.js',
    line: 16,
    severity: 'HIGH',
  },
  {
    external_id: 'f3',
    annotation_type: 'CODE_SMELL',
    summary: 'A file without a licence',
    path: 'src/new_name.py',
    severity: 'LOW',
  },
  {
    external_id: 'f4',
    annotation_type: 'BUG',
    summary: 'A dependency with a known hole',
    severity: 'MEDIUM',
  },
];

/** What a page has to show: two runs of a pipe on one pull request, with people in between. */
export async function twoRuns() {
  const clock = stoppedClock();
  const start = {
    repository: { workspace: 'acme', slug: 'shop' },
    pullRequests: [
      {
        id: 7,
        title: 'Let customers sort & filter the search',
        description: 'Adds `order` and `filter` to the search.\n\nSee **SHOP-12**.',
        source: { branch: 'search-filter', commit: head },
        destination: { branch: 'main', commit: base },
        files: parseUnifiedDiff(diff),
      },
    ],
  };
  const first = await startSandbox({ start, clock, credentials: [pipe] });
  await run(first.url, head, 'FAILED', annotations);
  const call = callerOf(first);
  const comments = `${pullRequestPath}/comments`;
  await call('POST', comments, { content: { raw: summary.replace('2 new', '3 new') } });
  const inline = (path: string, to: number, raw: string) =>
    call('POST', comments, { content: { raw }, inline: { path, to } });
  const sql = await inline('src/search.js', 13, thread);
  const secret = await inline(
    'src/new_name.py',
    2,
    '**A key in the code** (high)\n\nMove it to a variable of the deployment.',
  );
  clock.at += 3_600_000;
  const human = first.as();
  human.reply(sql.json.id, 'Good catch, will mend it.');
  human.comment(7, 'Why do we need `filter` at all?');
  human.comment(7, 'This is the part I am unsure of.', { path: 'src/search.js', from: 12 });
  const previous = first.state;
  await first.close();

  const second = await startSandbox({ start: previous, clock, credentials: [pipe] });
  clock.at += 60_000;
  second.as().push(7, nextHead);
  await run(second.url, nextHead, 'SUCCESSFUL', annotations.slice(1));
  const again = callerOf(second);
  const [summaryComment] = second.state.comments;
  await again('PUT', `${comments}/${summaryComment?.id}`, { content: { raw: summary } });
  await again('POST', `${comments}/${secret.json.id}/resolve`);
  await again('POST', comments, {
    content: { raw: '**eval of input** (high)' },
    inline: { path: 'src/search.js', start_to: 15, to: 17 },
  });
  await again('POST', comments, { content: { raw: 'x' }, inline: { path: 'src/search.js', to: 900 } });
  await again('GET', `${repositoryPath}/pullrequests`);
  const { state, calls } = second;
  await second.close();
  return { previous, state, calls };

  async function run(url: string, commit: string, state: string, found: readonly object[]) {
    const send = callerOf({ url });
    const at = commitPath.replace(head, commit);
    const status = {
      key: 'code-scan',
      name: 'Code scan',
      url: 'https://bitbucket.org/acme/shop/pipelines/results/41',
      refname: 'search-filter',
    };
    await send('POST', `${at}/statuses/build`, { ...status, state: 'INPROGRESS', description: 'Scanning' });
    await send('PUT', `${at}/reports/code-scan`, {
      title: 'Code scan',
      details: 'Two problems are new: one critical, one high. One is fixed.',
      reporter: 'Code Scan pipe',
      report_type: 'SECURITY',
      result: state === 'FAILED' ? 'FAILED' : 'PASSED',
      link: 'https://bitbucket.org/acme/shop/pipelines/results/41',
      data: [
        { title: 'New', type: 'NUMBER', value: 2 },
        { title: 'Critical', type: 'NUMBER', value: 1 },
        { title: 'Safe to merge', type: 'BOOLEAN', value: false },
        { title: 'Duration', type: 'DURATION', value: 12_340 },
        { title: 'Scanned', type: 'PERCENTAGE', value: 100 },
        { title: 'Started', type: 'DATE', value: clock.at },
        {
          title: 'Results',
          type: 'LINK',
          value: { text: 'pipeline', href: 'https://bitbucket.org/acme/shop/pipelines/results/41' },
        },
      ],
    });
    await send('POST', `${at}/reports/code-scan/annotations`, found);
    await send('POST', `${at}/statuses/build`, { ...status, state, description: '2 new problems, 1 fixed' });
  }
}
