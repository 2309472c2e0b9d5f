/** A member of an object, and a name in which a word says what it is: `self.key`, `rootPrivateKeyHex`, `SIGNING_KEY_2`. */
const member = /^(?:self|this|cls|config|settings|options|params|args|env|os|process|request|req|ctx)\./;
const named =
  /[a-z0-9](?:Private|Public|Secret|Access|Api|Token|Key|Password|Credential|Auth)s?(?![a-z])|^(?:[A-Z][A-Za-z]*\d{0,2}[a-z]*_){2,}[A-Za-z]*\d{0,2}[A-Za-z]*$/;

/** True for what stands without quotes and is a name of code. */
export function isCode(value: string): boolean {
  return member.test(value) || named.test(value);
}

/** True for Base64 of a text for people: words with blanks between them. */
export function isEncodedText(value: string): boolean {
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
  const text = Buffer.from(value, 'base64').toString('latin1');
  return text.includes(' ') && /^[\x20-\x7e]+$/.test(text);
}
