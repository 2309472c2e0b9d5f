import { FormatIndex } from './format-index.ts';
import { type ProviderShapes, readProviderShapes } from './provider-shapes.ts';
import { readPublishedExamples } from './published-examples.ts';
import { readSecretFormats, type SecretFormat } from './secret-format.ts';
import { type SecretlintRule, secretlintRules } from './secretlint-rules.ts';

/** All that is known of how secrets look: what `rules/secrets/` says. */
export interface KnownForms {
  readonly formats: readonly SecretFormat[];
  readonly index: FormatIndex<SecretFormat | SecretlintRule>;
  readonly providers: ProviderShapes;
  /** True for what a provider has published as an example. */
  readonly isPublished: (value: string) => boolean;
  /** True for what begins like the tokens of a format. */
  readonly isBeginningOfToken: (value: string) => boolean;
  /** True for a rule whose secrets are no provider's: whoever writes a test or a manual makes one. */
  readonly isSelfMade: (rule: string) => boolean;
}

/** Beginnings that are words as well, and shorter ones: many providers have them. */
const common = /^(?:.{1,3}|(?:live|test|key|secret|sandbox|api|sdk|mob|ext|pat|prod)[-_.])$/;

/** Rules that are none of the formats. Keys under the names of AWS are those of every server with its interface. */
const selfMade = [
  'secret/named-value',
  'secret/password',
  'secretlint/privatekey-privatekey',
  'secretlint/aws-awssecretaccesskey',
];

/** @param folder `rules/secrets/`. Throws where an entry is not as its README.md says. */
export async function readKnownForms(folder: string): Promise<KnownForms> {
  const formats = await readSecretFormats(folder);
  const beginnings = new Map<string, string[]>();
  for (const text of new Set(formats.flatMap((format) => format.beginnings))) {
    if (common.test(text)) continue;
    const first = text.slice(0, 4);
    beginnings.set(first, [...(beginnings.get(first) ?? []), text]);
  }
  const rulesOfNobody = new Set([
    ...selfMade,
    ...formats.filter((format) => format.isSelfMade).map(({ id }) => `secret/${id}`),
  ]);
  return {
    formats,
    index: new FormatIndex([...formats, ...secretlintRules]),
    providers: await readProviderShapes(folder),
    isPublished: await readPublishedExamples(folder),
    isBeginningOfToken: (value) =>
      beginnings.get(value.slice(0, 4))?.some((text) => value.startsWith(text)) ?? false,
    isSelfMade: (rule) => rulesOfNobody.has(rule),
  };
}
