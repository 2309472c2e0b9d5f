import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import presetPackage from '@secretlint/secretlint-rule-preset-recommend/package.json' with { type: 'json' };
import type { SecretLintRuleContext, SecretLintSourceCode } from '@secretlint/types';
import type { Indexed } from './format-index.ts';
import type { FoundSecret } from './found-secret.ts';
import { isPlaceholder } from './placeholder.ts';
import { entropyOf } from './random-text.ts';
import { secretlintStarts } from './secretlint-starts.ts';

export const secretlintVersion = presetPackage.version;

const namePrefix = '@secretlint/secretlint-rule-';
/**
 * Comments in the scanned code switch rules off through the first: `suppressions.ts` reads them. The others flag
 * `user:pass@example.com` in every documentation, and all that begins with `xoxb-`; formats of ours stand in for them.
 */
const leftOut = ['filter-comments', 'basicauth', 'database-connection-string', 'slack'].map(
  (name) => namePrefix + name,
);
/** A rule of secretlint, and what a text must hold for it to find something. */
export interface SecretlintRule extends Indexed {
  readonly name: string;
  readonly rule: (typeof rules)[number];
}

/** In the order in which they count where they find the same. */
export const secretlintRules: readonly SecretlintRule[] = rules
  .filter(({ meta }) => !leftOut.includes(meta.id))
  .map((rule) => {
    const name = rule.meta.id.slice(namePrefix.length);
    return { name, rule, starts: secretlintStarts[name] ?? [''] };
  });
/** Bits a character: below, it is a placeholder. */
const leastEntropy = 2.5;

/**
 * What rules of secretlint find in one text. The rules are called here and not through secretlint's own core,
 * whose profiler keeps several entries for every rule and file in memory.
 */
export async function findWithSecretlint(
  path: string,
  content: string,
  wanted: readonly SecretlintRule[],
): Promise<FoundSecret[]> {
  const found: FoundSecret[] = [];
  if (wanted.length === 0) return found;
  const source = sourceOf(path, content);
  for (const { name, rule } of wanted) {
    const context: SecretLintRuleContext = {
      sharedOptions: {},
      createTranslator: () => (messageId, data) => ({ message: '', messageId: String(messageId), data }),
      ignore: () => undefined,
      report: ({ message, range }) => {
        const [start, end] = name === 'aws' ? wholeKey(content, range) : range;
        const secret = content.slice(start, end);
        if (isPlaceholder(secret) || entropyOf(secret) < leastEntropy) return;
        const kind = message.messageId.toLowerCase().replaceAll('_', '-');
        // The number of an account is no secret.
        if (kind === 'awsaccountid') return;
        found.push({ rule: `secretlint/${name}-${kind}`, start, end, doubtful: false });
      },
    };
    await rule.create(context, {}).file?.(source);
  }
  return found;
}

/**
 * The rule for AWS says where the name of a secret key begins and how long the key is: the place would show its end and
 * hide its name. Other places are as they were.
 */
function wholeKey(content: string, [start, end]: readonly [number, number]): readonly [number, number] {
  const named = /^[\w"'\s:=>-]{1,60}?(?<![A-Za-z0-9/+])([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/;
  const [all, key] = named.exec(content.slice(start, start + 110)) ?? [];
  return all === undefined || key === undefined
    ? [start, end]
    : [start + all.length - key.length, start + all.length];
}

/** A text that is no file to the rules: one of them would read it from the disk anew. */
function sourceOf(path: string, content: string): SecretLintSourceCode {
  const dot = path.lastIndexOf('.');
  const unused = (): never => {
    throw new TypeError('secretlint’s rules have no need of positions');
  };
  return {
    hasBOM: false,
    content,
    filePath: path,
    physicalFilePath: undefined,
    contentType: 'text',
    ext: dot > path.lastIndexOf('/') ? path.slice(dot) : '',
    getFilePath: () => path,
    getPhysicalFilePath: () => undefined,
    locationToRange: unused,
    rangeToLocation: unused,
    positionToIndex: unused,
    indexToPosition: unused,
  };
}
