import type { Category, Disposition, TriagedFinding } from '../../src/core/finding.ts';
import type { Report } from '../../src/core/report.ts';
import { severities } from '../../src/core/severity.ts';
import { reportHtml } from '../../src/reports/report-html/report-html.ts';
import { makeFinding, makeReport } from './make-report.ts';
import { sampleSource, samples } from './sample-reports.ts';

const kinds: readonly Disposition[] = ['active', 'baselined', 'baselined', 'outside-change', 'suppressed'];
const categories: readonly Category[] = ['vulnerability', 'secret', 'bug', 'style'];
const folders = ['src/api', 'src/web', 'lib/db', 'scripts', 'test/unit'];

/** As a large repository would bring them: 40 rules, 5 folders, every severity and disposition. */
export function manyFindings(count: number): readonly TriagedFinding[] {
  return Array.from({ length: count }, (_, index) => {
    const rule = `rule-${index % 40}`;
    return makeFinding({
      fingerprint: `v1:${index}`,
      rule,
      scanner: index % 3 === 0 ? 'secretlint' : 'ast-grep',
      path: `${folders[index % folders.length]}/file-${index % 97}.ts`,
      line: (index % 400) + 1,
      severity: severities[index % severities.length] ?? 'low',
      category: categories[index % categories.length] ?? 'bug',
      disposition: kinds[index % kinds.length] ?? 'active',
      title: `Problem number ${index}`,
      message: `What ${rule} says of place ${index}, at some length, so that the page has something to show.`,
    });
  });
}

/** The failed sample with a data flow, so that the page shows all it can. */
export function richReport(): Report {
  const report = samples['failed'] ?? makeReport();
  const step = (line: number, message: string) => ({
    message,
    place: { path: 'src/db.js', region: { startLine: line, endLine: line } },
  });
  const findings = report.findings.map((finding) =>
    finding.rule === 'js/sql-injection' && finding.disposition === 'active'
      ? {
          ...finding,
          flows: [
            [step(4, 'comes from the request'), step(5, 'becomes part of the statement'), step(6, 'is run')],
          ],
        }
      : finding,
  );
  return { ...report, findings };
}

export async function html(report: Report): Promise<string> {
  return (await Array.fromAsync(reportHtml(report, sampleSource))).join('');
}
