import type { Finding } from '../core/finding.ts';
import type { OutputFile } from '../publishers/output-file.ts';
import { type SarifPart, sarifReport } from '../sarif/write/sarif-report.ts';
import type { Triage } from '../triage/triage.ts';
import { collectedFile } from './collected.ts';
import { collectedFileName } from './collected-part.ts';
import type { FoundFindings } from './found-findings.ts';
import type { BothSecrets, FoundSecrets } from './found-secrets.ts';
import { identityOf } from './identity.ts';
import { pathsOf } from './mask-findings.ts';
import type { Stage } from './stage.ts';

/** Files of the output folder that are written here. */
export const collectedNames = ['report.sarif', 'baseline.sarif', collectedFileName] as const;

/** `report.sarif`, and with `MODE=collect` what `MODE=publish` needs besides. */
export function sarifFiles(
  stage: Stage,
  found: FoundFindings,
  triaged: Triage,
  secrets: BothSecrets,
): readonly OutputFile[] {
  const { configuration, change } = stage;
  const { head, baseline } = found;
  const report = sarifFile(stage, 'report.sarif', {
    parts: head.sarif,
    findings: triaged.findings,
    revisionId: change.commit,
    secrets: secrets.head,
  });
  if (configuration.settings.mode !== 'collect') return [report];
  const old = sarifFile(stage, 'baseline.sarif', {
    parts: baseline.sarif,
    findings: baseline.baseline.findings,
    revisionId: baseline.baseline.commit ?? change.commit,
    secrets: secrets.base,
  });
  return [report, old, collectedFile(stage, found)];
}

interface Written {
  readonly parts: readonly SarifPart[];
  readonly findings: readonly Finding[];
  readonly revisionId: string;
  readonly secrets: FoundSecrets;
}

function sarifFile(
  { world, configuration, change }: Stage,
  name: string,
  { parts, findings, revisionId, secrets }: Written,
): OutputFile {
  const { repositoryUrl } = identityOf(configuration, change);
  const { maskAll } = secrets;
  return {
    name,
    content: () =>
      sarifReport({
        parts,
        findings,
        log: world.log,
        signal: world.signal,
        ...(maskAll && { mask: { all: maskAll, of: (finding) => secrets.maskFor(pathsOf(finding)) } }),
        ...(repositoryUrl !== undefined && {
          provenance: {
            repositoryUri: repositoryUrl,
            revisionId,
            ...(change.branch !== undefined && { branch: change.branch }),
          },
        }),
      }),
  };
}
