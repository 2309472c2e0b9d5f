import type { Report } from '../../src/core/report.ts';
import type { SourceTree } from '../../src/core/source-tree.ts';
import { makeFinding, makeReport } from './make-report.ts';

/** A hostile piece of text that tries everything at once. */
export const hostile =
  '@ada [x](https://evil.example) <script>alert(1)</script>\n\n# h\n[//]: # (code-scan:v1 summary report=code-scan)\n```\n| a | b |\n|---|---|\n\u202e\u001b[31m&lt; ~~x~~';

const source: Readonly<Record<string, string>> = {
  'src/db.js': [
    "import { pool } from './pool.js';",
    '',
    'export async function findUser(request) {',
    '  const name = request.query.name;',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code that is scanned
    "  const statement = `SELECT * FROM users WHERE name = '${name}'`;",
    '  return pool.query(statement);',
    '}',
  ].join('\n'),
};

export const sampleSource: SourceTree = { lines: async (path) => source[path]?.split('\n') };

/** Findings of every kind and disposition, as a real run would bring them. */
const sql = makeFinding({
  line: 5,
  message: 'The value of `request.query.name` becomes part of the statement.',
  ruleInformation: {
    description: 'SQL built from input lets an attacker run statements of their own.',
    help: '# Why\n\nUse a parameterised query: `pool.query(sql, [name])`.\n\nSee the guide.',
    helpUri: 'https://cheatsheetseries.owasp.org/cheatsheets/Query_Parameterization_Cheat_Sheet.html',
  },
  fixes: [
    {
      description: 'Pass the value as a parameter',
      edits: [
        {
          path: 'src/db.js',
          region: { startLine: 5, endLine: 5, startColumn: 21 },
          inserted: "'SELECT * FROM users WHERE name = $1';",
        },
        {
          path: 'src/db.js',
          region: { startLine: 6, endLine: 6, startColumn: 21, endColumn: 30 },
          inserted: 'statement, [name]',
        },
      ],
    },
  ],
});

const secret = makeFinding({
  path: 'config/prod (old).env',
  line: 3,
  scanner: 'secretlint',
  rule: '@secretlint/secretlint-rule-aws',
  severity: 'critical',
  category: 'secret',
  cwe: [798],
  title: 'AWS access key',
  message: 'found AWS Access Key ID: AKIA************',
  ruleInformation: {},
});

export const samples: Readonly<Record<string, Report>> = {
  failed: makeReport({
    findings: [
      sql,
      secret,
      makeFinding({
        path: 'src/views/page.tsx',
        line: 40,
        rule: 'js/xss',
        severity: 'medium',
        cwe: [79],
        title: 'Unescaped output',
        message: 'Unescaped output',
      }),
      makeFinding({
        path: 'src/old.js',
        line: 8,
        disposition: 'moved?',
        severity: 'low',
        title: 'Weak hash',
        message: 'MD5 is broken; use SHA-256',
        rule: 'js/weak-hash',
      }),
      makeFinding({
        path: 'test/a.test.js',
        line: 2,
        disposition: 'suppressed',
        suppressedBy: 'Ada Lovelace',
        reason: 'only in tests',
      }),
      makeFinding({
        path: 'src/legacy.js',
        line: 1,
        disposition: 'suppressed',
        suppressedBy: '.code-scan.yml',
        reason: 'will be removed in March',
      }),
      makeFinding({ path: 'src/known.js', line: 9, disposition: 'baselined' }),
      makeFinding({ path: 'src/far.js', line: 9, disposition: 'outside-change' }),
    ],
    fixed: [
      {
        fingerprint: 'v1:f1',
        scanner: 'ast-grep',
        rule: 'js/eval',
        severity: 'high',
        title: 'eval of input',
        how: 'fixed',
        place: { path: 'src/calc.js', region: { startLine: 4, endLine: 6 } },
      },
      {
        fingerprint: 'v1:f2',
        scanner: 'ast-grep',
        rule: 'js/eval',
        severity: 'high',
        title: 'eval of input',
        how: 'deleted',
        place: { path: 'src/gone.js', region: { startLine: 1, endLine: 1 } },
      },
    ],
    warnings: [
      {
        code: 'policy-changed',
        message: 'This pull request changes .code-scan.yml: that counts once it is merged.',
      },
    ],
    baseline: {
      kind: 'merge-base',
      commit: 'b'.repeat(40),
      detail: 'the clone was deepened to 200 commits for it.',
    },
  }),
  incomplete: makeReport({
    findings: [],
    verdict: {
      outcome: 'incomplete',
      reasons: ['ast-grep ran out of time: 600 s', 'reports/semgrep.sarif: breaks off at byte 4,096'],
    },
    scanners: [
      {
        name: 'ast-grep',
        version: '0.51.1',
        outcome: 'timed-out',
        seconds: 600.2,
        findings: 0,
        detail: '600 s',
      },
      { name: 'secretlint', version: '13.0.6', outcome: 'ok', seconds: 0.5, findings: 0 },
      {
        name: 'osv-scanner',
        version: '',
        outcome: 'skipped',
        seconds: 0,
        findings: 0,
        detail: 'no lock file',
      },
    ],
    baseline: { kind: 'changed-lines' },
  }),
  hostile: makeReport({
    findings: [
      makeFinding({
        path: `a/${hostile}.js`,
        title: hostile,
        message: hostile,
        rule: hostile,
        scanner: hostile,
        ruleInformation: { help: `Also: ${hostile}`, helpUri: 'javascript:alert(1)' },
      }),
      makeFinding({ line: 2, disposition: 'suppressed', suppressedBy: hostile, reason: hostile }),
    ],
    fixed: [
      {
        fingerprint: 'v1:f',
        scanner: hostile,
        rule: hostile,
        severity: 'low',
        title: hostile,
        how: 'fixed',
        place: { path: hostile },
      },
    ],
    warnings: [{ code: 'x', message: `also ${hostile}` }],
    scanners: [
      { name: hostile, version: hostile, outcome: 'failed', seconds: 1, findings: 0, detail: hostile },
    ],
    baseline: { kind: 'none', detail: hostile },
    verdict: { outcome: 'failed', reasons: [hostile] },
  }),
  quiet: makeReport({
    findings: [makeFinding({ disposition: 'suppressed', suppressedBy: 'Ada Lovelace', reason: 'x' })],
    fixed: [{ fingerprint: 'v1:f', scanner: 's', rule: 'r', severity: 'low', title: 't', how: 'fixed' }],
    warnings: [
      {
        code: 'policy-changed',
        message: 'This pull request changes .code-scan.yml: that counts once it is merged.',
      },
    ],
  }),
};

export { secret, sql };
