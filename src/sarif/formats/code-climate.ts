import { asList, asObject, asText, type JsonObject } from '../json.ts';
import { type ConvertedResult, type ConvertedRun, convertedResult } from './converted-run.ts';

/**
 * Code Climate's issues, and GitLab's part of them for code quality; see
 * https://github.com/codeclimate/platform/blob/master/spec/analyzers/SPEC.md#issues and
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function isCodeClimate(entry: JsonObject): boolean {
  return typeof entry['description'] === 'string' && typeof asObject(entry['location'])['path'] === 'string';
}

const levels: ReadonlyMap<unknown, ConvertedResult['level']> = new Map([
  ['blocker', 'error'],
  ['critical', 'error'],
  ['major', 'error'],
  ['minor', 'warning'],
  ['info', 'note'],
]);

export function codeClimateRun(issues: readonly JsonObject[]): ConvertedRun {
  const engines = new Set(issues.map(({ engine_name }) => asText(engine_name)));
  const [engine] = engines;
  return {
    tool: { driver: { name: engines.size === 1 && engine !== undefined ? engine : 'Code Climate' } },
    results: issues.map(resultOf),
  };
}

function resultOf(issue: JsonObject): JsonObject {
  const location = asObject(issue['location']);
  const lines = asObject(location['lines']);
  const positions = asObject(location['positions']);
  const begin = asObject(positions['begin']);
  const end = asObject(positions['end']);
  const fingerprint = asText(issue['fingerprint']);
  const isSecurity = asList(issue['categories']).includes('Security');
  return convertedResult({
    rule: asText(issue['check_name']) ?? 'code-climate',
    level: levels.get(issue['severity']) ?? 'warning',
    message: asText(issue['description']) ?? '',
    path: asText(location['path']),
    startLine: lines['begin'] ?? begin['line'],
    startColumn: begin['column'],
    endLine: lines['end'] ?? end['line'],
    more: {
      ...(fingerprint !== undefined && { partialFingerprints: { 'codeClimate/v1': fingerprint } }),
      ...(isSecurity && { properties: { tags: ['security'] } }),
    },
  });
}
