import type { Finding, Region } from '../core/finding.ts';
import { compareSeverity } from '../core/severity.ts';

/** The scanner that knows secrets by how they look: what kind it is, and where it is revoked. */
const secretScanner = 'secretlint';
/** Our scanners of code, which know some by what is done with them: a key that signs, however weak it is. */
const codeScanners = ['ast-grep', 'flow'];

/**
 * Of a secret that two of our own scanners tell at one place the worse of both findings, and of equals the one of the
 * scanner for secrets: for a person it is one problem.
 */
export function tellEachSecretOnce(findings: readonly Finding[]): readonly Finding[] {
  const secrets = findings.filter(
    ({ category, place }) => category === 'secret' && place?.region !== undefined,
  );
  const byPath = Map.groupBy(secrets, ({ place }) => place?.path);
  const left = new Set<Finding>();
  for (const here of byPath.values()) {
    const byCode = here.filter(({ scanner }) => codeScanners.includes(scanner));
    const byLook = here.filter(({ scanner }) => scanner === secretScanner);
    for (const code of byCode) {
      const same = byLook.filter((look) => overlap(code.place?.region, look.place?.region));
      // One that somebody has switched off hides nothing.
      const active = same.filter(({ suppressions }) => suppressions.length === 0);
      const isWorse = active.every(({ severity }) => compareSeverity(code.severity, severity) < 0);
      if (!isWorse) left.add(code);
      else if (code.suppressions.length === 0) for (const look of active) left.add(look);
    }
  }
  return left.size === 0 ? findings : findings.filter((finding) => !left.has(finding));
}

function overlap(a: Region | undefined, b: Region | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return startsBefore(a, b) && startsBefore(b, a);
}

/** True where `a` begins before `b` ends. */
function startsBefore(a: Region, b: Region): boolean {
  if (a.startLine !== b.endLine) return a.startLine < b.endLine;
  return (a.startColumn ?? 1) < (b.endColumn ?? Number.POSITIVE_INFINITY);
}
