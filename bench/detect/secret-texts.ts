import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { textsOfPatternTest, textsOfRuleDefinition } from './go-texts.ts';
import type { Source } from './repository.ts';

export interface SecretText {
  readonly provider: string;
  readonly text: string;
  readonly holdsSecret: boolean;
}

export interface SecretSource extends Source {
  read(folder: string): SecretText[];
}

/** Texts that makers of public tools keep to test their rules by. Each set is easy for its own tool. */
export const secretSources: readonly SecretSource[] = [
  {
    owner: 'gitleaks',
    name: 'gitleaks',
    paths: ['cmd/generate/config/rules'],
    read: readRuleDefinitions,
  },
  {
    owner: 'betterleaks',
    name: 'betterleaks',
    paths: ['cmd/generate/config/rules'],
    read: readRuleDefinitions,
  },
  {
    owner: 'trufflesecurity',
    name: 'trufflehog',
    paths: ['pkg/detectors'],
    read: (folder) =>
      globSync('pkg/detectors/**/*_test.go', { cwd: folder })
        .filter((path) => !path.includes('integration'))
        .sort()
        .flatMap((path) =>
          textsOfPatternTest(readFileSync(join(folder, path), 'utf8'), path.split('/')[2] ?? path).map(
            ({ rule, ...text }) => ({ provider: rule, ...text }),
          ),
        ),
  },
  {
    owner: 'mongodb',
    name: 'kingfisher',
    paths: ['*.yml'],
    read: (folder) => readRuleFiles(folder, '**/rules/*.yml'),
  },
  {
    owner: 'praetorian-inc',
    name: 'noseyparker',
    paths: ['*.yml'],
    read: (folder) => readRuleFiles(folder, '**/rules/*.yml'),
  },
  {
    owner: 'secretlint',
    name: 'secretlint',
    paths: ['packages/@secretlint'],
    read: readSnapshots,
  },
];

function readRuleDefinitions(folder: string): SecretText[] {
  return globSync('cmd/generate/config/rules/*.go', { cwd: folder })
    .filter((path) => !path.endsWith('_test.go'))
    .sort()
    .flatMap((path) =>
      textsOfRuleDefinition(readFileSync(join(folder, path), 'utf8')).map(({ rule, ...text }) => ({
        provider: rule.split('-')[0] ?? rule,
        ...text,
      })),
    );
}

interface RuleFile {
  readonly rules?: readonly {
    readonly id?: string;
    /** False for what only helps to check a secret: the name of a server, of a user. */
    readonly visible?: boolean;
    /** Where there are some, those of secrets have `secret` among them; others are about names of buckets, accounts… */
    readonly categories?: readonly string[];
    readonly examples?: readonly unknown[];
    readonly negative_examples?: readonly unknown[];
  }[];
}

function readRuleFiles(folder: string, glob: string): SecretText[] {
  return globSync(glob, { cwd: folder })
    .sort()
    .flatMap((path) => {
      const { rules = [] }: RuleFile =
        parse(readFileSync(join(folder, path), 'utf8'), { uniqueKeys: false }) ?? {};
      return rules.flatMap(({ id = '', visible = true, categories, examples, negative_examples: others }) => {
        if (!visible || categories?.includes('secret') === false) return [];
        const provider = id.split('.')[1] ?? id;
        return [
          ...(examples ?? []).map((text) => ({ provider, text: String(text), holdsSecret: true })),
          ...(others ?? []).map((text) => ({ provider, text: String(text), holdsSecret: false })),
        ];
      });
    });
}

/** What a snapshot of secretlint's says that its rule tells. */
interface Expected {
  readonly messages: readonly unknown[];
}

/** Rules of secretlint that are about something else than the secret's own form. */
const otherRules = /filter|preset|no-|pattern|example/;

function readSnapshots(folder: string): SecretText[] {
  return globSync('packages/@secretlint/secretlint-rule-*/test/snapshots/*/input*', { cwd: folder })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort()
    .flatMap((path) => {
      const rule = path.split('/')[2]?.slice('secretlint-rule-'.length) ?? '';
      if (otherRules.test(rule)) return [];
      // Its name says nothing: `private-key-pem` holds one, and `placeholder-dots` does not.
      const expected: Expected = JSON.parse(readFileSync(join(folder, dirname(path), 'output.json'), 'utf8'));
      return [
        {
          provider: rule,
          text: readFileSync(join(folder, path), 'utf8'),
          holdsSecret: expected.messages.length > 0,
        },
      ];
    });
}

/**
 * Without the look-alikes that are word for word a secret somewhere else: the key of one rule of a provider is what the
 * tests of its other rule must not take for theirs, and nobody can be right about both.
 */
export function withoutContradictions(
  texts: readonly SecretText[],
  all: readonly SecretText[],
): SecretText[] {
  const secrets = new Set(all.filter(({ holdsSecret }) => holdsSecret).map(({ text }) => text.trim()));
  return texts.filter(({ holdsSecret, text }) => holdsSecret || !secrets.has(text.trim()));
}

/** Long enough that nobody writes it twice by chance. */
const longWord = /[A-Za-z0-9_+/.~-]{16,}={0,2}/g;

/**
 * True for a text with a word that is the only long one of a text with a secret, and so that secret: what is around it
 * made the difference to whoever labelled it, and no difference to who finds it.
 */
export function holdsSecretOfAnother(all: readonly SecretText[]): (text: SecretText) => boolean {
  const alone = all
    .filter(({ holdsSecret }) => holdsSecret)
    .map(longWordsOf)
    .filter(({ size }) => size === 1);
  const secrets = new Set(alone.flatMap((words) => [...words]));
  return (text) => !longWordsOf(text).isDisjointFrom(secrets);
}

function longWordsOf({ text }: SecretText): Set<string> {
  const words = [...text.matchAll(longWord)].map(([word]) => word);
  return new Set(words.filter((word) => /\d/.test(word) && /[A-Za-z]/.test(word)));
}
