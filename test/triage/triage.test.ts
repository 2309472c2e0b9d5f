import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change, ChangedFile } from '../../src/core/change.ts';
import { categories, type Finding, type TriagedFinding } from '../../src/core/finding.ts';
import { baselineKinds } from '../../src/core/report.ts';
import { severities } from '../../src/core/severity.ts';
import { emptyPolicy } from '../../src/policy/policy.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { coverageOf, fullCoverage, noCoverage } from '../../src/triage/coverage.ts';
import { triage } from '../../src/triage/triage.ts';
import type { TriageBaseline, TriageInput } from '../../src/triage/triage-input.ts';
import { finding, treeOf } from './finding.ts';

function changeOf(
  files: readonly (Partial<ChangedFile> & { readonly path: string })[],
  given: Partial<Change> = {},
): Change {
  return {
    commit: 'c0ffee',
    pullRequests: [1],
    baseDetail: 'merge base',
    files: new Map(files.map((file) => [file.path, { status: 'modified', added: [], ...file }])),
    ...given,
  };
}

function baselineOf(given: Partial<TriageBaseline> = {}): TriageBaseline {
  return { kind: 'merge-base', findings: [], coverage: fullCoverage, ...given };
}

function inputOf(given: Partial<TriageInput> = {}): TriageInput {
  return {
    change: changeOf([]),
    findings: [],
    tree: treeOf({}),
    coverage: fullCoverage,
    baseline: baselineOf(),
    toCommit: (_, region) => region,
    policy: emptyPolicy,
    now: new Date('2026-11-22T10:00:00Z'),
    everythingWasScanned: true,
    ...given,
  };
}

async function only(given: Partial<TriageInput>): Promise<TriagedFinding> {
  const { findings } = await triage(inputOf(given));
  const [first] = findings;
  if (first === undefined || findings.length > 1) throw new Error(`${findings.length} findings`);
  return first;
}

const here = finding({ path: 'a.js', line: 5 });
const there = finding({ path: 'a.js', line: 50 });
const wholeFile = finding({ path: 'a.js' });
const nowhere = finding({});
const changed = changeOf([{ path: 'a.js', added: [{ start: 4, end: 6 }] }]);

describe('without a baseline that has it, by kind of baseline', () => {
  const unseen = { coverage: noCoverage };
  test.each([
    ['merge-base', 'on the change', here, {}, 'active'],
    ['merge-base', 'elsewhere, as something else caused it', there, {}, 'active'],
    ['merge-base', 'elsewhere, where nobody looked', there, unseen, 'outside-change'],
    ['merge-base', 'on the change, where nobody looked', here, unseen, 'active'],
    ['merge-base', 'no line, in a changed file where nobody looked', wholeFile, unseen, 'active'],
    [
      'merge-base',
      'no line, in another file where nobody looked',
      finding({ path: 'b.js' }),
      unseen,
      'outside-change',
    ],
    ['merge-base', 'no line, in another file', finding({ path: 'b.js' }), {}, 'active'],
    ['merge-base', 'no place', nowhere, unseen, 'active'],
    ['sarif', 'elsewhere', there, {}, 'active'],
    ['insights', 'elsewhere', there, unseen, 'outside-change'],
    ['changed-lines', 'on the change', here, {}, 'active'],
    ['changed-lines', 'elsewhere in the file', there, {}, 'outside-change'],
    ['changed-lines', 'no line, in a changed file', wholeFile, {}, 'active'],
    ['changed-lines', 'no line, in another file', finding({ path: 'b.js' }), {}, 'outside-change'],
    ['changed-lines', 'no place', nowhere, {}, 'active'],
    ['none', 'elsewhere', there, {}, 'active'],
  ] as const)('%s: %s', async (kind, _, found, given, expected) => {
    const baseline = baselineOf({ kind, ...given });
    expect((await only({ change: changed, findings: [found], baseline })).disposition).toBe(expected);
  });

  test('a new file needs no earlier look at it', async () => {
    const change = changeOf([{ path: 'new.js', status: 'added', added: [] }]);
    const baseline = baselineOf({ coverage: coverageOf([{ scanner: 'scanner', files: [] }]) });
    const found = finding({ path: 'new.js', line: 3 });
    expect((await only({ change, baseline, findings: [found] })).disposition).toBe('active');
  });

  test('what a merge result has of the destination is not the change’s', async () => {
    const change = { ...changed, destinationCommit: 'd' };
    const found = await only({ change, findings: [there], toCommit: () => undefined });
    expect(found).toMatchObject({
      disposition: 'outside-change',
      reason: expect.stringContaining('destination'),
    });
  });

  test('without a destination, what the commit does not have yet is new', async () => {
    const { files: _, ...unread } = changed;
    expect((await only({ change: changed, findings: [there], toCommit: () => undefined })).disposition).toBe(
      'active',
    );
    expect((await only({ change: unread, findings: [there] })).disposition).toBe('active');
  });
});

describe('a diff that could not be read', () => {
  const { files: _, ...unread } = changed;
  test('is doubt where only the diff could tell', async () => {
    const result = await triage(
      inputOf({ change: unread, findings: [here], baseline: baselineOf({ kind: 'changed-lines' }) }),
    );
    expect(result.findings.map(({ disposition }) => disposition)).toEqual(['active']);
    expect(result.incompleteReasons).toEqual([expect.stringContaining('diff could not be read')]);
  });

  test('is none where there is no finding that it could have told', async () => {
    const given = { change: unread, baseline: baselineOf({ kind: 'changed-lines' }) } as const;
    const suppressed = { ...here, suppressions: [{ kind: 'inSource', status: 'accepted' }] } as const;
    expect((await triage(inputOf({ ...given, findings: [] }))).incompleteReasons).toEqual([]);
    expect((await triage(inputOf({ ...given, findings: [suppressed] }))).incompleteReasons).toEqual([]);
  });

  test('is none where the baseline tells', async () => {
    expect((await triage(inputOf({ change: unread, findings: [here] }))).incompleteReasons).toEqual([]);
  });
});

describe('places in the commit', () => {
  test('a finding of several lines is cut to the lines that the change adds', async () => {
    const found = finding({
      place: { path: 'a.js', region: { startLine: 2, endLine: 9, startColumn: 3, endColumn: 8 } },
    });
    const { commitRegion, anchor } = await only({ change: changed, findings: [found] });
    expect(commitRegion).toEqual({ startLine: 2, endLine: 9, startColumn: 3, endColumn: 8 });
    expect(anchor).toEqual({ startLine: 4, endLine: 6 });
  });

  test.each([
    [
      { startLine: 4, endLine: 9 },
      { startLine: 4, endLine: 6, startColumn: 3 },
    ],
    [
      { startLine: 2, endLine: 6 },
      { startLine: 4, endLine: 6, endColumn: 8 },
    ],
  ])('%j keeps the column of an end that was not cut', async (lines, expected) => {
    const place = { path: 'a.js', region: { ...lines, startColumn: 3, endColumn: 8 } };
    const { anchor } = await only({ change: changed, findings: [finding({ place })] });
    expect(anchor).toEqual(expected);
  });

  test('what data reaches by way of the change stands where it passes the change last', async () => {
    const step = (path: string, startLine: number) => ({
      message: 'here',
      place: { path, region: { startLine, endLine: startLine } },
    });
    const place = { path: 'untouched.js', region: { startLine: 7, endLine: 7 } };
    const steps = [step('a.js', 4), step('a.js', 5), step('b.js', 1), step('untouched.js', 7)];
    const found = await only({ change: changed, findings: [finding({ place, flows: [steps] })] });
    expect(found).toMatchObject({ anchorPath: 'a.js', anchor: { startLine: 5, endLine: 5 } });
    const elsewhere = await only({
      change: changed,
      findings: [finding({ place, flows: [steps.slice(2)] })],
    });
    expect(elsewhere).not.toHaveProperty('anchor');
    const itself = finding({
      place: { ...place, path: 'a.js', region: { startLine: 6, endLine: 6 } },
      flows: [steps],
    });
    expect(await only({ change: changed, findings: [itself] })).not.toHaveProperty('anchorPath');
  });

  test('lines are those of the commit', async () => {
    const toCommit: TriageInput['toCommit'] = (_, region) => ({
      startLine: region.startLine - 45,
      endLine: region.endLine - 45,
    });
    const found = await only({ change: changed, findings: [there], toCommit });
    expect(found).toMatchObject({
      anchor: { startLine: 5, endLine: 5 },
      place: { region: { startLine: 50 } },
    });
  });
});

describe('with a baseline', () => {
  const tree = treeOf({ 'a.js': '\n\n\n\neval(x)\n' });
  const before = {
    ...baselineOf({ findings: [finding({ path: 'a.js', line: 1 })], tree: treeOf({ 'a.js': 'eval(x)\n' }) }),
  };

  test('what was there before is not new, and says what it was', async () => {
    const found = await only({ change: changed, findings: [here], tree, baseline: before });
    expect(found).toMatchObject({
      disposition: 'baselined',
      previous: { how: 'same fingerprint', place: { region: { startLine: 1 } }, source: { result: 0 } },
    });
  });

  test('a finding that could be one of two is shown and open', async () => {
    const twice = treeOf({ 'a.js': 'eval(x)\neval(x)\n' });
    const findings = [1, 2].map((line) => finding({ path: 'a.js', line }));
    const result = await triage(inputOf({ findings, tree: twice, baseline: before }));
    expect(result.findings.map(({ disposition }) => disposition)).toEqual(['moved?', 'moved?']);
    expect(result.findings.map(({ previous }) => previous)).toEqual([undefined, undefined]);
    expect(result.findings.map(({ candidates }) => candidates)).toEqual(
      Array(2).fill([expect.stringMatching(/^v1:/)]),
    );
    expect(result.fixed).toEqual([]);
  });

  test('one place reported twice that was reported once is open as well', async () => {
    const findings = [here, { ...here, source: { ...here.source, result: 1 } }];
    expect((await only({ findings, tree, baseline: before })).disposition).toBe('moved?');
  });

  test('the same log given twice changes nothing', async () => {
    const findings = [here, { ...here, source: { file: 'copy.sarif', run: 0, result: 0 } }];
    expect((await only({ findings, tree, baseline: before })).disposition).toBe('baselined');
  });

  test('Code Insights knows findings by fingerprint alone', async () => {
    const { fingerprint } = await only({ findings: [here], tree });
    const insights = baselineOf({
      kind: 'insights',
      coverage: noCoverage,
      findings: [{ ...finding({ rule: 'unknown', message: 'cut off' }), fingerprint }],
    });
    expect((await only({ findings: [here], tree, baseline: insights })).disposition).toBe('baselined');
  });

  test('a report of ours is known by its fingerprint where its text is gone', async () => {
    const { fingerprint } = await only({ findings: [here], tree });
    const kept = finding({
      path: 'a.js',
      line: 400,
      message: 'Other words',
      givenFingerprints: { 'codeScan/v1': fingerprint },
    });
    const baseline = baselineOf({ kind: 'sarif', findings: [kept] });
    expect((await only({ findings: [here], tree, baseline })).disposition).toBe('baselined');
  });

  test('a secret that was replaced by another one is new', async () => {
    const secret = {
      category: 'secret',
      place: { path: 'a.js', region: { startLine: 1, endLine: 1, startColumn: 8, endColumn: 28 } },
    } as const;
    const was = baselineOf({
      findings: [finding(secret)],
      tree: treeOf({ 'a.js': 'key = "AKIA1234567890ABCDEF"\n' }),
    });
    const now = treeOf({ 'a.js': 'key = "AKIAZYXWVUTSRQPONMLK"\n' });
    const change = changeOf([{ path: 'a.js', added: [{ start: 1, end: 1 }] }]);
    expect((await only({ change, findings: [finding(secret)], tree: now, baseline: was })).disposition).toBe(
      'active',
    );
  });
});

test('what was found once says nothing of how often', async () => {
  expect(await only({ findings: [finding({ path: 'a.js', line: 1 })] })).not.toHaveProperty('times');
});

describe('fixed', () => {
  const gone = baselineOf({ findings: [finding({ path: 'a.js', line: 1 })] });
  const present = treeOf({ 'a.js': '' });

  test.each([
    ['the scanner looked again', {}, [{ how: 'fixed' }], []],
    [
      'the file is deleted',
      { change: changeOf([{ path: 'a.js', status: 'deleted' }]), tree: treeOf({}) },
      [{ how: 'deleted' }],
      [],
    ],
    ['the file is gone', { tree: treeOf({}) }, [{ how: 'deleted' }], []],
    ['the scanner failed', { coverage: noCoverage }, [], ['not-looked-again']],
    [
      'it did not look at the file',
      { coverage: coverageOf([{ scanner: 'scanner', files: ['b.js'] }]) },
      [],
      ['not-looked-again'],
    ],
    [
      'it could not look at the file',
      { coverage: coverageOf([{ scanner: 'scanner', files: 'all', unseen: ['a.js'] }]) },
      [],
      ['not-looked-again'],
    ],
    [
      'the scanner failed, and the file is deleted',
      {
        change: changeOf([{ path: 'a.js', status: 'deleted' }]),
        tree: treeOf({}),
        coverage: coverageOf([{ scanner: 'other', files: 'all' }]),
      },
      [],
      ['not-looked-again'],
    ],
    [
      'it has no such rule any more',
      { coverage: coverageOf([{ scanner: 'scanner', files: 'all', rules: new Set(['other']) }]) },
      [],
      ['rule-gone'],
    ],
    [
      'the file was renamed and looked at',
      {
        change: changeOf([{ path: 'b.js', previousPath: 'a.js', status: 'renamed' }]),
        coverage: coverageOf([{ scanner: 'scanner', files: ['b.js'] }]),
        tree: treeOf({ 'b.js': '' }),
      },
      [{ how: 'fixed' }],
      [],
    ],
  ] as const)('%s', async (_, given, fixed, warnings) => {
    const result = await triage(inputOf({ baseline: gone, tree: present, ...given }));
    expect(result.fixed).toMatchObject(fixed);
    expect(result.warnings.map(({ code }) => code)).toEqual(warnings);
  });

  test('is what the change renames and mends, though the destination mends it too', async () => {
    const { fixed } = await triage(
      inputOf({
        tree: treeOf({ 'b.js': '' }),
        change: changeOf([{ path: 'b.js', previousPath: 'a.js', status: 'renamed' }], {
          destinationCommit: 'beef',
        }),
        isAsInCommit: () => false,
        baseline: gone,
      }),
    );
    expect(fixed).toHaveLength(1);
  });

  test('a part of a rule, as SARIF names it, goes only with the rule', async () => {
    const findings = [finding({ rule: 'rule/part', path: 'a.js', line: 1 })];
    const coverage = coverageOf([{ scanner: 'scanner', files: 'all', rules: new Set(['rule']) }]);
    const { fixed } = await triage(inputOf({ tree: present, coverage, baseline: baselineOf({ findings }) }));
    expect(fixed).toHaveLength(1);
  });

  test.each([
    ['what somebody had suppressed is nothing to be proud of', ['accepted'], 0],
    ['what somebody wanted suppressed and somebody refused counts', ['accepted', 'rejected'], 1],
  ] as const)('%s', async (_, statuses, count) => {
    const suppressions = statuses.map((status) => ({ kind: 'inSource' as const, status }));
    const findings = [finding({ path: 'a.js', line: 1, suppressions })];
    const { fixed } = await triage(inputOf({ tree: present, baseline: baselineOf({ findings }) }));
    expect(fixed).toHaveLength(count);
  });

  test('is told with its place, and with none where it had none', async () => {
    const findings = [finding({ path: 'a.js', line: 1 }), finding({ rule: 'whole' })];
    const { fixed } = await triage(inputOf({ tree: present, baseline: baselineOf({ findings }) }));
    const places = new Map(fixed.map((each) => [each.rule, 'place' in each ? each.place : 'none']));
    expect(places.get('rule')).toEqual({ path: 'a.js', region: { startLine: 1, endLine: 1 } });
    expect(places.get('whole')).toBe('none');
  });

  test.each([
    ['what the change touches, though the destination does too', 'a.js', 1],
    ['not what only the destination touches', 'other.js', 0],
  ])('is %s', async (_, path, count) => {
    const { fixed } = await triage(
      inputOf({
        tree: treeOf({ 'a.js': '', 'other.js': '' }),
        change: changeOf([{ path: 'a.js' }], { destinationCommit: 'beef' }),
        isAsInCommit: () => false,
        baseline: baselineOf({ findings: [finding({ path, line: 1 })] }),
      }),
    );
    expect(fixed).toHaveLength(count);
  });
});

describe('suppressions', () => {
  const tree = treeOf({ 'a.js': 'one\ntwo\nthree\n// code-scan-ignore rule: fine by ada\neval(x)\n' });
  const entry = (text: string) => readPolicy(`suppressions:\n  - ${text}\n`, '.code-scan.yml');

  test('a comment above suppresses, says who, and is told where the change brings it', async () => {
    const { findings, warnings } = await triage(inputOf({ change: changed, findings: [here], tree }));
    expect(findings).toMatchObject([{ disposition: 'suppressed', suppressedBy: 'ada', reason: 'fine' }]);
    expect(warnings).toEqual([
      { code: 'suppressed-by-change', message: expect.stringContaining('rule in a.js:5 (fine)') },
    ]);
  });

  test('a comment that was there is not told', async () => {
    expect((await triage(inputOf({ findings: [here], tree }))).warnings).toEqual([]);
  });

  test('a scanner’s own comment that the change adds is told as well', async () => {
    const found = { ...here, suppressions: [{ kind: 'inSource', status: 'accepted' }] } as const;
    const { findings, warnings } = await triage(inputOf({ change: changed, findings: [found] }));
    expect(findings).toMatchObject([{ disposition: 'suppressed', suppressedBy: 'scanner' }]);
    expect(warnings.map(({ code }) => code)).toEqual(['suppressed-by-change']);
  });

  test.each([
    ['accepted', [{ status: 'accepted' }], 'suppressed'],
    ['under review', [{ status: 'underReview' }], 'active'],
    ['one rejected', [{ status: 'accepted' }, { status: 'rejected' }], 'active'],
  ] as const)('SARIF that is %s', async (_, given, expected) => {
    const suppressions = given.map(({ status }) => ({ kind: 'external', status }) as const);
    expect((await only({ findings: [{ ...here, suppressions }] })).disposition).toBe(expected);
  });

  test.each([
    ['{rule: rule, reason: r}', 'suppressed'],
    ['{rule: scanner/r*, reason: r}', 'suppressed'],
    ['{rule: other, reason: r}', 'active'],
    ['{path: "*.js", reason: r}', 'suppressed'],
    ['{path: "b/*.js", reason: r}', 'active'],
    ['{severity: high, category: vulnerability, reason: r}', 'suppressed'],
    ['{severity: low, reason: r}', 'active'],
    ['{scanner: scanner, rule: other, reason: r}', 'active'],
    ['{rule: rule, reason: r, until: 2026-11-22}', 'suppressed'],
    ['{rule: rule, reason: r, until: 2026-11-21}', 'active'],
  ])('the entry %s', async (text, expected) => {
    const { findings } = await triage(inputOf({ findings: [here], policy: entry(text) }));
    expect(findings.find(({ scanner }) => scanner === 'scanner')?.disposition).toBe(expected);
  });

  test('an entry by fingerprint', async () => {
    const { fingerprint } = await only({ findings: [here] });
    const policy = entry(`{fingerprint: "${fingerprint}", reason: r, owner: ada}`);
    expect(await only({ findings: [here], policy })).toMatchObject({
      disposition: 'suppressed',
      suppressedBy: 'ada',
    });
  });

  test('paths of the policy', async () => {
    const policy = readPolicy('paths: {exclude: ["*.js"]}', '.code-scan.yml');
    expect(await only({ findings: [here], policy })).toMatchObject({
      disposition: 'suppressed',
      suppressedBy: '.code-scan.yml',
    });
    expect((await only({ findings: [nowhere], policy })).disposition).toBe('active');
  });

  test.each([
    ['of no use', '{rule: other, path: a.js, reason: r}', ['unused-suppression']],
    ['of no use for a finding that is gone', "{fingerprint: 'v1:0a', reason: r}", ['unused-suppression']],
    ['that switches a rule off, and nothing else,', '{rule: other, reason: r}', []],
    ['without a reason', '{rule: rule}', ['suppression-without-reason']],
    ['with a blank for a reason', "{rule: rule, reason: ' '}", ['suppression-without-reason']],
    ['expired', '{rule: rule, reason: r, until: 2020-01-01}', ['expired-suppression']],
    ['that another one is before', '{rule: rule, reason: r}\n  - {rule: rule, path: a.js, reason: r}', []],
    [
      'all of that',
      '{rule: other, path: a.js, until: 2020-01-01}',
      ['expired-suppression', 'suppression-without-reason', 'unused-suppression'],
    ],
  ])('an entry %s is a finding of its own', async (_, text, rules) => {
    const { findings } = await triage(inputOf({ findings: [here], policy: entry(text) }));
    const own = findings.filter(({ scanner }) => scanner === 'code-scan');
    expect(own.map(({ rule }) => rule).toSorted()).toEqual(rules);
    expect(own).toMatchObject(
      rules.map(() => ({
        severity: 'low',
        category: 'style',
        place: { path: '.code-scan.yml', region: { startLine: 2 } },
      })),
    );
  });

  test.each([
    '{path: a.js, reason: first}\n  - {rule: rule, reason: second}',
    '{rule: rule, reason: first}\n  - {path: a.js, reason: second}',
  ])('the first entry that fits decides: %j', async (text) => {
    expect((await only({ findings: [here], policy: entry(text) })).reason).toBe('first');
  });

  test('nothing is called unused where not everything was scanned', async () => {
    const policy = entry('{rule: other, path: a.js, reason: r}');
    expect((await triage(inputOf({ policy, everythingWasScanned: false }))).findings).toEqual([]);
  });
});

test('severities by rule, the last entry that fits', async () => {
  const policy = readPolicy('severities: {"r*": low, rule: critical}', '.code-scan.yml');
  expect((await only({ findings: [here], policy })).severity).toBe('critical');
});

describe('equal results', () => {
  test('count once, the unsuppressed one of them', async () => {
    const suppressed = { ...here, suppressions: [{ kind: 'external', status: 'accepted' }] } as const;
    expect((await only({ findings: [suppressed, here] })).disposition).toBe('active');
  });

  test.each([
    ['once where two runs of a file tell them', { file: 'scan.sarif', run: 1, result: 0 }, undefined],
    ['twice where one run does', { file: 'scan.sarif', run: 0, result: 1 }, 2],
  ])('are there %s', async (_, source, times) => {
    expect((await only({ findings: [here, { ...here, source }] })).times).toBe(times);
  });

  test('count twice in two places', async () => {
    const result = await triage(inputOf({ findings: [here, there] }));
    expect(result.findings).toHaveLength(2);
  });

  test('are none where one flags more of the line', async () => {
    const to = (endColumn: number) => ({
      ...here,
      place: { path: 'a.js', region: { startLine: 5, endLine: 5, startColumn: 1, endColumn } },
    });
    expect((await triage(inputOf({ findings: [to(4), to(9)] }))).findings).toHaveLength(2);
  });
});

describe('nothing is lost', () => {
  const texts = ['eval(x)', 'eval(y)', 'run(x)', ''];
  const side = fc
    .array(fc.constantFrom(...texts), { minLength: 1, maxLength: 12 })
    .chain((lines) =>
      fc.record({
        lines: fc.constant(lines),
        findings: fc.array(
          fc.record({
            line: fc.integer({ min: 0, max: lines.length }),
            rule: fc.constantFrom('r1', 'r2'),
            severity: fc.constantFrom(...severities),
            category: fc.constantFrom(...categories),
            path: fc.constantFrom('a.js', 'b.js', undefined),
          }),
          { maxLength: 10 },
        ),
      }),
    )
    .map(({ lines, findings }) => ({
      tree: treeOf({ 'a.js': lines.join('\n'), 'b.js': lines.toReversed().join('\n') }),
      findings: findings.map(
        ({ line, path, ...rest }, result): Finding =>
          finding({
            ...rest,
            ...(path !== undefined && { path, ...(line > 0 && { line }) }),
            source: { file: 's', run: 0, result },
          }),
      ),
    }));

  test('every finding has one disposition, and every one of the baseline is found again, fixed, open or told', async () => {
    await fc.assert(
      fc.asyncProperty(
        side,
        side,
        fc.constantFrom(...baselineKinds),
        fc.boolean(),
        async (before, after, kind, sourced) => {
          const hasFindings = kind === 'merge-base' || kind === 'sarif';
          const baseline = baselineOf({
            kind,
            findings: hasFindings ? before.findings : [],
            ...(sourced && { tree: before.tree }),
          });
          const result = await triage(
            inputOf({ change: changed, findings: after.findings, tree: after.tree, baseline }),
          );
          const keyOf = ({ rule, place, message }: Finding) => JSON.stringify([rule, place, message]);
          const expected = new Set(after.findings.map(keyOf));
          expect(new Set(result.findings.map(keyOf))).toEqual(expected);
          expect(result.findings).toHaveLength(expected.size);
          const previous = result.findings.flatMap((each) => each.previous?.fingerprint ?? []);
          expect(new Set(previous).size).toBe(previous.length);
          const fixed = result.fixed.map(({ fingerprint }) => fingerprint);
          expect(new Set([...fixed, ...previous]).size).toBe(fixed.length + previous.length);
          if (!hasFindings) return;
          const open = new Set(result.findings.flatMap(({ candidates }) => candidates ?? []));
          const known = new Set(before.findings.map(keyOf)).size;
          expect(fixed.length + previous.length + open.size).toBe(known);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('the order in which scanners report', () => {
  const lines = 'eval(x)\neval(x)\nrun(x)\n';
  const tree = treeOf({ 'a.js': lines, 'b.js': lines });
  const every = (rules: readonly string[]) =>
    ['a.js', 'b.js', undefined].flatMap((path) =>
      rules.flatMap((rule) =>
        ['line 1 of it', 'line 2 of it'].flatMap((message) =>
          [1, 2].map((line) => finding({ rule, message, ...(path !== undefined && { path, line }) })),
        ),
      ),
    );
  const now = every(['rule 1', 'rule 2']);
  const before = every(['rule 1', 'gone 1', 'gone 2']);
  const shuffled = (findings: readonly Finding[]) =>
    fc.shuffledSubarray([...findings], { minLength: findings.length });
  const told = async (findings: readonly Finding[], base: readonly Finding[]) => {
    const result = await triage(inputOf({ findings, tree, baseline: baselineOf({ findings: base, tree }) }));
    return [result.findings, result.fixed];
  };

  test('decides nothing, not even what is said first', async () => {
    const [findings, fixed] = await told(now, before);
    expect(fixed).toHaveLength(4);
    await fc.assert(
      fc.asyncProperty(shuffled(now), shuffled(before), async (here, there) => {
        expect(await told(here, there)).toEqual([findings, fixed]);
      }),
      { numRuns: 50 },
    );
  });
});
