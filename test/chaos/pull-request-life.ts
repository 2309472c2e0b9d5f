import type { TriagedFinding } from '../../src/core/finding.ts';
import type { Report } from '../../src/core/report.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { addedFile } from '../bitbucket/open-bitbucket.ts';
import { makeFinding } from '../reports/make-report.ts';

/** One run of the pipe in the life of a pull request, with what people did before it. */
export interface Step {
  readonly name: string;
  /** True where new commits were pushed; otherwise the same commit is looked at again. */
  readonly push: boolean;
  readonly findings: readonly TriagedFinding[];
  readonly report?: Partial<Report>;
  /** Words of people since the last run. */
  readonly people?: (sandbox: Sandbox) => void;
}

/** The pull request that all lives are of. */
export const pullRequest = 7;

const app = 'src/app.js';

/** Every file is added whole by the pull request, so that a thread can stand on any of its lines. */
export const files = [app, 'src/old.js', 'src/new.js'].map((path) => addedFile(path, 200));

export const sourceFiles: Readonly<Record<string, string>> = Object.fromEntries(
  files.map(({ path }) => [path, Array.from({ length: 200 }, (_, index) => `line ${index + 1}`).join('\n')]),
);

type More = Parameters<typeof makeFinding>[0];

/** The same `name` is the same finding, wherever it moves. */
function finding(name: string, line: number, more: More = {}): TriagedFinding {
  return makeFinding({ path: app, line, fingerprint: `v1:${name}`, rule: `rule/${name}`, ...more });
}

/** More of one rule than get threads of their own. */
const quotes = (lines: readonly number[]): readonly TriagedFinding[] =>
  lines.map((line) =>
    finding(`quotes-${line}`, line, { rule: 'rule/quotes', severity: 'low', category: 'style' }),
  );

/** Seen in an annotation only: not on a line of the change. */
function elsewhere(name: string): TriagedFinding {
  const { anchor: _, ...offDiff } = finding(name, 150, { severity: 'medium' });
  return offDiff;
}

/** The first comment of our thread about a finding. */
function threadOf(sandbox: Sandbox, name: string): number {
  const marked = `findings=v1:${name})`;
  const found = sandbox.state.comments.find(
    ({ raw, parent }) => parent === undefined && raw.includes(marked),
  );
  if (found === undefined) throw new Error(`there is no thread about ${name}`);
  return found.id;
}

/** A pull request as reviewers know it: findings come, move, are talked about, go and come back. */
export const reviewedLife: readonly Step[] = [
  {
    name: 'opened',
    push: false,
    findings: [
      finding('sql', 12),
      finding('xss', 30),
      finding('eval', 50, { severity: 'medium' }),
      finding('ssrf', 5, { path: 'src/old.js', fingerprint: 'v1:ssrf-old' }),
      elsewhere('far'),
      finding('before', 60, { disposition: 'baselined' }),
      ...quotes([100, 101, 102, 103, 104, 105, 106]),
    ],
    people(sandbox) {
      for (let count = 1; count <= 98; count += 1) sandbox.as().comment(pullRequest, `Remark ${count}`);
      sandbox.as().comment(pullRequest, 'Why this?', { path: app, to: 12 });
      const copied = '[//]: # (code-scan:v1 summary report=code-scan commit=x digest=y)\n\nAll is well';
      sandbox.as().comment(pullRequest, copied);
    },
  },
  {
    name: 'partly mended, moved and renamed',
    push: true,
    findings: [
      finding('xss', 33),
      finding('eval', 55, { severity: 'medium' }),
      finding('ssrf', 5, { path: 'src/new.js', fingerprint: 'v1:ssrf-new' }),
      finding('command', 70, { severity: 'critical' }),
      elsewhere('far'),
      finding('before', 60, { disposition: 'baselined' }),
      ...quotes([100, 101, 102, 103, 104, 106]),
    ],
    people(sandbox) {
      sandbox.as().reply(threadOf(sandbox, 'sql'), 'later: some day, I shall see to it');
      sandbox.as().resolve(threadOf(sandbox, 'xss'));
      sandbox.as().remove(threadOf(sandbox, 'eval'));
    },
  },
  {
    name: 'a scanner failed',
    push: true,
    findings: [finding('command', 70, { severity: 'critical' }), elsewhere('near')],
    report: { verdict: { outcome: 'incomplete', reasons: ['ast-grep failed'] } },
  },
  {
    name: 'one is back, one is suppressed',
    push: true,
    findings: [
      finding('sql', 14),
      finding('command', 70, {
        severity: 'critical',
        disposition: 'suppressed',
        suppressedBy: '.code-scan.yml',
        reason: 'input is checked',
      }),
      finding('ssrf', 9, { path: 'src/new.js', fingerprint: 'v1:ssrf-new' }),
    ],
    people(sandbox) {
      sandbox.as().reply(threadOf(sandbox, 'command'), 'ignore: the input is checked before');
    },
  },
  { name: 'mended', push: true, findings: [] },
];

const many = (from: number, to: number, message: string): readonly TriagedFinding[] =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const each = elsewhere(`many-${from + index}`);
    return { ...each, rule: `rule/many-${index % 9}`, message };
  });

/** One commit looked at again and again with other results: annotations change and go, few and many at a time. */
export const rescannedLife: readonly Step[] = [
  { name: '230 annotations', push: false, findings: [finding('sql', 12), ...many(1, 230, 'as it was')] },
  {
    name: 'some change, some go',
    push: false,
    findings: [finding('sql', 12), ...many(1, 120, 'as it is'), ...many(121, 210, 'as it was')],
  },
  { name: 'many go', push: false, findings: [finding('xss', 30), ...many(1, 101, 'as it is')] },
  { name: 'all go', push: false, findings: [] },
];
