import { join } from 'node:path';
import { LineIndex } from '../line-index.ts';
import { nameSome } from '../name-some.ts';
import type { ProgramJob } from '../own-program.ts';
import { readText } from '../programs/read-text.ts';
import type { JobResult } from '../programs/run-job.ts';
import { type RuleDescription, type SarifResult, securitySeverityOf } from '../sarif-log.ts';
import type { FoundSecret } from './found-secret.ts';
import { findWithSecretlint, secretlintVersion } from './secretlint-rules.ts';
import { suppressedLines } from './suppressions.ts';

/** Looks for secrets in every text of the job. No message, rule or snippet holds a secret in clear. */
export async function scanSecrets(job: ProgramJob): Promise<JobResult> {
  const results: SarifResult[] = [];
  const rules = new Map<string, RuleDescription>();
  const tooLarge: string[] = [];
  for (const path of job.files) {
    const file = await readText(join(job.root, path));
    if ('skipped' in file) {
      if (file.skipped === 'too large') tooLarge.push(path);
      continue;
    }
    const found = await findWithSecretlint(path, file.text);
    if (found.length === 0) continue;
    const index = new LineIndex(file.text);
    const isSuppressed = suppressedLines(file.text);
    for (const secret of found) {
      const rule = ruleOf(secret);
      rules.set(rule.id, rule);
      const region = index.region(secret.start, secret.end);
      results.push({
        ruleId: rule.id,
        level: 'error',
        message: messageOf(rule, secret),
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
    },
    notes: tooLarge.length === 0 ? [] : [`not looked into for being over 5 MiB: ${nameSome(tooLarge)}`],
  };
}

function ruleOf({ rule }: FoundSecret): RuleDescription {
  return {
    id: rule,
    title: `Secret in clear: ${rule}`,
    help: 'Revoke it at its provider, for it stays in the history, and read it from a secured variable instead.',
    securitySeverity: securitySeverityOf.high,
    cwe: [798],
    tags: ['security', 'secret'],
  };
}

function messageOf(rule: RuleDescription, { start, end }: FoundSecret): string {
  return `${rule.title} (${end - start} characters). ${rule.help}`;
}
