import { asText, type JsonObject } from '../json.ts';
import { type ConvertedRun, convertedResult } from './converted-run.ts';

/** gitleaks' `json` report; see https://github.com/gitleaks/gitleaks#reporting */
export function isGitleaks(entry: JsonObject): boolean {
  return typeof entry['RuleID'] === 'string' && typeof entry['File'] === 'string' && 'Secret' in entry;
}

/** The secret itself, its line, the commit's author and message stay out: a report must not repeat them. */
export function gitleaksRun(leaks: readonly JsonObject[]): ConvertedRun {
  const results = leaks.map((leak) => {
    const { RuleID, Description, File, StartLine, EndLine, StartColumn, EndColumn } = leak;
    const fingerprint = asText(leak['Fingerprint']);
    return convertedResult({
      rule: asText(RuleID) ?? '',
      level: 'error',
      message: withoutSecret(asText(Description) ?? `A secret of the kind ${asText(RuleID)}`, leak),
      path: asText(File),
      startLine: StartLine,
      startColumn: StartColumn,
      endLine: EndLine,
      // gitleaks counts the last column itself, SARIF the one after it.
      endColumn: typeof EndColumn === 'number' ? EndColumn + 1 : undefined,
      more: fingerprint === undefined ? {} : { partialFingerprints: { 'gitleaks/v1': fingerprint } },
    });
  });
  return { tool: { driver: { name: 'gitleaks' } }, results, kind: 'secrets' };
}

function withoutSecret(text: string, leak: JsonObject): string {
  return ['Secret', 'Match'].reduce((masked, name) => {
    const secret = asText(leak[name]);
    return secret === undefined || secret === '' ? masked : masked.replaceAll(secret, '********');
  }, text);
}
