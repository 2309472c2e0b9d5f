import type { Finding } from '../../core/finding.ts';
import { historyMark } from '../../core/history-mark.ts';
import { type RuleDescription, type SarifSource, securitySeverityOf } from '../sarif-log.ts';

/** A secret that a commit brought, and that is in no file any more. */
export interface LeakedSecret {
  /** What the scan of that commit's file said. */
  readonly finding: Finding;
  readonly commit: string;
  readonly path: string;
  /** From 1, in that commit's file. */
  readonly line: number;
  /** Fingerprints of the findings that told it while it was in a file. */
  readonly toldBy: readonly string[];
}

/**
 * The SARIF of them. None has a place: its file may be gone, and its line is somebody else's now. The message says
 * where it was.
 */
export function leakedSecretsSarif(leaked: readonly LeakedSecret[], version: string): SarifSource {
  const rules = new Map(leaked.map(({ finding }) => [finding.rule, ruleOf(finding)]));
  return {
    tool: {
      name: 'secretlint',
      version,
      informationUri: 'https://github.com/secretlint/secretlint',
    },
    rules: [...rules.values()],
    results: leaked.map((secret) => ({
      ruleId: secret.finding.rule,
      level: 'error' as const,
      message: messageOf(secret),
      fingerprints: historyMark(secret.toldBy),
    })),
  };
}

function messageOf({ finding, commit, path, line }: LeakedSecret): string {
  const { help = '' } = finding.ruleInformation;
  return (
    `${finding.title}: commit ${commit.slice(0, 12)} of this pull request added it in ${path}, line ${line}. ` +
    `It is in no file any more, but whoever can read the repository still finds it in that commit. ${help} Then squash the commits of the branch: merged as they are, they keep it for good.`
  );
}

function ruleOf({ rule, title, ruleInformation, severity, cwe }: Finding): RuleDescription {
  return {
    id: rule,
    title,
    help: ruleInformation.help ?? title,
    securitySeverity: securitySeverityOf[severity],
    cwe,
    category: 'secret',
    tags: ['security', 'secret'],
  };
}
