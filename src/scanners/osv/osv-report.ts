import { relative } from 'node:path';
import { type Fields, fieldsOf, listOf, textOf } from '../json-fields.ts';

/** One package of one lock file with one known vulnerability; ids that mean the same are one. */
export interface VulnerablePackage {
  /** The lock file, relative to the scanned folder, with `/`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly ecosystem: string;
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** CVSS, from 0 to 10; undefined where nobody has rated it. */
  readonly score?: number;
  readonly cwe: readonly number[];
  /** Versions that mend it, as the database names them. */
  readonly fixed: readonly string[];
}

/** Of the words that databases use where they give no score. */
const scoreOfWord: Readonly<Record<string, number>> = {
  CRITICAL: 9.3,
  HIGH: 8,
  MODERATE: 5.5,
  MEDIUM: 5.5,
  LOW: 3,
};

/** Undefined where the value is not what `osv-scanner --format json` writes. */
export function decodeOsvReport(report: unknown, root: string): VulnerablePackage[] | undefined {
  const fields = fieldsOf(report);
  if (fields === undefined || !('results' in fields)) return undefined;
  return listOf(fields['results']).flatMap((result) => {
    const source = fieldsOf(fieldsOf(result)?.['source']);
    const path = relative(root, textOf(source?.['path']) ?? '').replaceAll('\\', '/');
    return listOf(fieldsOf(result)?.['packages']).flatMap((entry) => packageOf(entry, path));
  });
}

function packageOf(entry: unknown, path: string): VulnerablePackage[] {
  const fields = fieldsOf(entry);
  const described = fieldsOf(fields?.['package']);
  const name = textOf(described?.['name']);
  if (fields === undefined || name === undefined) return [];
  const vulnerabilities = new Map(
    listOf(fields['vulnerabilities']).map((value) => [
      textOf(fieldsOf(value)?.['id']) ?? '',
      fieldsOf(value) ?? {},
    ]),
  );
  return listOf(fields['groups']).flatMap((value) => {
    const group = fieldsOf(value) ?? {};
    const ids = listOf(group['ids']).filter((id) => typeof id === 'string');
    const id = ids[0];
    if (id === undefined) return [];
    const members = ids.map((member) => vulnerabilities.get(member) ?? {});
    const score = scoreOf(group, members);
    return [
      {
        path,
        name,
        version: textOf(described?.['version']) ?? '',
        ecosystem: textOf(described?.['ecosystem']) ?? '',
        id,
        aliases: listOf(group['aliases'])
          .filter((alias) => typeof alias === 'string' && alias !== id)
          .map(String),
        summary:
          members.map((member) => textOf(member['summary'])).find((text) => text) ?? 'Known vulnerability',
        ...(score !== undefined && { score }),
        cwe: [...new Set(members.flatMap(cweOf))],
        fixed: [...new Set(members.flatMap((member) => fixedVersions(member, name)))],
      },
    ];
  });
}

function scoreOf(group: Fields, members: readonly Fields[]): number | undefined {
  const score = Number(textOf(group['max_severity']) || Number.NaN);
  if (score > 0 && score <= 10) return score;
  return members
    .map((member) => textOf(fieldsOf(member['database_specific'])?.['severity'])?.toUpperCase() ?? '')
    .map((word) => scoreOfWord[word])
    .find((value) => value !== undefined);
}

function cweOf(vulnerability: Fields): number[] {
  const ids = listOf(fieldsOf(vulnerability['database_specific'])?.['cwe_ids']);
  return ids.map((id) => Number(/^CWE-(\d+)$/.exec(String(id))?.[1])).filter((id) => id > 0);
}

function fixedVersions(vulnerability: Fields, name: string): string[] {
  return listOf(vulnerability['affected'])
    .map((affected) => fieldsOf(affected) ?? {})
    .filter((affected) => textOf(fieldsOf(affected['package'])?.['name']) === name)
    .flatMap((affected) => listOf(affected['ranges']))
    .filter((range) => textOf(fieldsOf(range)?.['type']) !== 'GIT')
    .flatMap((range) => listOf(fieldsOf(range)?.['events']))
    .map((event) => textOf(fieldsOf(event)?.['fixed']))
    .filter((version) => version !== undefined);
}
