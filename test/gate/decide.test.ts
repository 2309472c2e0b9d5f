import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countFindings } from '../../src/core/count-findings.ts';
import { categories, dispositions, type TriagedFinding } from '../../src/core/finding.ts';
import type { ScannerRun } from '../../src/core/report.ts';
import { severities } from '../../src/core/severity.ts';
import { decide, type GateInput } from '../../src/gate/decide.ts';
import { finding } from '../triage/finding.ts';

function triaged(given: Partial<TriagedFinding> = {}): TriagedFinding {
  return { ...finding({ path: 'src/a.js', line: 7 }), fingerprint: 'v1:0', disposition: 'active', ...given };
}

function run(given: Partial<ScannerRun> = {}): ScannerRun {
  return { name: 'scanner', version: '1', outcome: 'ok', seconds: 1, findings: 0, ...given };
}

function input(given: Partial<GateInput> = {}): GateInput {
  return {
    findings: [],
    scanners: [run()],
    incompleteReasons: [],
    failOn: 'high',
    gateScope: 'new',
    thresholds: [],
    ...given,
  };
}

describe('FAIL_ON', () => {
  test.each([
    ['critical', ['failed', 'passed', 'passed', 'passed']],
    ['high', ['failed', 'failed', 'passed', 'passed']],
    ['medium', ['failed', 'failed', 'failed', 'passed']],
    ['low', ['failed', 'failed', 'failed', 'failed']],
    ['never', ['passed', 'passed', 'passed', 'passed']],
  ] as const)('%s', (failOn, expected) => {
    const outcomes = severities.map(
      (severity) => decide(input({ failOn, findings: [triaged({ severity })] })).outcome,
    );
    expect(outcomes).toEqual(expected);
  });
});

describe('GATE_SCOPE', () => {
  test.each([
    ['new', ['active']],
    ['all', ['active', 'baselined', 'outside-change']],
  ] as const)('%s', (gateScope, expected) => {
    const failing = dispositions.filter(
      (disposition) =>
        decide(input({ gateScope, findings: [triaged({ disposition })] })).outcome === 'failed',
    );
    expect(failing).toEqual(expected);
  });
});

test.each([
  ['new', [], ' in src/a.js:7'],
  ['new', ['a file is missing'], ''],
  ['all', ['a file is missing'], ' in src/a.js:7'],
] as const)(
  'a reason with GATE_SCOPE=%s beside %j names what no list of new findings does',
  (gateScope, incompleteReasons, named) => {
    const reason = decide(input({ gateScope, incompleteReasons, findings: [triaged()] })).reasons.at(-1);
    expect(reason?.includes('src/a.js:7')).toBe(named !== '');
  },
);

describe('thresholds', () => {
  const three = [
    triaged({ category: 'dependency' }),
    triaged({ category: 'dependency' }),
    triaged({ category: 'dependency' }),
  ];

  test.each([
    ['at most as many pass', [{ category: 'dependency', atMost: 3 }], 'passed'],
    ['one more fails', [{ category: 'dependency', atMost: 2 }], 'failed'],
    ['what is described is not looked at by FAIL_ON', [{ minimumSeverity: 'high', atMost: 3 }], 'passed'],
    ['what is not described is', [{ category: 'secret', atMost: 3 }], 'failed'],
    ['less severe ones are not described', [{ minimumSeverity: 'critical', atMost: 3 }], 'failed'],
    ['all of several count', [{ atMost: 9 }, { category: 'dependency', atMost: 1 }], 'failed'],
  ] as const)('%s', (_, thresholds, expected) => {
    expect(decide(input({ findings: three, thresholds })).outcome).toBe(expected);
  });

  test('a stricter one than FAIL_ON fails', () => {
    const findings = [triaged({ severity: 'low', category: 'secret' })];
    expect(decide(input({ findings, thresholds: [{ category: 'secret', atMost: 0 }] })).outcome).toBe(
      'failed',
    );
  });
});

describe('doubt', () => {
  test.each([
    [
      'a scanner that failed',
      { scanners: [run({ outcome: 'failed', detail: 'no memory' })] },
      'scanner failed: no memory',
    ],
    ['one that ran out of time', { scanners: [run({ outcome: 'timed-out' })] }, 'scanner ran out of time'],
    [
      'one that failed on every side',
      {
        scanners: [
          run({ outcome: 'failed', detail: 'no memory' }),
          run({ name: 'other', outcome: 'ok' }),
          { ...run({ outcome: 'failed', detail: 'no memory in /tmp/b' }), on: 'the merge base' },
          { ...run({ outcome: 'failed' }), on: 'the commits' },
        ],
      },
      'scanner failed, also on the merge base and the commits: no memory',
    ],
    [
      'one that failed on the old side only',
      { scanners: [run(), { ...run({ outcome: 'failed', detail: 'no memory' }), on: 'the merge base' }] },
      'scanner failed on the merge base: no memory',
    ],
    ['an input', { incompleteReasons: ['a.sarif breaks off'] }, 'a.sarif breaks off'],
  ])('%s comes before anything else', (_, given, reason) => {
    const verdict = decide(input({ ...given, findings: [triaged({ severity: 'critical' })] }));
    expect(verdict.outcome).toBe('incomplete');
    expect(verdict.reasons[0]).toBe(reason);
    // The list of new findings stands right below.
    expect(verdict.reasons[1]).toBe(
      '1 new finding of severity high or worse, none allowed by FAIL_ON=high; ' +
        'the gate passes once it is fixed, or suppressed with a reason',
    );
  });

  test('a scanner that had nothing to do is none', () => {
    expect(decide(input({ scanners: [run({ outcome: 'skipped' })] })).outcome).toBe('passed');
  });
});

describe('the gate explains itself', () => {
  const high = triaged({ rule: 'no-eval' });
  const low = triaged({ severity: 'low', category: 'bug' });
  const old = triaged({ disposition: 'baselined', severity: 'critical' });
  test.each([
    [
      'one',
      { findings: [high] },
      '1 new finding of severity high or worse, none allowed by FAIL_ON=high: high no-eval in src/a.js:7; ' +
        'the gate passes once it is fixed, or suppressed with a reason',
    ],
    [
      'two, the worst first',
      { findings: [high, triaged({ severity: 'critical' })] },
      '2 new findings of severity high or worse, none allowed by FAIL_ON=high: critical rule in src/a.js:7, ' +
        'high no-eval in src/a.js:7; the gate passes once both are fixed, or suppressed with a reason',
    ],
    [
      'more than are named',
      { findings: Array<TriagedFinding>(7).fill(low), failOn: 'low' },
      `7 new findings, none allowed by FAIL_ON=low: ${Array(2).fill('low rule in src/a.js:7').join(', ')} and 5 more; ` +
        'the gate passes once all 7 are fixed, or suppressed with a reason',
    ],
    [
      'one too many for a threshold',
      { findings: [low, low], thresholds: [{ category: 'bug', atMost: 1 }] },
      '2 new bug findings, at most 1 allowed by the policy: low rule in src/a.js:7, low rule in src/a.js:7; ' +
        'the gate passes once one of them is fixed, or suppressed with a reason',
    ],
    [
      'several too many for a threshold',
      { findings: [high, high, high], thresholds: [{ minimumSeverity: 'high', atMost: 1 }] },
      '3 new findings of severity high or worse, at most 1 allowed by the policy: high no-eval in src/a.js:7, ' +
        'high no-eval in src/a.js:7 and 1 more; ' +
        'the gate passes once 2 of them are fixed, or suppressed with a reason',
    ],
    [
      'an old one where these count',
      { findings: [old], gateScope: 'all', failOn: 'critical' },
      '1 finding of severity critical, none allowed by FAIL_ON=critical: critical rule in src/a.js:7; ' +
        'the gate passes once it is fixed, or suppressed with a reason',
    ],
  ] as const)('%s', (_, given, reason) => {
    expect(decide(input(given)).reasons).toEqual([reason]);
  });

  test('where several rules fail, each says what it takes, and not that it is enough', () => {
    const { reasons } = decide(
      input({ findings: [high, low], thresholds: [{ category: 'bug', atMost: 0 }] }),
    );
    expect(reasons).toHaveLength(2);
    for (const reason of reasons) {
      expect(reason).toMatch(/; this rule passes once it is fixed, or suppressed with a reason$/);
    }
  });

  test('a flood of findings with endless names makes no endless reason', () => {
    const findings = Array.from({ length: 10_000 }, () => triaged({ rule: 'r'.repeat(10_000) }));
    const [reason = ''] = decide(input({ findings })).reasons;
    expect(reason.length).toBeLessThan(2_000);
    expect(reason).toContain('and 9998 more');
  });

  test('FAIL_ON=never tells what a threshold would have said', () => {
    const verdict = decide(input({ failOn: 'never', findings: [triaged()], thresholds: [{ atMost: 0 }] }));
    expect(verdict).toEqual({
      outcome: 'passed',
      reasons: [
        'not failed, as FAIL_ON is never: 1 new finding, at most 0 allowed by the policy: high rule in src/a.js:7',
      ],
    });
  });
});

test.each<[what: string, given: Partial<GateInput>, brokenBy: readonly string[] | undefined]>([
  ['a finding below FAIL_ON broke nothing', {}, ['ast-grep']],
  ['with doubt it is told too', { incompleteReasons: ['doubt'] }, ['ast-grep']],
  ['a threshold may be broken by several', { thresholds: [{ atMost: 1 }] }, ['ast-grep', 'shellcheck']],
  ['where nothing fails, nobody broke the gate', { failOn: 'critical' }, undefined],
  ['nor where FAIL_ON is never', { failOn: 'never', thresholds: [{ atMost: 0 }] }, undefined],
])('by whose findings it fails: %s', (_what, given, brokenBy) => {
  const findings = [
    triaged({ scanner: 'ast-grep', severity: 'high' }),
    triaged({ scanner: 'shellcheck', severity: 'low' }),
  ];
  expect(decide(input({ findings, ...given })).brokenBy).toEqual(brokenBy);
});

describe('more findings never make it pass', () => {
  const anyFinding = fc
    .record({
      severity: fc.constantFrom(...severities),
      category: fc.constantFrom(...categories),
      disposition: fc.constantFrom(...dispositions),
    })
    .map(triaged);
  const anyInput = fc.record({
    failOn: fc.constantFrom(...severities, 'never' as const),
    gateScope: fc.constantFrom('new' as const, 'all' as const),
    thresholds: fc.array(
      fc.record(
        {
          category: fc.constantFrom(...categories),
          minimumSeverity: fc.constantFrom(...severities),
          atMost: fc.nat(3),
        },
        { requiredKeys: ['atMost'] },
      ),
      { maxLength: 3 },
    ),
  });
  const rank = { passed: 0, failed: 1, incomplete: 2 };

  test('of any kind, under any policy', () => {
    fc.assert(
      fc.property(anyInput, fc.array(anyFinding, { maxLength: 12 }), anyFinding, (given, findings, more) => {
        const before = decide(input({ ...given, findings })).outcome;
        const after = decide(input({ ...given, findings: [...findings, more] })).outcome;
        expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
      }),
    );
  });

  test('every finding is counted once', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 30 }), (findings) => {
        const counts = countFindings(findings, []);
        const { bySeverity, fixed, ...others } = counts;
        expect(Object.values(others).reduce((sum, count) => sum + count, 0)).toBe(findings.length);
        expect(Object.values(bySeverity).reduce((sum, count) => sum + count, 0)).toBe(counts.new);
        expect(fixed).toBe(0);
      }),
    );
  });
});
