import { join } from 'node:path';
import ownPackage from '../../../package.json' with { type: 'json' };
import { nameSome } from '../../core/name-some.ts';
import type { ProgramJob } from '../own-program.ts';
import type { JobResult } from '../programs/run-job.ts';
import { TextReader } from '../programs/text-reader.ts';
import type { SarifResult } from '../sarif-log.ts';
import { auditPipelines, describeRule, pipelineRules } from './audit-pipelines.ts';

/** Audits every file of the job. */
export async function scanPipelines(job: ProgramJob): Promise<JobResult> {
  const results: SarifResult[] = [];
  const unread: string[] = [];
  const reader = new TextReader();
  for (const path of job.files) {
    const file = reader.read(join(job.root, path));
    if ('text' in file) results.push(...auditPipelines(path, file.text));
    else unread.push(path);
  }
  return {
    source: {
      tool: { name: 'pipelines', version: ownPackage.version },
      rules: pipelineRules.map(describeRule),
      results,
    },
    notes: unread.length === 0 ? [] : [`not a text of a sane size: ${nameSome(unread)}`],
  };
}
