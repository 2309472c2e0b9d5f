import { createHash } from 'node:crypto';
import type { GoToken } from './go-tokens.ts';

/** By the names that gitleaks gives to its alphabets. */
const alphabets: Readonly<Record<string, string>> = {
  Numeric: '0123456789',
  Hex: '0123456789abcdef',
  AlphaNumeric: 'abcdefghijklmnopqrstuvwxyz0123456789',
  AlphaNumericExtendedShort: 'abcdefghijklmnopqrstuvwxyz0123456789_-',
  AlphaNumericExtended: 'abcdefghijklmnopqrstuvwxyz0123456789=_-',
  AlphaNumericExtendedLong: 'abcdefghijklmnopqrstuvwxyz0123456789/=_+-',
};
/** `[a-f0-9]{40}` after a fixed beginning: the only expressions that are made a text of. */
const simple = /^([\w.-]*)\[([\w\\~-]+)\]\{(\d+)\}$/;

/**
 * A text as `secrets.NewSecret(…)` would make it; undefined for an expression that is not understood. The same for
 * the same salt, so that two runs can be compared.
 */
export function makeSecret(argument: readonly GoToken[], salt: string): string | undefined {
  const [part, rest] = cutAtPlus(argument);
  const made = makePart(part, salt);
  const others = rest === undefined ? '' : makeSecret(rest, `${salt} and`);
  return made === undefined || others === undefined ? undefined : made + others;
}

/** What stands before the first `+`, and what stands behind it. */
function cutAtPlus(argument: readonly GoToken[]): [readonly GoToken[], (readonly GoToken[])?] {
  const plus = argument.findIndex(({ kind, value }) => kind === 'sign' && value === '+');
  return plus < 0 ? [argument] : [argument.slice(0, plus), argument.slice(plus + 1)];
}

function makePart(argument: readonly GoToken[], salt: string): string | undefined {
  const [first, , size] = argument;
  const named = alphabets[first?.value.split('.').at(-1) ?? ''];
  // `"12,20"` is a range.
  const count = Number.parseInt(size?.value ?? '', 10);
  if (named !== undefined && count > 0) return random(named, count, salt);
  if (first?.value.endsWith('Hex8_4_4_4_12') === true) {
    return [8, 4, 4, 4, 12].map((count, at) => random('0123456789abcdef', count, `${salt} ${at}`)).join('-');
  }
  if (argument.length !== 1 || first?.kind !== 'text') return undefined;
  const [, beginning = '', set = '', times] = simple.exec(first.value) ?? [];
  if (times !== undefined) return beginning + random(expand(set), Number(times), salt);
  return /^(?:[\w:-]|\\\W)+$/.test(first.value) ? first.value.replaceAll('\\', '') : undefined;
}

function expand(set: string): string {
  return set
    .replaceAll('\\w', 'A-Za-z0-9_')
    .replaceAll('\\d', '0-9')
    .replaceAll('\\', '')
    .replace(/([a-z0-9])-([a-z0-9])/gi, (_, from: string, to: string) => {
      const count = to.charCodeAt(0) - from.charCodeAt(0) + 1;
      return String.fromCharCode(
        ...Array.from({ length: Math.max(0, count) }, (_, at) => from.charCodeAt(0) + at),
      );
    });
}

function random(alphabet: string, count: number, salt: string): string {
  const bytes = createHash('shake256', { outputLength: count }).update(salt).digest();
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
}
