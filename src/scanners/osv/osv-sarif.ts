import type { RuleDescription, SarifResult, SarifSource } from '../sarif-log.ts';
import { dependencyPath } from './dependency-path.ts';
import { lineOfPackage } from './line-of-package.ts';
import { nextVersion } from './next-version.ts';
import type { VulnerablePackage } from './osv-report.ts';

/** One rule a vulnerability, one result a package; `read` gives the text of a lock file, or nothing. */
export async function osvSarif(
  packages: readonly VulnerablePackage[],
  version: string,
  read: (path: string) => Promise<string>,
): Promise<SarifSource> {
  const rules = new Map<string, RuleDescription>();
  const results: SarifResult[] = [];
  const texts = new Map<string, string>();
  for (const vulnerable of packages) {
    const text = texts.get(vulnerable.path) ?? (await read(vulnerable.path));
    texts.set(vulnerable.path, text);
    const known = rules.get(vulnerable.id)?.securitySeverity ?? 0;
    rules.set(vulnerable.id, ruleOf(vulnerable, known));
    results.push(resultOf(vulnerable, text));
  }
  return {
    tool: { name: 'osv-scanner', version, informationUri: 'https://google.github.io/osv-scanner' },
    rules: [...rules.values()],
    results,
  };
}

/** Nobody's rating counts as medium: it is known, and nobody has said that it is harmless. */
const unratedScore = 5;

function ruleOf({ id, aliases, summary, score, cwe }: VulnerablePackage, known: number): RuleDescription {
  return {
    id,
    title: summary,
    help: `${summary}. ${[id, ...aliases].join(', ')}: https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
    helpUri: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
    securitySeverity: Math.max(known, score ?? unratedScore),
    cwe,
    category: 'dependency',
    tags: ['security', 'dependency'],
  };
}

function resultOf(vulnerable: VulnerablePackage, text: string): SarifResult {
  const { path, name, version, ecosystem, id, score, summary } = vulnerable;
  const line = lineOfPackage(text, name, version);
  const chain = dependencyPath(path, text, name, version);
  const mended = nextVersion(version, vulnerable.fixed);
  const remedy = mended === undefined ? 'No version mends it yet' : `Update it to ${mended}`;
  const pulledIn = chain.length > 1 ? `, pulled in by ${chain.slice(0, -1).join(' > ')}` : '';
  return {
    ruleId: id,
    level: (score ?? unratedScore) >= 7 ? 'error' : 'warning',
    message: `${name} ${version}${pulledIn}: ${summary}. ${remedy}.`,
    path,
    ...(line !== undefined && { region: { startLine: line, endLine: line } }),
    fingerprints: { 'osvPackage/v1': `${id}:${ecosystem}:${name}` },
  };
}
