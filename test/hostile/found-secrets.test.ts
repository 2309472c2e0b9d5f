import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { installBundle, readReport } from '../e2e/bundle.ts';
import { pullRequest, scan } from './hostile-pull-request.ts';
import { leaks } from './secret-forms.ts';
import { type WatchedRun, watchBundle } from './watched-run.ts';
import { openWire } from './wire.ts';
import { filesIn, openBitbucket, repositoryEnvironment } from './with-bitbucket.ts';

const main = installBundle();

/** Put together here, so that no scanner finds them in this file. */
const planted = {
  'the AWS key': ['AKIA', 'Q3EGRYXJ4MZ7L2PD'].join(''),
  'the AWS secret': ['kT9vQ2xW7z', 'L4mB8nR3pY6c', 'J1dF5gH0sAqE2uIo7Z'].join(''),
  'the private key': ['MIIEowIBAAKCAQEAx', '7Vq2Zt9Lw4Rk8Bn3Yc6Mf1Hs5Jd0PgTeXuQaWzEv'].join(''),
  'the password': ['x9Lw4R', 'k8Bn3Yc6Mf'].join(''),
  'the GitHub token': ['ghp_', '1x9QmZ7bVt4Kc2Lw8Rn5Yf3Hs6Jd0PgTeXuQ'].join(''),
};
const [aws, cloud, pem, password, github] = Object.values(planted);

const files = {
  'server.js': [
    "const app = require('express')();",
    `app.get('/', (request, response) => { eval(request.query.code + '${aws}'); });`,
    `const token = '${github}'; require('child_process').exec('x ' + process.argv[2]);`,
    '',
  ].join('\n'),
  '.env': `AWS_SECRET_ACCESS_KEY=${cloud}\nDATABASE_URL=postgres://shop:${password}@db.example.com/shop\n`,
  'id_rsa.pem': `-----BEGIN RSA PRIVATE KEY-----\n${pem}\n${pem}\n-----END RSA PRIVATE KEY-----\n`,
};

/** What other tools say of the same lines, each in every place where SARIF has room for text. */
function otherTools(): string {
  const snippet = (text: string) => ({ snippet: { text } });
  const location = (uri: string, startLine: number, text: string) => ({
    physicalLocation: {
      artifactLocation: { uri },
      region: { startLine, ...snippet(text) },
      contextRegion: { startLine, endLine: startLine + 1, ...snippet(`${text}\n`) },
    },
    message: { text: `here: ${text}` },
  });
  const result = (uri: string, startLine: number, text: string) => ({
    ruleId: 'found',
    level: 'error',
    message: { text: `has detected ${text} in ${uri}`, markdown: `**${text}**` },
    locations: [location(uri, startLine, text)],
    relatedLocations: [{ id: 1, ...location(uri, startLine, text) }],
    codeFlows: [{ threadFlows: [{ locations: [{ location: location(uri, startLine, text) }] }] }],
    fixes: [
      {
        description: { text: `take out ${text}` },
        artifactChanges: [
          {
            artifactLocation: { uri },
            replacements: [{ deletedRegion: { startLine }, insertedContent: { text: `// was ${text}` } }],
          },
        ],
      },
    ],
    partialFingerprints: { secret: text },
    properties: { secret: text, match: text },
  });
  const found = [
    result('server.js', 2, `${aws}`),
    result('.env', 1, `${cloud}`),
    result('id_rsa.pem', 2, `${pem}`),
    result('server.js', 3, `${github}`),
  ];
  const lines = files['server.js'].split('\n');
  const run = (name: string, results: readonly object[]) => ({ tool: { driver: { name } }, results });
  return JSON.stringify({
    version: '2.1.0',
    runs: [run('gitleaks', found), run('some-linter', [result('server.js', 2, lines[1] ?? '')])],
  });
}

describe('secrets that the pull request holds', () => {
  let run: WatchedRun;
  let root = '';
  let texts: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const given = pullRequest({ 'old.js': 'old\n' }, { ...files, 'given.sarif': otherTools() });
    root = given.repository.root;
    const sandbox = await openBitbucket(given, { token: 'the-token' });
    await using wire = await openWire(sandbox.url);
    run = await watchBundle(main, root, {
      ...given.environment,
      ...repositoryEnvironment,
      BITBUCKET_API_URL: wire.url,
      BITBUCKET_ACCESS_TOKEN: 'the-token',
      SARIF_FILES: 'given.sarif',
      DEBUG: 'true',
    });
    texts = { log: run.log, 'what was sent': wire.sent(), ...filesIn(join(root, 'code-scan-report')) };
    await sandbox.close();
  }, 60_000);

  it('are found', () => {
    const secretsIn = (path: string) =>
      readReport(root).findings.filter(
        (finding) => finding.path === path && finding.rule.startsWith('secret'),
      );
    for (const path of Object.keys(files)) expect(secretsIn(path), path).not.toEqual([]);
    expect(run.exitCode, run.log).toBe(1);
  });

  it('are repeated in no file, line of the log, comment or annotation', () => {
    expect(Object.keys(texts)).toEqual(expect.arrayContaining(['report.sarif', 'report.html', 'report.md']));
    expect(texts['what was sent']).toContain('/comments');
    expect(leaks(planted, texts)).toEqual([]);
  });

  it('are on no preview page either', async () => {
    const given = pullRequest({ 'old.js': 'old\n' }, files);
    const shown = await scan(main, given, { MODE: 'preview' });
    expect(shown.texts['preview.html']).toContain('server.js');
    expect(leaks(planted, shown.texts)).toEqual([]);
  });
});
