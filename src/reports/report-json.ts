import type { FixedFinding, Place, PreviousFinding, TriagedFinding } from '../core/finding.ts';
import type { Publication, Report, ScannerRun } from '../core/report.ts';

/**
 * `report.json`, piece by piece: never capped, one finding a line, described by `report.schema.json`. Places are
 * those of the scanned tree. Text is as it came: JSON needs no other escape, and a reader wants the truth.
 */
export function* reportJson(report: Report, publications: readonly Publication[]): Generator<string> {
  const head: [string, unknown][] = [
    ['tool', 'code-scan-pipe'],
    ['version', report.version],
    ['commit', report.change.commit],
    ['pullRequest', report.change.pullRequests[0]],
    ['baseline', { kind: report.baseline.kind, commit: report.baseline.commit }],
    ['verdict', report.verdict.outcome],
    ['counts', report.counts],
    ['scanners', report.scanners.map(scanner)],
  ];
  yield '{\n';
  for (const [name, value] of head) {
    if (value !== undefined) yield `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`;
  }
  yield* list('findings', report.findings, finding);
  yield ',\n';
  yield* list('fixed', report.fixed, fixed);
  yield ',\n';
  yield* list('warnings', report.warnings, ({ code, message }) => ({ code, message }));
  yield ',\n';
  yield* list('publications', publications, publication);
  yield '\n}\n';
}

function* list<T>(name: string, items: readonly T[], shape: (item: T) => unknown): Generator<string> {
  yield `  ${JSON.stringify(name)}: [`;
  let separator = '\n';
  for (const item of items) {
    yield `${separator}    ${JSON.stringify(shape(item))}`;
    separator = ',\n';
  }
  yield items.length === 0 ? ']' : '\n  ]';
}

function scanner({ name, version, outcome, seconds, findings, detail }: ScannerRun): unknown {
  return { name, version, outcome, seconds, findings, detail };
}

function finding(found: TriagedFinding): unknown {
  return {
    fingerprint: found.fingerprint,
    scanner: found.scanner,
    rule: found.rule,
    cwe: found.cwe,
    severity: found.severity,
    category: found.category,
    title: found.title,
    message: found.message,
    ...lines(found.place),
    startColumn: found.place?.region?.startColumn,
    disposition: found.disposition,
    reason: reasonOf(found),
    previous: found.previous && previous(found.previous),
    candidates: found.candidates,
    source: found.source,
  };
}

/** Who and why in one text: the file has one field for both. */
function reasonOf({ suppressedBy, reason }: TriagedFinding): string | undefined {
  return suppressedBy === undefined || reason === undefined
    ? (reason ?? suppressedBy)
    : `${suppressedBy}: ${reason}`;
}

function previous({ fingerprint, place, how, source }: PreviousFinding): unknown {
  return {
    fingerprint,
    path: place?.path,
    startLine: place?.region?.startLine,
    how,
    source: source && { run: source.run, result: source.result },
  };
}

function fixed({ fingerprint, scanner, rule, place }: FixedFinding): unknown {
  return { fingerprint, scanner, rule, path: place?.path, startLine: place?.region?.startLine };
}

function publication({ publisher, outcome, writes, leftOut, detail }: Publication): unknown {
  return { publisher, outcome, writes, leftOut, detail };
}

function lines(place: Place | undefined): Record<string, unknown> {
  return { path: place?.path, startLine: place?.region?.startLine, endLine: place?.region?.endLine };
}
