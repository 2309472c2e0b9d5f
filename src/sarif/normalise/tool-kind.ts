import type { ScannerKind } from '../read-context.ts';

/**
 * What well-known tools look for, by the name their SARIF gives (lower case).
 */
const kinds: ReadonlyMap<string, ScannerKind> = new Map([
  ['gitleaks', 'secrets'],
  ['betterleaks', 'secrets'],
  ['kingfisher', 'secrets'],
  ['noseyparker-cli', 'secrets'],
  ['trufflehog', 'secrets'],
  ['detect-secrets', 'secrets'],
  ['secretlint', 'secrets'],
  ['ggshield', 'secrets'],
  ['npm audit', 'dependencies'],
  ['dependency-check', 'dependencies'],
  ['owasp dependency-check', 'dependencies'],
  ['osv-scanner', 'dependencies'],
  ['grype', 'dependencies'],
  ['pip-audit', 'dependencies'],
  ['govulncheck', 'dependencies'],
  ['snyk open source', 'dependencies'],
  ['checkov', 'configuration'],
  ['tfsec', 'configuration'],
  ['terrascan', 'configuration'],
  ['kics', 'configuration'],
  ['hadolint', 'configuration'],
  ['kubelinter', 'configuration'],
  ['kube-linter', 'configuration'],
  ['kubesec', 'configuration'],
  ['zizmor', 'configuration'],
  ['snyk iac', 'configuration'],
]);

/** Tools that look for several things and say in a tag which one a rule is about. */
const kindsByTag: ReadonlyMap<string, ReadonlyMap<string, ScannerKind>> = new Map([
  [
    'trivy',
    new Map<string, ScannerKind>([
      ['secret', 'secrets'],
      ['vulnerability', 'dependencies'],
      ['misconfiguration', 'configuration'],
    ]),
  ],
]);

/** The kind of a tool, or of one of its rules with these tags; undefined where nobody knows. */
export function kindOfTool(name: string, tags: readonly unknown[]): ScannerKind | undefined {
  const tool = name.toLowerCase();
  const byTag = kindsByTag.get(tool);
  if (byTag === undefined) return kinds.get(tool);
  for (const tag of tags) {
    const kind = typeof tag === 'string' ? byTag.get(tag.toLowerCase()) : undefined;
    if (kind !== undefined) return kind;
  }
  return undefined;
}
