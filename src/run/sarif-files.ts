import type { Finding } from '../core/finding.ts';
import type { OutputFile } from '../publishers/output-file.ts';
import { type SarifPart, sarifReport } from '../sarif/write/sarif-report.ts';
import type { Triage } from '../triage/triage.ts';
import { collectedFile, collectedFileName } from './collected.ts';
import type { FoundFindings } from './find-findings.ts';
import { identityOf } from './identity.ts';
import type { Stage } from './stage.ts';

/** Files of the output folder that are written here. */
export const collectedNames = ['report.sarif', 'baseline.sarif', collectedFileName] as const;

/** `report.sarif`, and with `MODE=collect` what `MODE=publish` needs besides. */
export function sarifFiles(stage: Stage, found: FoundFindings, triaged: Triage): readonly OutputFile[] {
  const { configuration, change } = stage;
  const { head, baseline } = found;
  const report = sarifFile(stage, 'report.sarif', head.sarif, triaged.findings, change.commit);
  if (configuration.settings.mode !== 'collect') return [report];
  const commit = baseline.baseline.commit ?? change.commit;
  return [
    report,
    sarifFile(stage, 'baseline.sarif', baseline.sarif, baseline.baseline.findings, commit),
    collectedFile(stage, found),
  ];
}

function sarifFile(
  { world, configuration, change }: Stage,
  name: string,
  parts: readonly SarifPart[],
  findings: readonly Finding[],
  revisionId: string,
): OutputFile {
  const { repositoryUrl } = identityOf(configuration, change);
  return {
    name,
    content: () =>
      sarifReport({
        parts,
        findings,
        log: world.log,
        signal: world.signal,
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
