import { isExampleName } from './example-name.ts';
import { isOfOneAlphabet } from './generated-text.ts';
import { isComposed } from './made-up.ts';
import { isPlaceholder } from './placeholder.ts';
import type { ProviderShapes, Shapes } from './provider-shapes.ts';
import { entropyOf, isRandom, longestOfAlphabet, longestOfTwo, longestSequence } from './random-text.ts';
import {
  isHarmlessName,
  isNamedSecret,
  isPartOfSentence,
  isPlainKey,
  saysSecret,
  saysWhose,
} from './secret-name.ts';

export interface NameSearch {
  readonly providers: ProviderShapes;
  /** True for what begins like the tokens of a format: what is not of that format is none. */
  readonly isBeginningOfToken: (value: string) => boolean;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Besides the key of their API, for which their shape is known, most providers have such secrets. */
const otherKind = /client|oauth|webhook|sign|refresh|master|pass|pwd/i;
/** Characters in a row that next to never come up by chance. */
const longSequence = 6;
/** As long as the usual sums of files and numbers of records, or of keys of GPG. */
const isDigest = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9A-F]{16})$/;
/** Base64 has equals signs at its end only. */
const equalsWithin = /[^=]=[^=]/;
/** And how people fill what is longer. */
const countedUp = /123456789|abcdefgh/i;

/**
 * How sure it is that a value under a name is a secret; undefined where it is none.
 *
 * @param near The text right before the name. Where the name says of nobody whose secret it is, a provider in it does.
 */
export function certaintyOf(
  name: string,
  value: string,
  near: string,
  { providers }: NameSearch,
): 'sure' | 'doubtful' | undefined {
  if (isNoSecretByName(name)) return undefined;
  const hasSequence = isSequence(value) || isSequence(textInBase64(value));
  const named = providers.under(name);
  const isOfNobody = named === undefined && !saysWhose(name);
  const provider = isOfNobody && saysSecret(name) ? providers.under(near) : named;
  if (provider?.shapes.some((shape) => shape.fits(value))) {
    return couldBeSecret(value) ? certaintyOfRandomOne(value, hasSequence) : certaintyOfPlainOne(name, value);
  }
  // What a person has made up, or two texts in one, under a name that stands in every manual.
  if (isOfNobody && (hasSequence || equalsWithin.test(value))) return undefined;
  if (!isSecretByName(name, value, named) || !isGenerated(value, hasSequence, named)) return undefined;
  return named === undefined && isLookedUpBy(name, value)
    ? 'doubtful'
    : certaintyOfRandomOne(value, hasSequence);
}

function isNoSecretByName(name: string): boolean {
  return isHarmlessName(name) || isExampleName(name);
}

/** True for what may as well be the number of a record, under `gateway_key`. */
function isLookedUpBy(name: string, value: string): boolean {
  return isDigest.test(value) && isPlainKey(name);
}

function certaintyOfRandomOne(value: string, hasSequence: boolean): 'sure' | 'doubtful' {
  return hasSequence || uuid.test(value) ? 'doubtful' : 'sure';
}

/** Of what has the shape of a provider's and could be a word or a placeholder. */
function certaintyOfPlainOne(name: string, value: string): 'doubtful' | undefined {
  return entropyOf(value) >= 2.5 && saysSecret(name) ? 'doubtful' : undefined;
}

function isSecretByName(name: string, value: string, named: Shapes | undefined): boolean {
  const isOwn = named === undefined ? !isPartOfSentence(name) : !isOfOtherForm(name, value, named);
  return isOwn && isNamedSecret(name, value) && couldBeSecret(value);
}

/**
 * For a value that has none of a provider's shapes: a part of a secret, or what stands in for one. An example that is
 * spelt out (`123456`) seldom has the right length: it stays doubtful.
 */
function isOfOtherForm(name: string, value: string, provider: Shapes): boolean {
  const isExample = longestSequence(value.toLowerCase()) >= longSequence;
  return provider.isComplete && !isExample && !otherKind.test(name);
}

/** True for what a person has written: a long sequence of characters, or two that take turns. In a long text some come up. */
function isSequence(value: string): boolean {
  const long = Math.max(longSequence, value.length / 12);
  return (
    longestSequence(value.toLowerCase()) >= long ||
    countedUp.test(value) ||
    isComposed(value) ||
    longestOfTwo(value) > long ||
    longestOfAlphabet(value) >= 2 * long
  );
}

/** Empty where there is none. */
function textInBase64(value: string): string {
  if (!/^[A-Za-z0-9+/]{20,}={0,2}$/.test(value)) return '';
  const text = Buffer.from(value, 'base64').toString('latin1');
  return /^[\x20-\x7e]+$/.test(text) ? text : '';
}

function couldBeSecret(value: string): boolean {
  return (isRandom(value) || isLongNumber(value)) && !isPlaceholder(value);
}

/** False for what somebody has changed by hand, or spelt out for a provider of whose shapes it has none. */
function isGenerated(value: string, hasSequence: boolean, named: Shapes | undefined): boolean {
  if (hasSequence && named?.isComplete === false) return false;
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
