import { InputError } from '../../core/errors.ts';
import { asList, asObject, asText, isObject, type JsonObject } from '../json.ts';
import { type ConvertedResult, type ConvertedRun, convertedResult } from './converted-run.ts';

const kind = 'dependencies';

// CVSS' bands (https://nvd.nist.gov/vuln-metrics/cvss), for advisories that have a word and no score.
const scores: ReadonlyMap<unknown, string> = new Map([
  ['critical', '9.0'],
  ['high', '7.0'],
  ['moderate', '4.0'],
  ['low', '0.1'],
  ['info', '0.0'],
]);

/**
 * `npm audit --json`, of npm 7 and later (`auditReportVersion` 2) and of npm 6 (`advisories`). Each advisory counts
 * once, for the package that has it; packages that only depend on it are named with it. The lock file is the place.
 */
export function npmAuditRun(report: JsonObject, file: string): ConvertedRun {
  const { vulnerabilities, advisories } = report;
  if (isObject(vulnerabilities)) return runOf(Object.values(vulnerabilities).flatMap(advisoriesOf));
  if (isObject(advisories)) return runOf(Object.values(advisories).map(oldAdvisory));
  throw new InputError(file, 'npm audit wrote neither vulnerabilities nor advisories: it failed', {
    pointer: '/vulnerabilities',
  });
}

interface Advisory {
  readonly name: string;
  readonly title: string;
  readonly url: string | undefined;
  readonly range: string;
  readonly severity: unknown;
  readonly score: unknown;
  readonly cwe: readonly unknown[];
}

function runOf(advisories: readonly Advisory[]): ConvertedRun {
  const rules = new Map<string, JsonObject>();
  const results = advisories.map((advisory) => {
    const id = idOf(advisory);
    const score =
      typeof advisory.score === 'number' && advisory.score > 0 ? String(advisory.score) : undefined;
    rules.set(id, {
      id,
      shortDescription: { text: advisory.title },
      ...(advisory.url !== undefined && { helpUri: advisory.url }),
      properties: {
        tags: ['security', ...advisory.cwe],
        'security-severity': score ?? scores.get(advisory.severity) ?? '4.0',
      },
    });
    return resultOf(id, advisory);
  });
  return { tool: { driver: { name: 'npm audit', rules: [...rules.values()] } }, results, kind };
}

function resultOf(rule: string, { name, title, range, severity }: Advisory): JsonObject {
  const level: ConvertedResult['level'] =
    severity === 'critical' || severity === 'high' ? 'error' : 'warning';
  return convertedResult({
    rule,
    level,
    message: `${name} ${range}: ${title}`,
    path: 'package-lock.json',
    more: { partialFingerprints: { 'npmAudit/v1': `${rule} ${name}` } },
  });
}

/** `via` holds advisories of the package itself, and names of packages that brought theirs with them. */
function advisoriesOf(vulnerability: unknown): readonly Advisory[] {
  const { via } = asObject(vulnerability);
  return asList(via).filter(isObject).map(advisoryOf);
}

function advisoryOf(advisory: JsonObject): Advisory {
  return {
    name: asText(advisory['name']) ?? 'a package',
    title: asText(advisory['title']) ?? 'Known vulnerability',
    url: asText(advisory['url']),
    range: asText(advisory['range']) ?? '',
    severity: advisory['severity'],
    score: asObject(advisory['cvss'])['score'],
    cwe: asList(advisory['cwe']),
  };
}

function oldAdvisory(value: unknown): Advisory {
  const advisory = asObject(value);
  const { cwe } = advisory;
  return {
    ...advisoryOf(advisory),
    name: asText(advisory['module_name']) ?? 'a package',
    range: asText(advisory['vulnerable_versions']) ?? '',
    cwe: Array.isArray(cwe) ? cwe : [cwe],
  };
}

/** The advisory's name on GitHub, which is the last part of its address; else a name made of what there is. */
function idOf({ url, name, title }: Advisory): string {
  return (
    url?.match(/GHSA(?:-[0-9a-z]{4}){3}/i)?.[0] ??
    url?.match(/advisories\/(\d+)$/)?.[1] ??
    `${name}: ${title}`
  );
}
