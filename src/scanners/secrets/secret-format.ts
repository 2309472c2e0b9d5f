import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Severity, severities } from '../../core/severity.ts';
import { fieldsOf, listOf, textOf } from '../json-fields.ts';
import { readRuleData } from '../rule-data.ts';

/** One kind of secret that can be told by how it looks: an entry of `rules/secrets/`. */
export interface SecretFormat {
  readonly id: string;
  readonly name: string;
  /** A text without any of them need not be searched. */
  readonly starts: readonly string[];
  /** What a token begins with, where that says whose it is; none where the beginnings are words beside it. */
  readonly beginnings: readonly string[];
  /** Global; the group `secret`, or else the whole match, is the secret. */
  readonly pattern: RegExp;
  /** Bits of entropy a character below which it is a placeholder. */
  readonly minimum: number;
  readonly severity: Severity;
  /** A person chose it: `password` and its like are none. */
  readonly password: boolean;
  /** Its parts between the dots, but for the last one, are JSON in base64. */
  readonly decodesToJson: boolean;
  /** What stands around one that is for everybody to see. */
  readonly publicNear: RegExp | undefined;
  /** What stands around one that is mostly none, or for everybody to see. */
  readonly doubtfulNear: RegExp | undefined;
  /** It is no provider's: whoever writes a test makes one. */
  readonly isSelfMade: boolean;
  /** What stands there may as well be something else. */
  readonly isGuess: boolean;
  readonly examples: readonly string[];
}

const usualMinimum = 2.5;

/** Every format in a folder, by the files' names. Throws where an entry is not as `rules/secrets/README.md` says. */
export async function readSecretFormats(folder: string): Promise<SecretFormat[]> {
  const files = (await readdir(folder)).filter((file) => /\.(?:yml|json)$/.test(file)).sort();
  const formats: SecretFormat[] = [];
  for (const file of files) {
    const entries = await readRuleData(join(folder, file));
    formats.push(...listOf(entries).map((entry) => formatOf(entry, file)));
  }
  return formats;
}

function formatOf(entry: unknown, file: string): SecretFormat {
  const fields = fieldsOf(entry) ?? {};
  const id = textOf(fields['id']);
  const name = textOf(fields['name']);
  const starts = listOf(fields['starts']).filter((start) => typeof start === 'string');
  const source = textOf(fields['pattern']) ?? prefixed(starts, textOf(fields['rest']));
  if (id === undefined || name === undefined || source === undefined || starts.length === 0) {
    throw new TypeError(
      `${file}: an entry without id, name, starts, or one of rest and pattern: ${id ?? name}`,
    );
  }
  const unless = textOf(fields['unless']);
  const perhaps = textOf(fields['perhaps']);
  const severity = severities.find((known) => known === fields['severity']);
  return {
    id,
    name,
    starts,
    beginnings: starts.filter((start) => fields['rest'] !== undefined || /^[a-z]\w+-$/.test(start)),
    pattern: new RegExp(fields['anywhere'] === true ? source : bounded(source), 'g'),
    minimum: typeof fields['minimum'] === 'number' ? fields['minimum'] : usualMinimum,
    severity: severity ?? 'high',
    password: fields['password'] === true,
    decodesToJson: fields['decodes'] === 'json',
    publicNear: unless === undefined ? undefined : new RegExp(unless),
    doubtfulNear: perhaps === undefined ? undefined : new RegExp(perhaps),
    isSelfMade: fields['selfmade'] === true,
    isGuess: fields['doubtful'] === true,
    examples: listOf(fields['examples']).filter((example) => typeof example === 'string'),
  };
}

function prefixed(starts: readonly string[], rest: string | undefined): string | undefined {
  return rest === undefined ? undefined : `(?:${starts.map(RegExp.escape).join('|')})(?:${rest})`;
}

function bounded(source: string): string {
  return `(?<![A-Za-z0-9_]|[A-Za-z0-9]-)(?:${source})(?![A-Za-z0-9_]|-[A-Za-z0-9])`;
}
