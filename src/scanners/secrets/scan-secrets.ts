import { join } from 'node:path';
import { nameSome } from '../../core/name-some.ts';
import { LineIndex } from '../line-index.ts';
import type { ProgramJob } from '../own-program.ts';
import type { JobResult } from '../programs/run-job.ts';
import { TextReader } from '../programs/text-reader.ts';
import type { RuleDescription, SarifResult } from '../sarif-log.ts';
import { findSecrets } from './find-secrets.ts';
import { readKnownForms } from './known-forms.ts';
import { readRevocation } from './revocation.ts';
import { ruleOf } from './secret-rule.ts';
import { secretlintVersion } from './secretlint-rules.ts';
import { suppressedLines } from './suppressions.ts';

/** Looks for secrets in every text of the job. No message, rule or snippet holds a secret in clear. */
export async function scanSecrets(job: ProgramJob): Promise<JobResult> {
  const forms = await readKnownForms(join(job.rules, 'secrets'));
  const known = {
    formats: new Map(forms.formats.map((format) => [format.id, format])),
    whereToRevoke: await readRevocation(join(job.rules, 'secrets')),
  };
  const results: SarifResult[] = [];
  const rules = new Map<string, RuleDescription>();
  const tooLarge: string[] = [];
  const reader = new TextReader();
  for (const path of job.files) {
    const file = reader.read(`${job.root}/${path}`);
    if ('skipped' in file) {
      if (file.skipped === 'too large') tooLarge.push(path);
      continue;
    }
    const found = await findSecrets(path, file.text, forms);
    if (found.length === 0) continue;
    const lines = new LineIndex(file.text);
    const isSuppressed = suppressedLines(file.text);
    for (const secret of found) {
      const rule = ruleOf(secret, known);
      rules.set(rule.id, rule);
      const region = lines.region(secret.start, secret.end);
      results.push({
        ruleId: rule.id,
        level: secret.doubtful ? 'note' : 'error',
        message: `${rule.title} (${secret.end - secret.start} characters). ${rule.help}`,
        path,
        region,
        ...(isSuppressed(region.startLine) && { suppressedInSource: 'secretlint-disable comment' }),
      });
    }
  }
  return {
    source: {
      tool: {
        name: 'secretlint',
        version: secretlintVersion,
        informationUri: 'https://github.com/secretlint/secretlint',
      },
      rules: [...rules.values()],
      results,
      unseen: tooLarge,
    },
    notes: tooLarge.length === 0 ? [] : [`not looked into for being over 5 MiB: ${nameSome(tooLarge)}`],
  };
}
