import { checkMeaning, customScannerNames } from './check-meaning.ts';
import { explainSchemaErrors } from './explain-schema-errors.ts';
import { type CustomScanner, emptyPolicy, type Policy } from './policy.ts';
import { parsePolicyDocument } from './policy-document.ts';
import type { PolicyFile } from './policy-file.ts';
import { refusal } from './refusal.ts';
import validate from './validate.generated.js';

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
    throw refusal([...explainSchemaErrors(validate.errors ?? [], document, fileName), ...meaning]);
  if (meaning.length > 0) throw refusal(meaning);
  return {
    fileName,
    scanners: new Map(Object.entries(file.scanners ?? {})),
    severities: severitiesOf(file, document.keys(['severities'])),
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

/** @param rules in the file's order, as the last one that fits wins */
function severitiesOf({ severities = {} }: PolicyFile, rules: readonly string[]): Policy['severities'] {
  return rules.flatMap((rule) => {
    const severity = severities[rule];
    return severity === undefined ? [] : [{ rule, severity }];
  });
}

function customScanner(given: NonNullable<PolicyFile['customScanners']>[number]): CustomScanner {
  return { kind: 'code', arguments: [], sarif: 'stdout', files: [], findingsExitCodes: [], ...given };
}
