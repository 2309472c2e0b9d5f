import { type Fields, fieldsOf, parseJson } from '../json-fields.ts';

/** Of the token that every page and manual on them starts from: https://jwt.io */
const sampleSubject = '1234567890';
/** What a token says of who may come in, and until when: https://www.rfc-editor.org/rfc/rfc7519#section-4.1 */
const claim =
  /^(?:iss|sub|aud|exp|nbf|iat|jti)$|id$|user|name|mail|role|scope|perm|client|account|session|tenant/i;

/** The parts of a JSON Web Token before its signature; undefined for what only looks like one, or is cut off. */
function partsOf(token: string): readonly Fields[] | undefined {
  const parts = token
    .split('.')
    .slice(0, -1)
    .map((part) => fieldsOf(parseJson(Buffer.from(part, 'base64url').toString())));
  return parts.length > 1 && parts.every((fields) => fields !== undefined) ? parts : undefined;
}

/** Of NATS: who shows one has to sign a number besides, https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/jwt */
const signedBesides = 'ed25519-nkey';

/** True for a JSON Web Token that could let somebody in: it is no sample, and names somebody or a time. */
export function isCredential(token: string): boolean {
  const parts = partsOf(token) ?? [];
  return (
    parts[0]?.['alg'] !== signedBesides &&
    parts.every((fields) => fields['sub'] !== sampleSubject) &&
    parts.some((fields) => Object.keys(fields).some((key) => claim.test(key)))
  );
}

/** True for one that could not. */
export function isSampleToken(text: string): boolean {
  return text.startsWith('eyJ') && partsOf(text) !== undefined && !isCredential(text);
}
