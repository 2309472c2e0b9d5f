import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import type { TriagedFinding } from '../../src/core/finding.ts';
import { dispositions } from '../../src/core/finding.ts';
import type { Report } from '../../src/core/report.ts';
import { severities } from '../../src/core/severity.ts';
import { hostileText } from '../reports/hostile-text.ts';
import { makeFinding, makeReport } from '../reports/make-report.ts';

/** What a report consists of, without the words: two reports of one shape differ in what is said only. */
export interface ReportShape {
  readonly findings: readonly FindingShape[];
  readonly fixed: number;
  readonly warnings: number;
  readonly reasons: number;
  readonly outcomes: readonly Report['scanners'][number]['outcome'][];
  readonly verdict: Report['verdict']['outcome'];
  readonly branch: boolean;
}

interface FindingShape {
  readonly severity: TriagedFinding['severity'];
  readonly category: TriagedFinding['category'];
  readonly disposition: TriagedFinding['disposition'];
  readonly line: number;
  readonly hasPlace: boolean;
  readonly hasFix: boolean;
  readonly hasFlow: boolean;
  readonly by: boolean;
  readonly helpUri: string | undefined;
}

/** As scanners give them; the same in both reports of a shape. */
const addresses = [
  'https://example.com/rule?a=1&b="2"',
  'https://example.com/)(`x`|[y]',
  'javascript:alert(1)',
  'https://user:pass@example.com/',
  undefined,
];

export const reportShape: fc.Arbitrary<ReportShape> = fc.record({
  findings: fc.array(
    fc.record({
      severity: fc.constantFrom(...severities),
      category: fc.constantFrom<TriagedFinding['category'][]>('vulnerability', 'secret', 'bug', 'style'),
      disposition: fc.constantFrom(...dispositions),
      line: fc.integer({ min: 1, max: 20 }),
      hasPlace: fc.boolean(),
      hasFix: fc.boolean(),
      hasFlow: fc.boolean(),
      by: fc.boolean(),
      helpUri: fc.constantFrom(...addresses),
    }),
    { maxLength: 5 },
  ),
  fixed: fc.nat(2),
  warnings: fc.nat(2),
  reasons: fc.nat(2),
  outcomes: fc.array(
    fc.constantFrom<Report['scanners'][number]['outcome'][]>('ok', 'failed', 'timed-out', 'skipped'),
    {
      maxLength: 3,
    },
  ),
  verdict: fc.constantFrom<Report['verdict']['outcome'][]>('passed', 'failed', 'incomplete'),
  branch: fc.boolean(),
});

/** Says something in a place that has this number. */
export type Say = (slot: number) => string;

/** No two places say the same, none is empty, and hostile text stands at the start of some and at the end of others. */
export function sayHostile(words: readonly string[]): Say {
  return (slot) => {
    const word = words[slot % words.length] ?? '';
    return slot % 2 === 0 ? `${word}x${slot}` : `x${slot}${word}`;
  };
}

export const sayTame: Say = (slot) => `x${slot}`;

/** Short enough that no title is cut for its length, and with no terminal sequences, which could eat what follows. */
export const words = fc.array(
  hostileText.map((text) => stripVTControlCharacters(text.slice(0, 90)).replaceAll('\u001b', '')),
  { minLength: 1, maxLength: 5 },
);

/** Whether a finding's title is said in the place of this number. */
export function isTitle(slot: number): boolean {
  return slot < 500 && slot % 40 === 4;
}

/** A report in which every text that comes from outside is `say`'s. */
export function reportOf(shape: ReportShape, say: Say): Report {
  const { outcomes, verdict, branch } = shape;
  const times = (count: number) => Array.from({ length: count }, (_, index) => index);
  return makeReport({
    findings: shape.findings.map((each, index) => findingOf(each, index, say)),
    fixed: times(shape.fixed).map((index) => ({
      fingerprint: `v1:fixed-${index}`,
      scanner: say(500 + index),
      rule: say(510 + index),
      severity: 'high',
      title: say(520 + index),
      place: { path: pathOf(say(530 + index)), region: { startLine: 1, endLine: 2 } },
      how: 'fixed',
    })),
    warnings: times(shape.warnings).map((index) => ({
      code: 'suppressed-by-change',
      message: say(600 + index),
    })),
    verdict: { outcome: verdict, reasons: times(shape.reasons).map((index) => say(700 + index)) },
    scanners: outcomes.map((outcome, index) => ({
      name: say(800 + index),
      version: say(810 + index),
      outcome,
      seconds: 1,
      findings: index,
      detail: say(820 + index),
    })),
    baseline: { kind: 'merge-base', commit: 'b'.repeat(40), detail: say(900) },
    ...(branch && { change: { branch: say(910), tag: say(911) } }),
  });
}

/** Nobody's path has an empty part; anything else is in some repository. */
function pathOf(text: string): string {
  return text.replace(/[\0/]+/g, '_');
}

function findingOf(shape: FindingShape, index: number, say: Say): TriagedFinding {
  const { severity, category, disposition, line, hasPlace, hasFix, hasFlow, by, helpUri } = shape;
  const at = (slot: number) => say(index * 40 + slot);
  const path = pathOf(at(1));
  const region = { startLine: line, endLine: line };
  const step = (slot: number) => ({ message: at(slot), place: { path: pathOf(at(slot + 1)), region } });
  const { place, commitRegion, anchor, ...finding } = makeFinding({
    severity,
    category,
    disposition,
    line,
    path,
    fingerprint: `v1:${index}`,
    scanner: at(2),
    rule: at(3),
    title: at(4),
    message: at(5),
    ruleInformation: {
      name: at(6),
      description: at(7),
      help: `Words first ${at(8)}`,
      ...(helpUri !== undefined && { helpUri }),
    },
    snippet: at(9),
    reason: at(10),
    ...(by && { suppressedBy: at(11) }),
    previous: { fingerprint: 'v1:old', how: at(12), place: { path: pathOf(at(13)), region } },
    candidates: [at(14)],
    related: [step(16)],
    flows: hasFlow ? [[step(20), step(22)]] : [],
    fixes: hasFix ? [{ description: at(25), edits: [{ path, region, inserted: at(26) }] }] : [],
    givenFingerprints: { [at(27)]: at(28) },
  });
  return hasPlace ? { ...finding, place: { path, region }, commitRegion: region, anchor: region } : finding;
}
