import { ConfigError, type Problem } from '../core/errors.ts';
import { explainSchemaErrors } from './explain-schema-errors.ts';
import { type CustomScanner, emptyPolicy, type Policy } from './policy.ts';
import { type PolicyDocument, parsePolicyDocument } from './policy-document.ts';
import type { PolicyFile } from './policy-file.ts';
import validate from './validate.generated.js';

/** Problems that one error lists; a file that is no policy at all has them by the thousand. */
const maxProblems = 50;

/**
 * Reads `.code-scan.yml`; its format is `policy.schema.json`. An empty file is the empty policy.
 *
 * @param fileName how errors, and findings about the file, call it
 * @throws ConfigError with `file:line:column` of every problem at once
 */
export function readPolicy(text: string, fileName: string): Policy {
  const document = parsePolicyDocument(text, fileName);
  if (document.value === null || document.value === undefined) return { ...emptyPolicy, fileName };
  const file = document.value;
  if (!validate(file)) throw refused(explainSchemaErrors(validate.errors ?? [], document, fileName));
  const problems = checkMeaning(file, document, fileName);
  if (problems.length > 0) throw refused(problems);
  return {
    fileName,
    scanners: new Map(Object.entries(file.scanners ?? {})),
    severities: Object.entries(file.severities ?? {}).map(([rule, severity]) => ({ rule, severity })),
    paths: { include: file.paths?.include ?? [], exclude: file.paths?.exclude ?? [] },
    thresholds: file.thresholds ?? [],
    suppressions: (file.suppressions ?? []).map((entry, index) => ({
      ...entry,
      line: document.position(['suppressions', index]).line,
    })),
    customScanners: (file.customScanners ?? []).map(customScanner),
  };
}

function refused(problems: readonly Problem[]): ConfigError {
  if (problems.length <= maxProblems) return new ConfigError(problems);
  const [first] = problems;
  const rest = { where: first?.where ?? '', message: `and ${problems.length - maxProblems} problems more` };
  return new ConfigError([...problems.slice(0, maxProblems), rest]);
}

/** What a schema cannot say. */
function checkMeaning(file: PolicyFile, document: PolicyDocument, fileName: string): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (path: readonly (string | number)[], message: string) => {
    const { line, column } = document.position(path);
    problems.push({ where: `${fileName}:${line}:${column}`, message });
  };
  for (const [index, { until }] of (file.suppressions ?? []).entries()) {
    if (until !== undefined && !isDay(until)) {
      report(['suppressions', index, 'until'], `there is no day ${until}; accepted: YYYY-MM-DD`);
    }
  }
  const names = new Set<string>();
  for (const [index, scanner] of (file.customScanners ?? []).entries()) {
    if (names.has(scanner.name)) {
      report(
        ['customScanners', index, 'name'],
        `there are two scanners of the name ${scanner.name}; rename one`,
      );
    }
    names.add(scanner.name);
    if (scanner.sarif === 'file' && !(scanner.arguments ?? []).some((text) => text.includes('{output}'))) {
      report(['customScanners', index], 'sarif: file needs {output} in one of the arguments');
    }
  }
  return problems;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function customScanner(given: NonNullable<PolicyFile['customScanners']>[number]): CustomScanner {
  return { kind: 'code', arguments: [], sarif: 'stdout', files: [], findingsExitCodes: [], ...given };
}
