import { isOfOneAlphabet } from './generated-text.ts';
import { isPlaceholder } from './placeholder.ts';
import type { ProviderShapes } from './provider-shapes.ts';
import { entropyOf, isRandom, longestSequence } from './random-text.ts';
import { isHarmlessName, isNamedSecret, isPartOfSentence, saysSecret } from './secret-name.ts';

export interface NameSearch {
  readonly providers: ProviderShapes;
  /** True for what begins like the tokens of a format: what is not of that format is none. */
  readonly isBeginningOfToken: (value: string) => boolean;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Besides the key of their API, for which their shape is known, most providers have such secrets. */
const otherKind = /client|oauth|webhook|sign|refresh|master/i;
/** Characters in a row that next to never come up by chance. */
const longSequence = 6;

/** How sure it is that a value under a name is a secret; undefined where it is none. */
export function certaintyOf(
  name: string,
  value: string,
  { providers }: NameSearch,
): 'sure' | 'doubtful' | undefined {
  if (isHarmlessName(name)) return undefined;
  const hasSequence = longestSequence(value.toLowerCase()) >= longSequence;
  const certainty = hasSequence || uuid.test(value) ? 'doubtful' : 'sure';
  const provider = providers.under(name);
  if (provider?.shapes.some((shape) => shape.fits(value))) {
    if (couldBeSecret(value)) return certainty;
    return entropyOf(value) >= 2.5 && saysSecret(name) ? 'doubtful' : undefined;
  }
  // Another form than the provider's: a part of a secret, or what stands in for one.
  if (provider?.isComplete === true && !hasSequence && !otherKind.test(name)) return undefined;
  const isOwn = provider !== undefined || !isPartOfSentence(name);
  return couldBeSecret(value) && isGenerated(value, hasSequence) && isNamedSecret(name, value) && isOwn
    ? certainty
    : undefined;
}

function couldBeSecret(value: string): boolean {
  return (isRandom(value) || isLongNumber(value)) && !isPlaceholder(value);
}

/** False for what somebody has changed by hand. */
function isGenerated(value: string, hasSequence: boolean): boolean {
  return (value.startsWith('eyJ') || hasSequence || isOfOneAlphabet(value)) && !isOddHexadecimal(value);
}

/** Bytes have two digits each: one digit too many or too few is no secret of anybody, but for Cloudflare's of 37. */
function isOddHexadecimal(value: string): boolean {
  return (
    /^(?:[a-z]{2,5}[-_])?(?:(?:[0-9a-f]{2})+[0-9a-f]|(?:[0-9A-F]{2})+[0-9A-F])$/.test(value) &&
    value.length !== 37
  );
}

/** Some providers hand out secrets of digits alone. */
function isLongNumber(value: string): boolean {
  return /^\d{28,40}$/.test(value) && entropyOf(value) > 2.9;
}
