import { lintSource } from '@secretlint/core';
import corePackage from '@secretlint/core/package.json' with { type: 'json' };
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { FoundSecret } from './found-secret.ts';

export const secretlintVersion = corePackage.version;

/** Comments in the scanned code switch secretlint's rules off through this rule; `suppressions.ts` reads them. */
const filterRule = '@secretlint/secretlint-rule-filter-comments';
const scannerRules = rules.filter(({ meta }) => meta.id !== filterRule);
const namePrefix = '@secretlint/secretlint-rule-';

/** What the rules of secretlint find in one text. */
export async function findWithSecretlint(path: string, content: string): Promise<FoundSecret[]> {
  const { messages } = await lintSource({
    source: { filePath: path, content, contentType: 'text', ext: extensionOf(path) },
    options: {
      noPhysicFilePath: true,
      maskSecrets: true,
      config: { rules: scannerRules.map((rule) => ({ id: rule.meta.id, rule })) },
    },
  });
  return messages.map(({ ruleId, messageId, range }) => ({
    rule: `${ruleId.startsWith(namePrefix) ? ruleId.slice(namePrefix.length) : ruleId}/${messageId}`,
    start: range[0],
    end: range[1],
  }));
}

function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? path.slice(dot) : '';
}
