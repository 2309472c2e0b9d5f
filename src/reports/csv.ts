import type { TriagedFinding } from '../core/finding.ts';
import type { Report } from '../core/report.ts';
import { csvField } from './csv-escape.ts';

const columns: readonly (readonly [string, (finding: TriagedFinding) => string | number | undefined])[] = [
  ['severity', ({ severity }) => severity],
  ['disposition', ({ disposition }) => disposition],
  ['category', ({ category }) => category],
  ['scanner', ({ scanner }) => scanner],
  ['rule', ({ rule }) => rule],
  ['cwe', ({ cwe }) => cwe.join(' ')],
  ['path', ({ place }) => place?.path],
  ['start line', ({ place }) => place?.region?.startLine],
  ['end line', ({ place }) => place?.region?.endLine],
  ['title', ({ title }) => title],
  ['message', ({ message }) => message],
  ['suppressed by', ({ suppressedBy }) => suppressedBy],
  ['reason', ({ reason }) => reason],
  ['fingerprint', ({ fingerprint }) => fingerprint],
];

/** All findings as CSV (RFC 4180) with a header, in UTF-8 with the mark by which Excel knows it. */
export function* csv({ findings }: Report): Generator<string> {
  yield `\ufeff${columns.map(([name]) => csvField(name)).join(',')}\r\n`;
  for (const finding of findings)
    yield `${columns.map(([, value]) => csvField(value(finding))).join(',')}\r\n`;
}
