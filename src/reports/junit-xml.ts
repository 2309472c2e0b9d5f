import type { TriagedFinding } from '../core/finding.ts';
import type { Report, ScannerRun } from '../core/report.ts';
import { truncate } from '../core/truncate.ts';
import { findingText } from './finding-line.ts';
import { placeText } from './wording.ts';
import { xmlText } from './xml-escape.ts';

/** Cases that a test view can take; the other reports have them all. */
const mostCases = 5000;

/**
 * JUnit XML for the Tests tab: a suite a scanner, a failed case a new finding, a skipped one where something is
 * unsure or suppressed, and one passed case for a scanner that found nothing, so that its turn is seen. What was
 * there before is no test result of this change.
 */
export function* junitXml(report: Report): Generator<string> {
  const bySuite = suites(report);
  const cases = [...bySuite.values()].flat();
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Code scan"${totals(cases)}>\n`;
  for (const [name, members] of bySuite) {
    yield `  <testsuite name="${attribute(name)}"${totals(members)} timestamp="${report.startedAt.toISOString().slice(0, 19)}">\n`;
    for (const each of members) yield `    ${each.xml}\n`;
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

interface Case {
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'error';
  readonly xml: string;
}

function suites({ findings, scanners }: Report): ReadonlyMap<string, readonly Case[]> {
  const told = findings
    .filter(
      ({ disposition }) =>
        disposition === 'active' || disposition === 'moved?' || disposition === 'suppressed',
    )
    .slice(0, mostCases);
  const found = new Map<string, Case[]>(scanners.map(({ name }) => [name, []]));
  for (const finding of told) {
    const members = found.get(finding.scanner);
    if (members === undefined) found.set(finding.scanner, [findingCase(finding)]);
    else members.push(findingCase(finding));
  }
  for (const scanner of scanners) {
    const members = found.get(scanner.name);
    const own = scannerCase(scanner, members?.length === 0);
    if (own !== undefined) members?.push(own);
  }
  return found;
}

function findingCase(finding: TriagedFinding): Case {
  const { rule, severity, place, disposition, reason, suppressedBy } = finding;
  const where = place === undefined ? 'no file' : placeText(place);
  const file = place === undefined ? '' : ` file="${attribute(place.path)}"`;
  const start = `<testcase classname="${attribute(rule)}" name="${attribute(`${where} ${finding.title}`)}"${file}>`;
  if (disposition === 'active') {
    const text = body(finding, where);
    const failure = `<failure type="${severity}" message="${attribute(findingText(finding))}">${text}</failure>`;
    return { outcome: 'failed', xml: `${start}${failure}</testcase>` };
  }
  const why = disposition === 'moved?' ? 'perhaps moved' : `suppressed by ${suppressedBy ?? 'somebody'}`;
  const message = reason === undefined ? why : `${why}: ${reason}`;
  return { outcome: 'skipped', xml: `${start}<skipped message="${attribute(message)}"/></testcase>` };
}

function body(
  { severity, message, rule, scanner, cwe, ruleInformation }: TriagedFinding,
  where: string,
): string {
  const origin = [`${rule} (${scanner})`, ...cwe.map((number) => `CWE-${number}`)].join(', ');
  const lines = [`${severity}: ${message}`, where, origin, ruleInformation.help ?? ''];
  return xmlText(truncate(lines.filter((line) => line !== '').join('\n'), 3000));
}

/** A scanner that failed is an error; one that found nothing, a passed test. */
function scannerCase({ name, outcome, detail }: ScannerRun, isEmpty: boolean): Case | undefined {
  const start = `<testcase classname="${attribute(name)}" name="${attribute(`${name} scan`)}">`;
  switch (outcome) {
    case 'ok':
      return isEmpty ? { outcome: 'passed', xml: `${start}</testcase>` } : undefined;
    case 'skipped':
      return {
        outcome: 'skipped',
        xml: `${start}<skipped message="${attribute(detail ?? 'not run')}"/></testcase>`,
      };
    case 'failed':
    case 'timed-out':
      return {
        outcome: 'error',
        xml: `${start}<error message="${attribute(detail ?? outcome)}"/></testcase>`,
      };
  }
}

function totals(cases: readonly Case[]): string {
  const count = (outcome: Case['outcome']): number => cases.filter((each) => each.outcome === outcome).length;
  return ` tests="${cases.length}" failures="${count('failed')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

function attribute(text: string): string {
  return xmlText(truncate(text, 500));
}
