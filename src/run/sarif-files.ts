import type { OutputFile } from '../publishers/output-file.ts';
import type { Triage } from '../triage/triage.ts';
import type { FoundFindings } from './find-findings.ts';
import type { Stage } from './stage.ts';

/** `report.sarif`, and with `MODE=collect` the `baseline.sarif` beside it. */
export function sarifFiles(_stage: Stage, _findings: FoundFindings, _triaged: Triage): readonly OutputFile[] {
  return [];
}
