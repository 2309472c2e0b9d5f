import { ConfigError, type Problem } from '../core/errors.ts';
import { checkMeaning, customScannerNames } from './check-meaning.ts';
import { explainSchemaErrors } from './explain-schema-errors.ts';
import { type CustomScanner, emptyPolicy, type Policy } from './policy.ts';
import { parsePolicyDocument } from './policy-document.ts';
import type { PolicyFile } from './policy-file.ts';
import validate from './validate.generated.js';

/** Problems that one error lists; a file that is no policy at all has them by the thousand. */
const maxProblems = 50;

/**
 * Reads `.code-scan.yml`; its format is `policy.schema.json`. An empty file is the empty policy.
 *
 * @param fileName how errors, and findings about the file, call it
 * @param scanners the names of the pipe's own, where names are to be checked
 * @throws ConfigError with `file:line:column` of every problem at once
 */
export function readPolicy(text: string, fileName: string, scanners?: readonly string[]): Policy {
  const document = parsePolicyDocument(text, fileName);
  if (document.value === null || document.value === undefined) return { ...emptyPolicy, fileName };
  const file = document.value;
  const meaning = checkMeaning(document, fileName, scanners);
  if (!validate(file))
    throw refused([...explainSchemaErrors(validate.errors ?? [], document, fileName), ...meaning]);
  if (meaning.length > 0) throw refused(meaning);
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

/**
 * The names of the file's own scanners, whatever else is wrong with it.
 *
 * @throws ConfigError where it is no YAML
 */
export function readScannerNames(text: string, fileName: string): readonly string[] {
  return customScannerNames(parsePolicyDocument(text, fileName).value);
}

function refused(problems: readonly Problem[]): ConfigError {
  if (problems.length <= maxProblems) return new ConfigError(problems);
  const [first] = problems;
  const rest = { where: first?.where ?? '', message: `and ${problems.length - maxProblems} problems more` };
  return new ConfigError([...problems.slice(0, maxProblems), rest]);
}

function customScanner(given: NonNullable<PolicyFile['customScanners']>[number]): CustomScanner {
  return { kind: 'code', arguments: [], sarif: 'stdout', files: [], findingsExitCodes: [], ...given };
}
